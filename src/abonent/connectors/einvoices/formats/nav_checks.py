"""What the schema of NAV lets pass and its server does not: sums, lines of a chain, another currency than forints."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from abonent.connectors.einvoices.findings import Finding

FORINT = "HUF"
# What is a sum of what: net of the lines, VAT of the rates, for lines need not say theirs.
PARTS = {"lineNetAmount": "invoiceNetAmount", "vatRateVatAmount": "invoiceVatAmount"}


def check(root: Any) -> Iterator[Finding]:
    """What is wrong with a report that the schema passes."""
    currency = root.findtext(".//{*}invoiceDetail/{*}currencyCode")
    if currency != FORINT and root.findtext(".//{*}invoiceDetail/{*}exchangeRate") == "1":
        yield Finding("ABONENT-NAV-CURRENCY", parameters={"currency": currency or ""})
    summary = root.find(".//{*}invoiceSummary/{*}summaryNormal")
    if summary is None:
        return
    for part, whole in PARTS.items():
        parts = sum((Decimal(element.text) for element in root.iterfind(f".//{{*}}{part}")), Decimal(0))
        total = Decimal(summary.findtext(f"{{*}}{whole}"))
        if abs(parts - total) >= 1:
            yield Finding("ABONENT-NAV-TOTAL", parameters={"field": whole, "total": str(total), "parts": str(parts)})
    references = [element.text for element in root.iterfind(".//{*}lineModificationReference/{*}lineNumberReference")]
    for number in sorted({number for number in references if references.count(number) > 1}):
        yield Finding("ABONENT-TWICE", parameters={"line": number})
