"""How a bank's table is written: a mapping as data, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

DELIMITERS = {";": _("semicolon ;"), ",": _("comma ,"), "\t": _("tabulator"), "|": _("bar |")}
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (ISO 8859-1)",
    "cp1250": "Windows-1250",
    "iso8859-2": "ISO 8859-2",
    "cp852": "CP852",
}
DAY_ORDERS = {
    "YYYY-MM-DD": "2026-11-20",
    "DD.MM.YYYY": "20.11.2026",
    "DD/MM/YYYY": "20/11/2026",
    "DD-MM-YYYY": "20-11-2026",
    "MM/DD/YYYY": "11/20/2026",
    "YYYYMMDD": "20261120",
    "YYYY.MM.DD": "2026.11.20",
    "YYYY/MM/DD": "2026/11/20",
}
DECIMAL_SIGNS = {",": _("comma: 1 299,50"), ".": _("point: 1,299.50")}

# What a column may be. Either `amount` (with `direction`, where it has no sign) or `money_in` and `money_out`.
COLUMNS = {
    "booked_on": _("Booking day"),
    "amount": _("Amount"),
    "money_in": _("Money in"),
    "money_out": _("Money out"),
    "direction": _("In or out"),
    "value_on": _("Value day"),
    "reference": _("Reference"),
    "message": _("Message"),
    "name": _("Payer"),
    "account": _("Payer's account"),
    "bank_reference": _("Number of the bank"),
    "currency": _("Currency"),
    "balance": _("Balance after it"),
    "own_account": _("Our account"),
    "row_kind": _("Kind of row"),
}


@dataclass(frozen=True)
class Layout:
    """`columns` gives the header of what is mapped. `direction_in` is the word for money in; `payment_rows` the kind of row that is a movement."""

    delimiter: str
    encoding: str
    day_order: str
    decimal_sign: str
    columns: Mapping[str, str] = field(default_factory=dict)
    direction_in: str = ""
    payment_rows: str = ""

    @property
    def headers(self) -> frozenset[str]:
        """The headers a file must have."""
        return frozenset(self.columns.values())


# Tables as some banks write them, for a start; a person looks at the preview before anything is kept.
KNOWN: dict[str, Layout] = {
    "Swedbank Lietuva": Layout(
        ",", "utf-8", "YYYY-MM-DD", ".",
        {"own_account": "Sąskaitos Nr.", "booked_on": "Data", "name": "Gavėjas", "message": "Paaiškinimai", "amount": "Suma", "currency": "Valiuta",
         "direction": "D/K", "bank_reference": "Įrašo Nr.", "reference": "Įmokos kodas", "row_kind": "#2"},
        direction_in="K", payment_rows="20",
    ),
    "Swedbank Sverige": Layout(
        ",", "cp1252", "YYYY-MM-DD", ".",
        {"own_account": "Kontonummer", "booked_on": "Bokföringsdag", "value_on": "Valutadag", "reference": "Referens", "message": "Beskrivning",
         "amount": "Belopp", "currency": "Valuta", "balance": "Bokfört saldo"},
    ),
    "Nordea Suomi": Layout(
        "\t", "utf-8", "DD.MM.YYYY", ",",
        {"booked_on": "Kirjauspäivä", "value_on": "Arvopäivä", "amount": "Määrä", "name": "Saaja/Maksaja", "account": "Tilinumero",
         "reference": "Viite", "message": "Viesti"},
    ),
}  # fmt: skip
