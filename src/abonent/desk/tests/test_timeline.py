"""The timeline of a subscriber tells of everything that happened to him, to those whom it concerns."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abonent.access.models import Role, StaffUser
from abonent.billing.models import Invoice
from abonent.correspondence.timelines import timeline_chips, timeline_page
from abonent.customers.models import Customer
from abonent.organisation.models import LegalEntity
from abonent.ui.lists.reader import Reader


def a_viewer(username: str, *entities: LegalEntity) -> StaffUser:
    user = StaffUser.objects.create_user(username)
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(*entities)
    return user


@pytest.fixture
def invoice(tiny_world) -> Invoice:
    return Invoice.objects.latest("pk")


@pytest.fixture
def payer(invoice: Invoice) -> Customer:
    return Customer.objects.get(pk=invoice.payer_id)


def test_orders_invoices_and_payments_are_told_in_two_statements(tiny_world, invoice: Invoice, payer: Customer):
    viewer, reader = a_viewer("insider", *LegalEntity.objects.all()), Reader(language="en", today=tiny_world.today)
    payer.records_at_hand = payer.records
    assert viewer.may("billing.see")
    with CaptureQueriesContext(connection) as asked:
        page = timeline_page(payer, viewer=viewer, reader=reader)
        chips = {chip.code for chip in timeline_chips(payer, viewer=viewer)}
    assert len(asked) == 2
    assert {"orders", "invoices", "payments"} <= chips
    assert f"Invoice {invoice.document_number}" in {entry.line.what for day in page.days for entry in day.entries}


def test_who_works_for_another_company_reads_nothing_of_its_orders_and_money(tiny_world, payer: Customer):
    chips = {chip.code for chip in timeline_chips(payer, viewer=a_viewer("outsider"))}
    assert not chips & {"orders", "invoices", "payments"}
