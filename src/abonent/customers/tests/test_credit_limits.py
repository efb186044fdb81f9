"""What a customer may owe: who says it, where it is changed, how files bring it in and give it out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.history import history_of
from abonent.customers.models import Customer
from abonent.customers.operations import change_customer, merge_customers, unmerge_customers
from abonent.customers.rules.amounts import whole_amount
from abonent.customers.testing import a_customer
from abonent.customers.tests.test_history import put_back
from abonent.customers.tests.test_import import GOOD, TODAY, checked, folder_of_files, imported
from abonent.customers.tests.test_in_place import opened, saved
from abonent.imports.models import ImportFault
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db
__all__ = ["folder_of_files"]

FILE = GOOD.replace("E-post\n", "E-post;Kreditgräns\n").replace("example.org\n", "example.org;5 000,00\n")
FILE = FILE.replace("bergstroms.example\n", "bergstroms.example;0\n").replace("Norrvik;;\n", "Norrvik;;;\n")


@pytest.fixture
def staff() -> dict[str, StaffUser]:
    install_ready_roles()
    roles = {"clara": "clerk", "mia": "manager"}
    return {name: take_on_staff(username=name, password=None, full_name=name, roles=[role], entities=[]) for name, role in roles.items()}


def said(answer: Any) -> str:
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def signed_in(user: StaffUser) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("said", "amount"),
    [("5000", 5000), ("5 000", 5000), ("5\N{NO-BREAK SPACE}000,00", 5000), ("0", 0), ("5000,50", None), ("-1", None), ("5,000", None), ("x", None),
     ("1000000000", None)],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it_and_has_no_cents(said, amount):
    assert whole_amount(said) == amount


def test_a_manager_says_it_in_its_place_and_takes_it_back(staff):
    anna, manager = a_customer(), signed_in(staff["mia"])
    address = reverse("customers:edit_part", args=[anna.number, "credit-limit"])
    answer = saved(manager, address, {**opened(manager, address), "credit_limit": "5 000"})
    assert "5 000" in said(answer)
    anna.refresh_from_db()
    assert anna.credit_limit == 5000
    undo_act(act=Act.objects.latest("pk"), actor=None, today=TODAY)
    anna.refresh_from_db()
    assert anna.credit_limit is None


def test_cents_are_refused_at_the_field_with_the_cure(staff):
    anna, manager = a_customer(), signed_in(staff["mia"])
    address = reverse("customers:edit_part", args=[anna.number, "credit-limit"])
    answer = saved(manager, address, {**opened(manager, address), "credit_limit": "5000,50"})
    assert answer.status_code == 422
    assert "“5000,50” is not a whole amount. Write it as 5000." in answer.content.decode()


def test_it_is_asked_in_the_whole_form_and_of_a_new_customer(staff):
    anna, manager = a_customer(credit_limit=700), signed_in(staff["mia"])
    assert 'name="credit_limit" value="700"' in manager.get(reverse("customers:edit", args=[anna.number])).content.decode()
    assert 'name="credit_limit"' in manager.get(reverse("customers:new")).content.decode()


def test_a_clerk_sees_it_and_changes_it_neither_in_its_place_nor_in_the_form_nor_by_its_history(staff):
    anna, clerk = a_customer(credit_limit=700), signed_in(staff["clara"])
    change_customer(customer=anna, seen={"credit_limit": 700}, wanted={"credit_limit": 300}, actor=staff["mia"], today=TODAY)
    place = reverse("customers:edit_part", args=[anna.number, "credit-limit"])
    panel = clerk.get(reverse("customers:identity_panel", args=[anna.pk])).content.decode()
    assert "Credit limit" in panel and "300" in panel and place not in panel
    assert clerk.get(place).status_code == 403
    assert 'name="credit_limit"' not in clerk.get(reverse("customers:edit", args=[anna.number])).content.decode()
    latest = history_of(anna, today=TODAY, noun="customer")[0]
    assert put_back(clerk, anna, latest, "credit_limit") == 422
    assert put_back(signed_in(staff["mia"]), anna, latest, "credit_limit") == 302
    anna.refresh_from_db()
    assert anna.credit_limit == 700


def test_a_clerk_does_not_undo_what_a_manager_said_of_it(staff):
    anna = a_customer(credit_limit=700)
    change_customer(customer=anna, seen={"credit_limit": 700}, wanted={"credit_limit": 300}, actor=staff["mia"], today=TODAY)
    act = Act.objects.latest("pk")
    page = signed_in(staff["clara"]).post(reverse("runs:undo", args=[act.pk]), follow=True)
    assert page.status_code < 500
    assert "Credit limit is changed by those who may say what customers may owe." in said(page)
    anna.refresh_from_db()
    assert anna.credit_limit == 300
    undo_act(act=act, actor=staff["mia"], today=TODAY)
    anna.refresh_from_db()
    assert anna.credit_limit == 700


def test_customers_are_listed_with_it_and_found_by_it(staff):
    a_customer("Anna", "Berg", credit_limit=5000)
    a_customer("Sven", "Ek", credit_limit=100)
    a_customer("Eva", "Alm")
    page = said(signed_in(staff["mia"]).get("/customers/?credit_limit_from=1000&column=name&column=credit_limit"))
    assert "Berg" in page and "5 000" in page
    assert "Ek, Sven" not in page and "Alm" not in page


def test_a_file_brings_it_in_and_its_undoing_puts_it_back():
    assert imported(FILE) == (3, 0, 0, 0)
    assert dict(Customer.objects.values_list("name", "credit_limit")) == {
        "Åke Öberg": 5000, "Bergströms Bygg AB": 0, "Anna Lindqvist": None,
    }  # fmt: skip
    assert imported(FILE) == (0, 0, 3, 0)
    assert imported(FILE.replace("5 000,00", "6000")) == (0, 1, 2, 0)
    assert Customer.objects.get(family_name="Öberg").credit_limit == 6000
    undo_act(act=Act.objects.latest("pk"), actor=None, today=TODAY)
    assert Customer.objects.get(family_name="Öberg").credit_limit == 5000


def test_what_is_no_amount_in_a_file_is_a_fault_at_its_row():
    batch = checked(FILE.replace("5 000,00", "much"))
    assert ImportFault.objects.get(batch=batch).code == "credit_limit.unreadable"
    assert batch.error_count == 1


def test_the_kept_record_takes_the_limit_over_and_gives_it_back():
    kept, merged = a_customer(), a_customer(credit_limit=900)
    merge = merge_customers(kept=kept, merged=merged, actor=None, today=TODAY, taken=["credit_limit"])
    kept.refresh_from_db()
    assert kept.credit_limit == 900
    unmerge_customers(merge=merge, actor=None, today=TODAY)
    kept.refresh_from_db()
    assert kept.credit_limit is None
