"""The pages of payment orders: who gets what back is looked at, ordered, fetched, taken back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.testing import a_customer
from abonent.ledger.models import Payment
from abonent.ledger.testing import a_receivable, an_entity
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import PaymentOrder, PaymentOrderTerms, PlannedRefund, Refund
from abonent.payment_orders.testing import HER_IBAN, a_payer_back, has_account, ordered_refunds, paid_too_much, planned_refunds
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 15


@pytest.fixture(autouse=True)
def _files_elsewhere(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_payer_back()


@pytest.fixture
def eva(norrvik) -> StaffUser:
    install_ready_roles()
    return take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])


@pytest.fixture
def desk(client: Client, eva) -> Client:
    client.force_login(eva)
    return client


@pytest.fixture
def anna(norrvik):
    customer = a_customer()
    has_account(customer)
    paid_too_much(customer, "500.00", entity=norrvik)
    return customer


def typed(customer, entity, amount: str = "", **said) -> dict[str, str]:
    return {"customer": str(customer.number), "entity": str(entity.pk), "amount": amount, **said}


def test_the_pages_ask_few_questions(desk, norrvik, anna, django_assert_max_num_queries):
    order = ordered_refunds(norrvik)
    paid_too_much(anna, "20.00", entity=norrvik)
    plan = planned_refunds(norrvik)
    addresses = [
        reverse("payment_orders:payment_orders"),
        order.url,
        reverse("payment_orders:planned_refunds", args=[plan.pk]),
        reverse("payment_orders:new_refund"),
        reverse("payment_orders:order_terms", args=[norrvik.pk]),
    ]
    for address in addresses:
        with django_assert_max_num_queries(MOST_STATEMENTS):
            assert desk.get(address).status_code == 200, address


def test_the_plan_says_who_gets_how_much_to_which_account_and_rows_are_held_back(desk, norrvik, anna):
    run = planned_refunds(norrvik)
    address = reverse("payment_orders:planned_refunds", args=[run.pk])
    page = desk.get(address).content.decode()
    assert "Anna Lindqvist" in page and "SE35 5000 0000 0549 1000 0003" in page and "500,00" in page
    chosen = PlannedRefund.objects.get(run=run).payment_id
    assert desk.post(reverse("payment_orders:hold_refunds"), {"chosen": chosen}).status_code == 302
    assert PlannedRefund.objects.get(run=run).is_held_back
    desk.post(reverse("payment_orders:release_refunds"), {"chosen": chosen})
    assert not PlannedRefund.objects.get(run=run).is_held_back
    assert desk.post(reverse("payment_orders:hold_refunds"), {"chosen": "1"}).status_code == 404


def test_while_it_is_typed_the_strip_says_what_goes_back_and_the_order_is_just_that(desk, norrvik, anna):
    shown = desk.post(reverse("payment_orders:refund_effect"), typed(anna, norrvik, "120.00")).content.decode()
    assert "120,00 kr goes back to Anna Lindqvist, to the account SE35 5000 0000 0549 1000 0003." in shown.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "380,00" in shown
    assert not PaymentOrder.objects.exists()
    answer = desk.post(reverse("payment_orders:new_refund"), typed(anna, norrvik, "120.00"), follow=True)
    refund = Refund.objects.get()
    assert (refund.amount, refund.account_number) == (Decimal("120.00"), HER_IBAN)
    assert answer.redirect_chain[-1][0] == refund.order.url
    assert reverse("runs:undo", args=[Act.objects.get(verb="order_payments").pk]) in answer.content.decode()


def test_what_is_shown_is_what_is_ordered_or_nothing(desk, norrvik, anna):
    said = typed(anna, norrvik, ground="what was shown before")
    answer = desk.post(reverse("payment_orders:new_refund"), said)
    assert answer.status_code == 422
    assert "Something has changed since it was shown" in answer.content.decode()
    assert not PaymentOrder.objects.exists()


def test_whom_nothing_can_be_paid_is_told_why(desk, norrvik):
    bo = a_customer("Bo", "Ek")
    paid_too_much(bo, "80.00", entity=norrvik)
    shown = desk.post(reverse("payment_orders:refund_effect"), typed(bo, norrvik)).content.decode()
    assert "No account is known to which Bo Ek could be paid" in shown


def test_the_file_is_fetched_and_the_order_stays(desk, norrvik, anna):
    order = ordered_refunds(norrvik)
    assert "not fetched yet" in desk.get(order.url).content.decode()
    file = desk.get(reverse("payment_orders:order_file", args=[order.pk]))
    assert file["Content-Disposition"] == 'attachment; filename="norrvik-000001.xml"'
    assert HER_IBAN.encode() in b"".join(file.streaming_content)
    page = desk.get(order.url).content.decode()
    assert "Eva Berg" in page and reverse("payment_orders:withdraw_payment_order", args=[order.pk]) not in page
    desk.post(reverse("payment_orders:withdraw_payment_order", args=[order.pk]))
    order.refresh_from_db()
    assert order.withdrawn_at is None


def test_an_order_is_taken_back_on_its_page(desk, norrvik, anna):
    order = ordered_refunds(norrvik)
    answer = desk.post(reverse("payment_orders:withdraw_payment_order", args=[order.pk]), follow=True)
    assert "taken back" in answer.content.decode()
    assert Payment.objects.get(amount="500.00", open__isnull=False)
    assert desk.get(reverse("payment_orders:order_file", args=[order.pk])).status_code == 302


def test_a_company_says_how_it_pays_and_takes_it_back(desk, norrvik):
    address = reverse("payment_orders:order_terms", args=[norrvik.pk])
    giro = norrvik.bank_accounts.get(scheme="bankgiro")
    said = {"bank_account": giro.pk, "layout": "pain.001.001.03", "least_refund": "20.00"}
    assert desk.post(address, said).status_code == 302
    terms = PaymentOrderTerms.objects.get()
    assert (terms.bank_account, terms.layout, terms.least_refund) == (giro, "pain.001.001.03", Decimal("20.00"))
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="set_order_terms").pk]))
    assert not PaymentOrderTerms.objects.exists()


def test_the_balance_offers_to_pay_back_what_stands_to_the_credit(desk, norrvik, anna):
    panel = reverse("ledger:balance_panel", args=[anna.pk])
    offered = f"{reverse('payment_orders:new_refund')}?customer={anna.number}&entity={norrvik.pk}"
    assert offered in desk.get(panel).content.decode()
    a_receivable(anna, "600.00", entity=norrvik)
    assert reverse("payment_orders:new_refund") not in desk.get(panel).content.decode()


def test_who_may_not_order_sees_the_orders_and_no_buttons(client, norrvik, anna):
    install_ready_roles()
    auditor = take_on_staff(username="olle", password="not used here", full_name="Olle Ek", roles=["auditor"], entities=[norrvik])
    client.force_login(auditor)
    order = ordered_refunds(norrvik)
    page = client.get(order.url)
    assert page.status_code == 200
    assert reverse("payment_orders:order_file", args=[order.pk]) not in page.content.decode()
    assert client.get(reverse("payment_orders:order_file", args=[order.pk])).status_code == 403
    assert client.post(reverse("payment_orders:withdraw_payment_order", args=[order.pk])).status_code == 403
    assert client.get(reverse("payment_orders:new_refund")).status_code == 403


def test_orders_of_other_companies_are_not_there(client, norrvik, anna):
    install_ready_roles()
    second = an_entity(code="second", bankgiro="54029681")
    stranger = take_on_staff(username="ida", password="not used here", full_name="Ida Ek", roles=["finance"], entities=[second])
    client.force_login(stranger)
    order = ordered_refunds(norrvik)
    assert client.get(order.url).status_code == 404
    assert client.get(reverse("payment_orders:order_file", args=[order.pk])).status_code == 404
    assert client.get(reverse("payment_orders:order_terms", args=[norrvik.pk])).status_code == 404
    assert client.post(reverse("payment_orders:new_refund"), typed(anna, norrvik)).status_code == 422
