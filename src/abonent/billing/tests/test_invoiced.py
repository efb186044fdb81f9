"""What was invoiced in a month comes to the journal, however it is grouped, and leads to its documents."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.billing.agent_testing import a_paper, a_reader_of, an_agent
from abonent.billing.deferred import Month
from abonent.billing.invoiced import GROUPINGS, Invoiced, invoiced_by, sums_of
from abonent.billing.models import Invoice
from abonent.billing.operations import credit_invoice, credit_line
from abonent.billing.operations.recurring import KIND, LineDescription, RecurringDescription, add_recurring
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.billing.tests.test_pages import page, signed_in
from abonent.kit.periods import day
from abonent.ledger.models import AccountMapping, JournalLine
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.lists.reader import present_reader

pytestmark = pytest.mark.django_db

JULY, AUGUST = Month(day("2026-07-01")), Month(day("2026-08-01"))


@pytest.fixture
def norrvik() -> LegalEntity:
    """Two invoices of July with parts of two VAT classes, one of them rounded, a credit note of a part, and one invoice of August."""
    entity = a_publisher()
    anna, berit = a_payer(), a_payer("Berit", "Åkesson", invoice_channel="email")
    a_charge(anna, "2949.50", entity=entity, parts=[("press_print", "2460.50"), ("press_digital", "489.00")])
    a_charge(berit, "39.00", entity=entity, parts=[("standard", "39.00")], deferred=False)
    [first, _second] = invoices_of(a_billing(entity))
    credit_line(invoice=first, ordinal=1, amount=Decimal("1000.00"), actor=None, today=day("2026-07-03"))
    a_charge(anna, "100.00", entity=entity, due_on="2026-08-01")
    a_billing(entity, as_of="2026-08-01")
    return entity


@pytest.fixture
def finance(client: Client, norrvik: LegalEntity) -> Client:
    return signed_in(client, norrvik, "finance")


def told(finance: Client, by: str, month: Month = JULY) -> list[Invoiced]:
    return invoiced_by(by, month, viewer=StaffUser.objects.get(username="finance"), reader=present_reader())


def posted(purpose: str) -> Decimal:
    accounts = AccountMapping.objects.filter(purpose=purpose).values("account")
    lines = JournalLine.objects.filter(account__in=accounts, entry__posted_on__lt="2026-08-01")
    return lines.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_sums_are_those_of_the_journal(finance, by: str):
    [total] = sums_of(told(finance, by))
    assert total.total == posted("receivable") == Invoice.objects.filter(issued_on__lt="2026-08-01").aggregate(sum=Sum("total"))["sum"]
    assert total.vat == -posted("vat")
    assert total.net == -(posted("prepaid") + posted("revenue"))
    assert total.rounding == -posted("rounding") != 0


def test_each_group_has_its_documents(finance):
    assert [(row.label, row.documents, row.total) for row in told(finance, "channel")] == [
        ("E-mail", 1, Decimal("39.00")),
        ("Paper", 2, Decimal("1950.00")),
    ]
    assert [row.documents for row in told(finance, "day")] == [2, 1]
    assert [row.label for row in told(finance, "vat")][-1] == "Rounding"
    assert "Standard rate 25\N{NO-BREAK SPACE}%" in [row.label for row in told(finance, "vat")]
    assert [row.label for row in told(finance, "company")] == ["Norrviks Dagblad AB"]


def test_a_row_leads_to_the_documents_that_it_counts(finance):
    for by in ("day", "vat", "channel", "company"):
        for row in told(finance, by):
            if row.href:
                assert f"{row.documents} document" in page(finance, row.href), (by, row.label)


def test_the_page_and_its_file(finance):
    html = page(finance, reverse("billing:invoiced") + "?month=2026-07&by=vat")
    assert "1 989,00" in html
    answer = finance.get(reverse("billing:invoiced") + "?month=2026-07&by=vat&export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(told(finance, "vat"))
    assert finance.get(reverse("billing:invoiced") + "?by=weather").status_code == 404
    assert finance.get(reverse("billing:invoiced") + "?month=soon").status_code == 404


def test_whoever_works_for_another_company_sees_nothing_of_it(client, norrvik):
    other = signed_in(client, a_publisher("FI"), "finance")
    assert "Nothing was invoiced in this month" in page(other, reverse("billing:invoiced") + "?month=2026-07")


def test_the_seller_is_the_agent_else_the_colleague_who_took_the_order(finance, norrvik):
    eva, anna = StaffUser.objects.get(username="finance"), a_payer("Anna", "Lindqvist")
    paper = a_paper(norrvik)
    a_reader_of(an_agent("commission"), paper, "Berit")
    own = a_subscription(order=an_order(product=paper[0], price_list=paper[1], starts_on="2026-07-01", subscriber=anna))
    Subscription.objects.filter(pk=own.pk).update(created_by=eva)
    line = LineDescription(text="Care", quantity=Decimal(1), unit_price=Decimal(500), tax_category="standard", revenue_class="service")
    care = RecurringDescription(payer=anna, name="Care", starts_on=day("2026-07-01"), times=1, lines=[line])
    add_recurring(entity=norrvik, described=care, actor=eva)
    commit_run(run=approve_run(run=plan_run(run=begin_run(kind=KIND, entity=norrvik, as_of=JULY.first, actor=None)), actor=None))
    a_billing(norrvik, as_of="2026-08-20")
    sold = {row.label: row.net for row in told(finance, "seller", AUGUST)}
    assert sold["Prenax Ombud"] == Decimal("1000.00")
    assert sold["Eva"] == Decimal("1500.00")
    assert {*sold} == {"Prenax Ombud", "Eva", "Sold by nobody in particular"}


def test_a_credit_is_of_whoever_sold_what_it_takes_back(finance, norrvik):
    a_reader_of(an_agent("commission"), a_paper(norrvik), "Berit")
    [invoice] = invoices_of(a_billing(norrvik, as_of="2026-08-20"))
    credit_invoice(invoice=invoice, actor=None, today=day("2026-08-21"))
    assert {row.label: row.net for row in told(finance, "seller", AUGUST)}["Prenax Ombud"] == 0
