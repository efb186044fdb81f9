"""What we look at ourselves before a document goes to the official rules: sums, prices, days and doubles, where schemas are blind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices.findings import Finding

CENT = Decimal("0.01")
# A sum of VAT may differ from what the rate gives on the sum of net by the rounding of both, and by no more.
MOST_ROUNDING = Decimal("0.02")


def own_findings(document: EInvoice) -> list[Finding]:
    """What is wrong with a document before any official rule is asked."""
    return [finding for check in CHECKS for finding in check(document)]


def finding(rule: str, **parameters: object) -> Finding:
    """A finding of our own."""
    return Finding(rule, parameters={name: str(value) for name, value in parameters.items()})


def _lines_add_up(document: EInvoice) -> Iterator[Finding]:
    net, vat = sum(line.net for line in document.lines), sum(line.vat for line in document.lines)
    if (net, vat) != (document.net, document.vat):
        yield finding("ABONENT-LINES", net=net, vat=vat, said_net=document.net, said_vat=document.vat)


def _total_adds_up(document: EInvoice) -> Iterator[Finding]:
    gross = document.net + document.vat
    if (gross, gross + document.rounding) != (document.gross, document.total):
        yield finding("ABONENT-TOTAL", net=document.net, vat=document.vat, rounding=document.rounding, total=document.total)


def _vat_is_of_the_rate(document: EInvoice) -> Iterator[Finding]:
    for of_rate in document.vat_sums:
        expected = (of_rate.net * of_rate.rate).quantize(CENT)
        if abs(of_rate.vat - expected) > MOST_ROUNDING:
            yield finding("ABONENT-VAT", rate=f"{of_rate.rate * 100:.1f}", net=of_rate.net, expected=expected, vat=of_rate.vat)


def _prices_make_lines(document: EInvoice) -> Iterator[Finding]:
    for line in document.lines:
        if line.price < 0 or abs(line.quantity * line.price - line.net) >= CENT:
            yield finding("ABONENT-PRICE", line=line.ordinal, quantity=line.quantity, price=line.price, net=line.net)


def _lines_stand_once(document: EInvoice) -> Iterator[Finding]:
    ordinals = [line.ordinal for line in document.lines]
    if not ordinals:
        yield finding("ABONENT-EMPTY")
    for ordinal in sorted({ordinal for ordinal in ordinals if ordinals.count(ordinal) > 1}):
        yield finding("ABONENT-TWICE", line=ordinal)


def _days_follow(document: EInvoice) -> Iterator[Finding]:
    pairs = [(document.issued_on, document.due_on)]
    pairs += [(line.during.first, line.during.latest) for line in document.lines if line.during]
    if document.preceding:
        pairs.append((document.preceding.issued_on, document.issued_on))
    for earlier, later in pairs:
        if later < earlier:
            yield finding("ABONENT-DAYS", earlier=earlier, later=later)


CHECKS: tuple[Callable[[EInvoice], Iterator[Finding]], ...] = (
    _lines_add_up,
    _total_adds_up,
    _vat_is_of_the_rate,
    _prices_make_lines,
    _lines_stand_once,
    _days_follow,
)
