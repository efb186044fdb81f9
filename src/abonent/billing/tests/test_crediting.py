"""Credit notes: documents of their own that take lines back, never more than was billed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.billing.models import Invoice
from abonent.billing.operations import CannotCredit, credit_invoice, credit_line, preview_credit
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.kit.periods import day
from abonent.ledger.models import JournalLine, OpenReceivable, Receivable
from abonent.runs.models import Act

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
TODAY = day("2026-07-05")


@pytest.fixture
def invoice() -> Invoice:
    """2 949.50 of printed press and 39.00 of standard rate, rounded to 2 989 kronor."""
    norrvik = a_publisher()
    anna = a_payer()
    a_charge(anna, "2949.50", entity=norrvik)
    a_charge(anna, "39.00", entity=norrvik, parts=[("standard", "39.00")], deferred=False)
    [posted] = invoices_of(a_billing(norrvik))
    return posted


def test_a_credited_line_is_a_document_of_its_own_that_refers_to_the_line(invoice: Invoice):
    credit = credit_line(invoice=invoice, ordinal=2, amount=None, actor=None, today=TODAY)

    assert (credit.kind, credit.document_number, credit.credits) == ("credit_note", "K1", invoice)
    assert (credit.net, credit.vat, credit.total) == (Decimal("-31.20"), Decimal("-7.80"), Decimal("-39.00"))
    [line] = credit.lines.all()
    assert (line.credited_invoice_id, line.credited_ordinal, line.charge_id) == (invoice.pk, 2, None)
    assert invoice.lines.get(ordinal=2).gross == Decimal("39.00")


def test_the_credit_settles_the_invoice_it_credits(invoice: Invoice):
    credit_line(invoice=invoice, ordinal=2, amount=None, actor=None, today=TODAY)

    [still_open] = OpenReceivable.objects.all()
    assert (still_open.receivable_id, still_open.open_amount) == (invoice.receivable_id, Decimal("2950.00"))


def test_the_full_credit_makes_nothing_of_everything_rounding_and_all(invoice: Invoice):
    assert invoice.rounding == Decimal("0.50")
    credit_line(invoice=invoice, ordinal=1, amount=Decimal("1000.00"), actor=None, today=TODAY)

    credit_invoice(invoice=invoice, actor=None, today=TODAY)

    documents = Invoice.objects.all()
    for amount in ("net", "vat", "gross", "rounding", "total"):
        assert sum(getattr(document, amount) for document in documents) == 0
    assert not OpenReceivable.objects.exists()
    assert sum(Receivable.objects.values_list("amount", flat=True)) == 0
    by_account: dict[str, Decimal] = {}
    for code, posted in JournalLine.objects.values_list("account__code", "amount"):
        by_account[code] = by_account.get(code, Decimal(0)) + posted
    assert set(by_account.values()) == {Decimal(0)}


def test_no_line_is_credited_beyond_what_was_billed(invoice: Invoice):
    credit_line(invoice=invoice, ordinal=2, amount=Decimal("20.00"), actor=None, today=TODAY)
    with pytest.raises(CannotCredit, match="Only 19.00 of line 2 is left"):
        credit_line(invoice=invoice, ordinal=2, amount=Decimal("19.01"), actor=None, today=TODAY)

    credit_line(invoice=invoice, ordinal=2, amount=Decimal("19.00"), actor=None, today=TODAY)

    with pytest.raises(CannotCredit, match="credited already"):
        credit_line(invoice=invoice, ordinal=2, amount=None, actor=None, today=TODAY)


def test_a_credit_note_is_not_credited(invoice: Invoice):
    credit = credit_line(invoice=invoice, ordinal=2, amount=None, actor=None, today=TODAY)
    with pytest.raises(CannotCredit, match="A credit note is not credited"):
        credit_invoice(invoice=credit, actor=None, today=TODAY)


def test_the_preview_says_what_the_posting_does_and_leaves_nothing(invoice: Invoice):
    effect = preview_credit(invoice=invoice, amounts={1: Decimal("1000.00")}, actor=None, today=TODAY)
    assert Invoice.objects.count() == 1

    credit = credit_line(invoice=invoice, ordinal=1, amount=Decimal("1000.00"), actor=None, today=TODAY)

    assert (effect.net, effect.vat, effect.total) == (credit.net, credit.vat, credit.total)
    assert (effect.settles, effect.on_account) == (Decimal("1000.00"), 0)


def test_the_credit_is_an_act(invoice: Invoice):
    credit_invoice(invoice=invoice, actor=None, today=TODAY)
    assert Act.objects.filter(verb="credit_invoice", subject_ids=[invoice.pk]).exists()
