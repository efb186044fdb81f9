"""How payers pay, and their mandates: noted, answered, ended, taken back; one that stands at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.ledger.operations import write_off
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import Mandate, PayerMethod, ReceivableMethod
from abonent.payment_orders.operations import (
    CannotMandate,
    CannotSetMethod,
    answer_mandate,
    cancel_mandate,
    request_mandate,
    set_payer_method,
    set_receivable_method,
)
from abonent.payment_orders.rules.mandates import mandate_account, mandate_account_for_people
from abonent.payment_orders.testing import HER_IBAN
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db
SIGNED = day("2026-07-01")


@pytest.fixture
def norrvik() -> LegalEntity:
    return an_entity()


@pytest.fixture
def anna(norrvik):
    return a_customer()


@pytest.fixture
def desk(client: Client, norrvik) -> Client:
    install_ready_roles()
    clara = take_on_staff(username="clara", password="not used here", full_name="Clara Ek", roles=["clerk"], entities=[norrvik])
    client.force_login(clara)
    return client


def signed(entity: LegalEntity, customer, scheme: str = "autogiro", account: str = "5000, 1234567", **said) -> Mandate:
    asked = {"signed_on": SIGNED, "actor": None, "today": TODAY, **said}
    return request_mandate(entity=entity, customer=customer, scheme=scheme, account=account, **asked)


def undo(verb: str) -> None:
    undo_act(act=Act.objects.filter(verb=verb).latest("pk"), actor=None, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "scheme", "bare"),
    [
        ("SE35 5000 0000 0549 1000 0003", "sepa", HER_IBAN),
        ("SE35 5000 0000 0549 1000 0004", "sepa", ""),
        ("5000, 123 45 67", "autogiro", "50001234567"),
        ("5000 1234567", "autogiro", "50001234567"),
        # A savings bank: the fifth digit of its clearing number is a check digit.
        ("8901-0, 3232323232", "autogiro", "89013232323232"),
        ("500, 1234567", "autogiro", ""),
        ("5000, 123", "autogiro", ""),
        ("5000, 1234567890123", "autogiro", ""),
        ("5000, 12x4567", "autogiro", ""),
    ],
)
def test_an_account_is_of_the_kind_that_the_scheme_takes(typed: str, scheme: str, bare: str):
    assert mandate_account(typed, scheme) == bare


def test_accounts_are_read_as_people_write_them():
    assert mandate_account_for_people("50001234567", "autogiro") == "5000, 1234567"
    assert mandate_account_for_people(HER_IBAN, "sepa") == "SE35 5000 0000 0549 1000 0003"


def test_a_sepa_mandate_stands_with_the_signature_and_autogiro_waits_for_the_bank(norrvik, anna):
    autogiro = signed(norrvik, anna)
    assert (autogiro.state, autogiro.reference) == ("requested", f"{anna.number}01")
    answer_mandate(mandate=autogiro, approved=True, actor=None)
    assert list(Mandate.objects.approved()) == [autogiro]
    with pytest.raises(CannotMandate, match="does not wait for an answer"):
        answer_mandate(mandate=autogiro, approved=False, actor=None)
    assert signed(norrvik, a_customer("Bo", "Ek"), "sepa", HER_IBAN).state == "approved"


def test_a_company_has_one_mandate_of_a_payer_at_a_time_and_each_has_its_own_reference(norrvik, anna):
    first = signed(norrvik, anna)
    with pytest.raises(CannotMandate, match="has a mandate of this customer already"):
        signed(norrvik, anna, "sepa", HER_IBAN)
    answer_mandate(mandate=first, approved=False, code="23", actor=None)
    second = signed(norrvik, anna, account="6000, 7654321")
    first.refresh_from_db()
    assert (first.state, first.code, second.reference) == ("refused", "23", f"{anna.number}02")
    # Another company asks for itself.
    assert signed(an_entity(code="second", bankgiro="54029681"), anna).reference == f"{anna.number}01"
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=first.pk).update(state="approved")


def test_what_cannot_be_is_refused_in_words(norrvik, anna):
    with pytest.raises(CannotMandate, match="12 is not an account of this kind"):
        signed(norrvik, anna, account="12")
    with pytest.raises(CannotMandate, match="still to come"):
        signed(norrvik, anna, signed_on=day("2026-07-10"))


def test_everything_about_a_mandate_is_taken_back(norrvik, anna):
    mandate = signed(norrvik, anna)
    answer_mandate(mandate=mandate, approved=True, actor=None)
    cancel_mandate(mandate=mandate, actor=None)
    with pytest.raises(CannotMandate, match="does not stand any more"):
        cancel_mandate(mandate=mandate, actor=None)
    for verb, state in (("cancel_mandate", "approved"), ("answer_mandate", "requested"), ("request_mandate", "cancelled")):
        undo(verb)
        mandate.refresh_from_db()
        assert mandate.state == state


def test_an_ended_mandate_is_not_brought_back_beside_another(norrvik, anna):
    mandate = signed(norrvik, anna)
    cancel_mandate(mandate=mandate, actor=None)
    ended = Act.objects.get(verb="cancel_mandate")
    signed(norrvik, anna)
    Act.objects.filter(pk=ended.pk).update(superseded_by=None)
    with pytest.raises(CannotMandate, match="has a mandate of this customer already"):
        undo_act(act=ended, actor=None, today=TODAY)


def test_the_history_of_a_mandate_keeps_what_it_was(norrvik, anna):
    mandate = signed(norrvik, anna)
    answer_mandate(mandate=mandate, approved=True, actor=None)
    states = apps.get_model("payment_orders", "MandateHistory").objects.order_by("pgh_id").values_list("state", flat=True)
    assert list(states) == ["requested", "approved"]


def test_a_payer_pays_in_one_way_and_an_item_in_another(norrvik, anna):
    item = a_receivable(anna, "100.00", entity=norrvik)
    set_payer_method(customer=anna, method="direct_debit", actor=None)
    set_receivable_method(receivable=item, method="card", actor=None)
    assert (PayerMethod.objects.get().method, ReceivableMethod.objects.get().method) == ("direct_debit", "card")
    undo("set_receivable_method")
    assert not ReceivableMethod.objects.exists()
    undo("set_payer_method")
    assert PayerMethod.objects.get().method == "bank_transfer"


def test_how_a_settled_item_is_paid_is_no_question_any_more(norrvik, anna):
    item = a_receivable(anna, "100.00", entity=norrvik)
    write_off(receivable=item, amount=Decimal("100.00"), reason="small", actor=None, today=TODAY)
    with pytest.raises(CannotSetMethod, match="is settled"):
        set_receivable_method(receivable=item, method="card", actor=None)


def test_the_tab_of_the_customer_has_method_and_mandates(desk, norrvik, anna, django_assert_max_num_queries):
    panel = reverse("payment_orders:payer_panel", args=[anna.pk])
    assert "Pays by: Bank transfer" in desk.get(panel).content.decode()
    desk.post(reverse("payment_orders:payer_method", args=[anna.pk]), {"method": "direct_debit"})
    said = {"entity": norrvik.pk, "scheme": "autogiro", "account": "5000, 1234567", "signed_on": "2026-07-01"}
    answer = desk.post(reverse("payment_orders:new_mandate", args=[anna.pk]), said)
    assert answer.status_code == 302 and answer["Location"].endswith("?tab=payer")
    with django_assert_max_num_queries(15):
        page = desk.get(panel).content.decode()
    assert "Pays by: Direct debit" in page and "5000, 1234567" in page and "asked for" in page
    mandate = Mandate.objects.get()
    desk.post(reverse("payment_orders:approve_mandate", args=[mandate.pk]))
    assert "stands" in desk.get(panel).content.decode()
    desk.post(reverse("payment_orders:refuse_mandate", args=[mandate.pk]))
    mandate.refresh_from_db()
    assert mandate.state == "approved"
    desk.post(reverse("payment_orders:end_mandate", args=[mandate.pk]))
    assert "ended" in desk.get(panel).content.decode()


def test_a_wrong_account_is_said_in_the_form(desk, norrvik, anna):
    said = {"entity": norrvik.pk, "scheme": "sepa", "account": "SE35 5000", "signed_on": "2026-07-01"}
    answer = desk.post(reverse("payment_orders:new_mandate", args=[anna.pk]), said)
    assert answer.status_code == 422 and "SE35 5000 is not an account of this kind" in answer.content.decode()


def test_an_open_item_says_how_it_is_paid(desk, norrvik, anna):
    item = a_receivable(anna, "100.00", entity=norrvik)
    address = reverse("payment_orders:item_method", args=[item.pk])
    assert address in desk.get(reverse("ledger:receivable", args=[item.pk])).content.decode()
    assert "usually pays by Bank transfer" in desk.get(address).content.decode()
    desk.post(address, {"method": "card"})
    assert ReceivableMethod.objects.get().method == "card"
    desk.post(address, {"method": ""})
    assert not ReceivableMethod.objects.exists()
