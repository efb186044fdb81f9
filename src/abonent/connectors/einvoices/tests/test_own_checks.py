"""Our own checks find what schemas let pass: sums, prices, days, doubles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from abonent.billing.rules.einvoice import Days, EInvoice, Preceding
from abonent.connectors.einvoices.own_checks import own_findings
from abonent.connectors.einvoices.tests.documents import an_e_invoice

pytestmark = pytest.mark.django_db
A_DAY, A_CROWN = timedelta(days=1), Decimal(1)


def wrong_in(document: EInvoice, **changes: object) -> list[str]:
    return [finding.rule for finding in own_findings(replace(document, **changes))]


def test_each_fault_is_found_by_its_own_check():
    document = an_e_invoice()
    [line] = document.lines
    assert own_findings(document) == []
    assert wrong_in(document, total=document.total + A_CROWN) == ["ABONENT-TOTAL"]
    assert wrong_in(document, lines=(replace(line, net=line.net + A_CROWN, price=line.price + A_CROWN),)) == ["ABONENT-LINES"]
    assert wrong_in(document, lines=(replace(line, price=-line.price, quantity=-line.quantity),)) == ["ABONENT-PRICE"]
    assert wrong_in(document, lines=(replace(line, quantity=2 * line.quantity),)) == ["ABONENT-PRICE"]
    assert wrong_in(document, lines=(), net=Decimal(0), vat=Decimal(0), gross=Decimal(0), total=Decimal(0)) == ["ABONENT-EMPTY"]
    assert wrong_in(document, due_on=document.issued_on - A_DAY) == ["ABONENT-DAYS"]
    assert wrong_in(document, preceding=Preceding("1", document.issued_on + A_DAY)) == ["ABONENT-DAYS"]
    backwards = Days(first=document.issued_on, latest=document.issued_on - A_DAY)
    assert wrong_in(document, lines=(replace(line, during=backwards),)) == ["ABONENT-DAYS"]
    [of_rate] = document.vat_sums
    assert wrong_in(document, vat_sums=(replace(of_rate, vat=of_rate.vat + A_CROWN),)) == ["ABONENT-VAT"]


def test_a_line_that_stands_there_twice_is_found():
    document = an_e_invoice()
    [line] = document.lines
    twice = {"lines": (line, line), "net": 2 * line.net, "vat": 2 * line.vat, "gross": 2 * line.gross, "rounding": Decimal(0)}
    assert wrong_in(document, **twice, total=2 * line.gross) == ["ABONENT-TWICE"]


def test_a_finding_says_what_is_wrong_in_the_readers_language():
    document = an_e_invoice()
    [finding] = own_findings(replace(document, due_on=document.issued_on - A_DAY))
    assert finding.sentence == "2026-06-30 should come after 2026-07-01."
