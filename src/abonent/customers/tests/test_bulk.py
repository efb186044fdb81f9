"""One thing of many customers: what is chosen, what it changes, and the way back for all of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Customer
from abonent.customers.operations import CannotChangeMany, bulk, change_customer, change_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db
TODAY = day("2026-02-01")
LANGUAGES = reverse("customers:bulk_language")


@pytest.fixture
def clerk() -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("clara")
    user.roles.add(Role.objects.get(code="clerk"))
    client = Client()
    client.force_login(user)
    return client


def languages() -> list[str]:
    return list(Customer.objects.order_by("pk").values_list("language", flat=True))


def ids(*customers: Customer) -> list[int]:
    return [customer.pk for customer in customers]


def test_many_are_changed_by_one_act_that_names_only_those_who_had_another():
    anna, bo, eva = (a_customer(name, language=language) for name, language in (("Anna", "sv"), ("Bo", "fi"), ("Eva", "en")))
    act = change_customers(customer_ids=ids(anna, bo), field="language", value="fi", actor=None, today=TODAY)
    assert languages() == ["fi", "fi", "en"]
    assert (act.subject_ids, Act.objects.filter(verb="change_customers").count()) == ([anna.pk], 1)
    anna.refresh_from_db()
    assert anna.version == 2


def test_undo_gives_each_his_own_back_but_not_to_whom_somebody_has_changed_since():
    anna, bo, eva = (a_customer(name, language=language) for name, language in (("Anna", "sv"), ("Bo", "fi"), ("Eva", "pl")))
    act = change_customers(customer_ids=ids(anna, bo, eva), field="language", value="en", actor=None, today=TODAY)
    eva.refresh_from_db()
    change_customer(customer=eva, seen={"language": "en"}, wanted={"language": "hu"}, actor=None, today=TODAY)
    undo_act(act=act, actor=None, today=TODAY)
    assert languages() == ["sv", "fi", "hu"]


def test_who_has_it_already_is_no_change():
    anna = a_customer(language="sv")
    with pytest.raises(CannotChangeMany, match="All of them have it already"):
        change_customers(customer_ids=ids(anna), field="language", value="sv", actor=None, today=TODAY)
    assert not Act.objects.filter(verb="change_customers").exists()


@pytest.mark.sql
def test_a_statement_leaves_whom_it_has_changed_alone():
    chosen = ids(a_customer("Anna"), a_customer("Bo"))
    assert twice("customers/set_languages", customers=chosen, value="fi", only_from=None) == 1
    assert twice("customers/set_invoice_channels", customers=chosen, value="email", only_from=None) == 1


def test_the_page_says_what_would_change_before_it_does(clerk: Client):
    anna, bo = a_customer("Anna", language="sv"), a_customer("Bo", language="fi")
    page = clerk.post(LANGUAGES, {"chosen": ids(anna, bo)}).content.decode()
    assert "2 of 2 customers change" in page
    effect = clerk.post(LANGUAGES, {"chosen": ids(anna, bo), "value": "fi"}, headers={"HX-Request": "true", "HX-Target": "effect"})
    assert "1 of 2 customers change" in effect.content.decode()
    assert languages() == ["sv", "fi"]


def test_all_of_the_view_are_those_its_filters_keep_and_one_click_takes_them_back(clerk: Client):
    for number in range(60):
        a_customer("Anna", f"Nord{number}", language="sv" if number % 2 else "en")
    address = f"{LANGUAGES}?language=sv&view=all"
    answer = clerk.post(address, {"everything": "yes", "value": "fi"}, follow=True)
    assert sorted(languages()) == ["en"] * 30 + ["fi"] * 30
    act = Act.objects.get(verb="change_customers")
    assert reverse("runs:undo", args=[act.pk]) in answer.content.decode()
    clerk.post(reverse("runs:undo", args=[act.pk]))
    assert sorted(languages()) == ["en"] * 30 + ["sv"] * 30


def test_nobody_chosen_is_said(clerk: Client):
    a_customer()
    assert "No customer is chosen" in clerk.post(LANGUAGES, {"value": "fi"}, follow=True).content.decode()
    assert languages() == ["sv"]


def test_who_may_not_change_customers_has_no_boxes_to_tick(clerk: Client):
    a_customer()
    assert 'name="chosen"' in clerk.get(reverse("customers:list")).content.decode()
    StaffUser.objects.get().roles.set(Role.objects.filter(code="auditor"))
    assert 'name="chosen"' not in clerk.get(reverse("customers:list")).content.decode()


def test_more_than_a_person_waits_for_are_refused(monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 1)
    chosen = ids(a_customer("Anna"), a_customer("Bo"))
    with pytest.raises(CannotChangeMany, match="At most 1 customers"):
        change_customers(customer_ids=chosen, field="language", value="fi", actor=None, today=TODAY)
    assert languages() == ["sv", "sv"]
