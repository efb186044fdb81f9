"""What is shown to the payer again and again, and invoiced only once he says yes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from abonent.billing.models import Invoice, ProForma, RecurringInvoice
from abonent.billing.operations.pro_formas import CannotOffer, bill_pro_forma
from abonent.billing.operations.recurring import (
    KIND,
    LineDescription,
    RecurringDescription,
    add_recurring,
    describe_recurring,
    offer_recurrences,
    take_recurrences_back,
)
from abonent.billing.testing import a_billing, a_charge, a_payer, a_plan, a_publisher
from abonent.billing.tests.test_pages import page, signed_in
from abonent.charges.models import OpenCharge
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]
TODAY = day("2026-07-09")


@pytest.fixture
def a_thursday() -> Iterator[None]:
    """Thursday 9 July 2026, in the morning."""
    with clock.set_to(clock.moment(TODAY, time(10), "Europe/Stockholm")):
        yield


@pytest.fixture
def firm() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def payer() -> Customer:
    return a_payer()


def a_support(firm: LegalEntity, payer: Customer, **said: Any) -> RecurringInvoice:
    line = LineDescription(text="Support", quantity=Decimal(1), unit_price=Decimal(500), tax_category="standard", revenue_class="service")
    said = {"makes": RecurringInvoice.PRO_FORMA, "starts_on": day("2026-07-01"), **said}
    return add_recurring(entity=firm, described=RecurringDescription(payer=payer, name="Support", lines=[line], **said), actor=None)


def made(firm: LegalEntity) -> Run:
    run = plan_run(run=begin_run(kind=KIND, entity=firm, as_of=TODAY, actor=None))
    return commit_run(run=approve_run(run=run, actor=None))


def test_the_run_shows_the_payer_what_is_due_and_no_run_bills_it(firm, payer):
    a_support(firm, payer)
    made(firm)
    assert [(one.payer, one.total, one.valid_until) for one in ProForma.objects.all()] == [(payer, Decimal(625), day("2026-08-08"))]
    assert list(OpenCharge.objects.values_list("due_on", flat=True)) == [None]
    assert a_plan(firm, as_of="2030-01-01").planned_rows == 0


def test_his_yes_makes_the_invoice_of_just_this(firm, payer):
    a_support(firm, payer)
    a_charge(payer, "70.00", entity=firm)
    made(firm)
    (invoice,) = bill_pro_forma(pro_forma=ProForma.objects.get(), actor=None, today=TODAY)
    assert invoice.total == Decimal(625)
    assert [one.charge.amount for one in OpenCharge.objects.all()] == [Decimal(70)]


def test_those_that_make_invoices_are_billed_as_ever(firm, payer):
    a_support(firm, payer, makes=RecurringInvoice.INVOICE)
    a_support(firm, a_payer("Berit"))
    made(firm)
    a_billing(firm, as_of="2026-07-09")
    assert [invoice.payer for invoice in Invoice.objects.all()] == [payer]
    assert ProForma.objects.count() == 1


def test_done_again_nothing_is_shown_twice(firm, payer):
    a_support(firm, payer)
    run = made(firm)
    assert offer_recurrences(run) == 0
    assert ProForma.objects.count() == 1


def test_taken_back_the_pro_forma_goes_with_the_charges(firm, payer):
    a_support(firm, payer)
    take_recurrences_back(run=made(firm), actor=None)
    shown = ProForma.objects.get()
    assert shown.withdrawn_at
    with pytest.raises(CannotOffer):
        bill_pro_forma(pro_forma=shown, actor=None, today=TODAY)
    assert not OpenCharge.objects.exists()


def test_what_it_makes_is_said_and_changed_like_the_rest(firm, payer):
    assert describe_recurring(a_support(firm, payer)).makes == RecurringInvoice.PRO_FORMA


def test_its_page_leads_to_the_pro_forma_and_then_to_the_invoice(client: Client, firm, payer):
    recurring = a_support(firm, payer)
    made(firm)
    finance = signed_in(client, firm, "finance")
    pro_forma = ProForma.objects.get()
    assert pro_forma.document_number in page(finance, recurring.url)
    (invoice,) = bill_pro_forma(pro_forma=pro_forma, actor=None, today=TODAY)
    assert invoice.document_number in page(finance, recurring.url)


def test_the_customer_page_shows_what_waits_without_a_day(client: Client, firm, payer):
    a_support(firm, payer)
    made(firm)
    finance = signed_in(client, firm, "finance")
    assert page(finance, f"/customers/{payer.number}/")
    assert "1 charge waits" in page(finance, f"/customers/panels/invoices/{payer.pk}/")
