"""Posted documents are put into the outbox of e-invoices: once in a format, as the payer wishes, and not sent if that is taken back in time."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.models import Invoice, OutboxDocument, OutboxRoute
from abonent.billing.operations.electronic import CannotSendElectronically, send_electronically, send_run_electronically
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.customers.models import Customer
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import StandsStill, stand_still, undo_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def eva(norrvik: LegalEntity) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create(username="eva", first_name="Eva", language="en")
    user.roles.add(Role.objects.get(code="finance"))
    StaffEntity.objects.create(staff_user=user, entity=norrvik)
    return user


@pytest.fixture
def run(norrvik: LegalEntity) -> Run:
    """Anna and Berit want e-invoices, Cilla wants paper; nothing is open by which to send them."""
    for name, channel in (("Anna", "einvoice"), ("Berit", "einvoice"), ("Cilla", "paper")):
        a_charge(a_payer(name, invoice_channel=channel), "1249.00", entity=norrvik)
    return a_billing(norrvik)


def invoice_of(name: str) -> Invoice:
    return Invoice.objects.get(buyer__name__startswith=name)


def a_way(entity: LegalEntity, code: str = "peppol") -> None:
    OutboxRoute.objects.create(entity=entity, format=code, address="out")


def queued() -> set[str]:
    return {document.invoice.buyer["name"].split()[0] for document in OutboxDocument.objects.select_related("invoice")}


def test_what_a_run_posted_before_there_was_a_way_is_sent_when_somebody_asks(run, norrvik, eva):
    assert queued() == set()
    a_way(norrvik)
    assert send_run_electronically(run=run, actor=eva) == 2
    assert queued() == {"Anna", "Berit"}
    with pytest.raises(CannotSendElectronically, match="no e-invoice that is not sent or on its way"):
        send_run_electronically(run=run, actor=eva)


def test_taking_it_back_leaves_what_has_left_the_house(run, norrvik, eva):
    a_way(norrvik)
    send_run_electronically(run=run, actor=eva)
    OutboxDocument.objects.filter(invoice=invoice_of("Anna")).update(state="claimed")
    undo_act(act=Act.objects.latest("pk"), actor=eva, today=day("2026-07-02"))
    assert queued() == {"Anna"}


def test_one_document_goes_as_the_payer_wishes_today(run, norrvik, eva):
    a_way(norrvik)
    cilla = invoice_of("Cilla")
    with pytest.raises(CannotSendElectronically, match="gets invoices another way: Paper"):
        send_electronically(invoice=cilla, actor=eva)
    Customer.objects.filter(pk=cilla.payer_id).update(invoice_channel="einvoice")
    cilla = invoice_of("Cilla")
    send_electronically(invoice=cilla, actor=eva)
    assert queued() == {"Cilla"}
    with pytest.raises(CannotSendElectronically, match="sent or on its way already"):
        send_electronically(invoice=cilla, actor=eva)
    undo_act(act=Act.objects.latest("pk"), actor=eva, today=day("2026-07-02"))
    assert queued() == set()


def test_without_a_way_or_in_a_standstill_nothing_is_sent(run, norrvik, eva):
    with pytest.raises(CannotSendElectronically, match="has no way to send"):
        send_electronically(invoice=invoice_of("Anna"), actor=eva)
    a_way(norrvik)
    stand_still(backup="evening.dump")
    with pytest.raises(StandsStill):
        send_electronically(invoice=invoice_of("Anna"), actor=eva)


def test_the_page_of_an_invoice_sends_it_and_says_where_it_is(client: Client, run, norrvik, eva):
    client.force_login(eva)
    anna, cilla = invoice_of("Anna"), invoice_of("Cilla")
    assert "Send as e-invoice" not in client.get(anna.url).content.decode(), "there is no way"
    a_way(norrvik)
    assert "Send as e-invoice" not in client.get(cilla.url).content.decode(), "she wants paper"
    assert "Send as e-invoice" in client.get(anna.url).content.decode()
    shown = client.post(f"/invoices/{anna.pk}/e-invoice/", follow=True).content.decode()
    assert "is checked and sent within a minute" in shown and "/undoing/" in shown
    assert "Peppol BIS Billing 3" in shown and "Waiting" in shown and "Send as e-invoice" not in shown


def test_the_send_step_says_how_many_are_left_and_where_the_others_are(client: Client, run, norrvik, eva):
    client.force_login(eva)
    page = f"/runs/{run.pk}/sending/"
    assert "Send as e-invoices" not in client.get(page).content.decode()
    a_way(norrvik)
    assert "2 invoices were posted before there was a way to send them" in client.get(page).content.decode()
    shown = client.post(f"/runs/{run.pk}/e-invoices/", follow=True).content.decode()
    assert "2 e-invoices are checked and sent" in shown and "Waiting" in shown and "Send as e-invoices" not in shown
