"""Tables of banks for tests, and reading them by a layout."""

from __future__ import annotations

from io import BytesIO

from abonent.connectors.bank_csv.layout import Layout
from abonent.connectors.bank_csv.reader import OwnAccount, stream_table
from abonent.connectors.bank_csv.refusals import CannotReadTable
from abonent.connectors.line_files.source import Source
from abonent.connectors.line_files.statements import collect
from abonent.ledger.rules.statement import BankStatement

ACCOUNT = OwnAccount("SE4550000000058398257466", "SEK")
LAYOUT = Layout(
    delimiter=";",
    encoding="cp1252",
    day_order="YYYY-MM-DD",
    decimal_sign=",",
    columns={
        "booked_on": "Bokföringsdag",
        "amount": "Belopp",
        "reference": "Referens",
        "name": "Avsändare",
        "message": "Text",
        "balance": "Saldo",
    },
)
TABLE = """\
Kontoutdrag 2026-11-20
Konto;58398257466

Bokföringsdag;Text;Belopp;Saldo;Avsändare;Referens
2026-11-20;Insättning;1 299,00;2 299,00;Åsa Öberg;1048220
2026-11-20;"Faktura 77;
två rader";-300,50;1 998,50;Tryckeriet;
2026-11-21;Insättning;100,00;2 098,50;Björk & Söner;1048238
"""


def read_table(content: str | bytes = TABLE, layout: Layout = LAYOUT, account: OwnAccount = ACCOUNT) -> BankStatement:
    """The one statement of a table."""
    raw = content.encode("cp1252") if isinstance(content, str) else content
    [statement] = collect(stream_table(Source(BytesIO(raw), "bank.csv", CannotReadTable), layout, account))
    return statement
