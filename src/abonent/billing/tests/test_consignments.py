"""The paper invoices of a run as a consignment: to the door that stands in their window."""

from __future__ import annotations

import pytest

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.billing.consigned import CONSIGNED
from abonent.billing.models import Invoice
from abonent.billing.operations.printing import ask_for_print_file, continue_printing
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.customers.models import Address, Place
from abonent.distribution.consignment_queries import runs_to_send
from abonent.distribution.models import ConsignedPiece
from abonent.distribution.operations.consignments import put_together
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run

pytestmark = pytest.mark.django_db
[SENT] = CONSIGNED


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


def test_invoices_on_paper_go_where_they_were_posted_to(norrvik: LegalEntity, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    anna, ben = a_payer(), a_payer("Ben", "Dahl", invoice_channel="email")
    for payer in (anna, ben):
        a_charge(payer, "100.00", entity=norrvik)
    run = a_billing(norrvik)
    lived = anna.addresses.get().place_id
    moved = Place.objects.create(country="SE", postal_code="999 99", town="Elsewhere", street="New street", number="1")
    Address.objects.filter(customer=anna).update(place=moved)

    made = put_together(sent=SENT, run=run, profile=None, actor=None)

    [piece] = ConsignedPiece.objects.filter(consignment=made)
    invoice = Invoice.objects.get(payer=anna)
    assert (piece.of_id, piece.customer_id, piece.place_id, piece.number) == (invoice.pk, anna.pk, lived, invoice.document_number)
    assert (piece.receiver, made.without_address) == (anna.name, 0)


def test_a_run_is_offered_once_its_print_file_is_made(norrvik: LegalEntity, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    install_ready_roles()
    viewer = take_on_staff(username="eva", password="not used", full_name="Eva", roles=["manager"], entities=[norrvik], language="en")
    a_charge(a_payer(), "100.00", entity=norrvik)
    run = a_billing(norrvik)
    ask_for_print_file(run=run, actor=None)
    assert offered(viewer) == []
    continue_printing(run=run)
    assert offered(viewer) == [run]


def offered(viewer: StaffUser) -> list[Run]:
    return dict(runs_to_send(viewer))[SENT]
