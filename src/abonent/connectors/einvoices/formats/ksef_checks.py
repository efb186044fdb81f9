"""What KSeF's schema lets pass and KSeF, or a tax office, does not: sums, quantities, doubles, accounts, members without their unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lxml.etree import QName
from stdnum import iban

from abonent.connectors.einvoices.findings import Finding

_CENT = Decimal("0.01")
_VAT_OF = {"1": (Decimal("0.23"), Decimal("0.22")), "2": (Decimal("0.08"), Decimal("0.07")), "3": (Decimal("0.05"),)}
_DIGITS_OF_ACCOUNT = 26
# Members of a municipality or of a VAT group are told by a third party of their role.
_ROLES = {"JST": "8", "GV": "10"}
# Net and VAT of a rate; those that end in W tell VAT once more, in zlotys.
_SUM = re.compile(r"P_1[34](_\d+)+")
_ORDINARY = "VAT"


def check(root: Any) -> Iterator[Finding]:
    """What is wrong with a document that the schema passes."""
    invoice = root.find("{*}Fa")
    if invoice is None:
        return
    yield from _members(root)
    yield from _vat(invoice)
    yield from _lines(invoice)
    yield from _accounts(invoice)


def _members(root: Any) -> Iterator[Finding]:
    roles = {element.text for element in root.iterfind("{*}Podmiot3/{*}Rola")}
    for name, role in _ROLES.items():
        if root.findtext(f"{{*}}Podmiot2/{{*}}{name}") == "1" and role not in roles:
            yield Finding("ABONENT-KSEF-MEMBER", parameters={"field": name, "role": role})


def _vat(invoice: Any) -> Iterator[Finding]:
    """VAT is that of the rate, and the total what the sums come to, in an ordinary invoice; advances and corrections tell differences."""
    currency_is_ours = invoice.findtext("{*}KodWaluty") == "PLN"
    for place, rates in _VAT_OF.items():
        net, vat = (invoice.findtext(f"{{*}}P_1{row}_{place}") for row in "34")
        lines = len(invoice.findall("{*}FaWiersz"))
        if net and vat and not any(abs(Decimal(net) * rate - Decimal(vat)) <= _CENT * (1 + lines) for rate in rates):
            yield Finding("ABONENT-KSEF-VAT", parameters={"field": f"P_14_{place}", "vat": vat, "net": net})
    sums = [Decimal(element.text) for element in invoice.iterchildren("{*}*") if _SUM.fullmatch(QName(element).localname)]
    total = Decimal(invoice.findtext("{*}P_15") or 0)
    if currency_is_ours and invoice.findtext("{*}RodzajFaktury") == _ORDINARY and abs(sum(sums) - total) >= 1:
        yield Finding("ABONENT-KSEF-TOTAL", parameters={"total": str(total), "sums": str(sum(sums))})


def _lines(invoice: Any) -> Iterator[Finding]:
    numbers = [line.findtext("{*}NrWierszaFa") for line in invoice.iterfind("{*}FaWiersz") if line.find("{*}StanPrzed") is None]
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
        yield Finding("ABONENT-TWICE", parameters={"line": str(number)})
    if invoice.findtext("{*}RodzajFaktury") != _ORDINARY:
        return
    for line in invoice.iterfind("{*}FaWiersz"):
        quantity = line.findtext("{*}P_8B")
        if quantity and Decimal(quantity) < 0:
            yield Finding("ABONENT-KSEF-QUANTITY", parameters={"line": line.findtext("{*}NrWierszaFa") or "", "quantity": quantity})


def _accounts(invoice: Any) -> Iterator[Finding]:
    for element in invoice.iterfind("{*}Platnosc/{*}RachunekBankowy/{*}NrRB"):
        number = "".join((element.text or "").split())
        is_polish = number.isdigit() and len(number) == _DIGITS_OF_ACCOUNT
        if number.isdigit() and not (is_polish and iban.is_valid(f"PL{number}", check_country=False)):
            yield Finding("ABONENT-KSEF-ACCOUNT", parameters={"number": number})
