"""The statements that erase find nothing the second time, and leave other people alone."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from abonent.access.history import change_by, forgetting
from abonent.customers.models import Address, CategorisedCustomer, ContactPerson, ContactPoint, Customer, CustomerCategory
from abonent.customers.operations import add_contact_person, change_customer
from abonent.customers.testing import a_customer
from abonent.kit import statements
from abonent.kit.holdings import declared_erasings, declared_holdings, declared_voucher_erasings
from abonent.kit.periods import day

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

TODAY = day("2026-03-01")
CHANGES = {"seen": {"language": "sv"}, "wanted": {"language": "fi"}, "actor": None, "today": TODAY}


def test_every_statement_that_erases_is_declared_and_erases_once():
    anna, bo = a_customer("Anna", "Lindqvist", email="anna@example.org"), a_customer("Bo", "Ek", email="bo@example.org")
    change_customer(customer=anna, reason="Anna said so", **CHANGES)
    with change_by(None, "erase_customer"), forgetting(posted=True):
        for erasing in reversed(list(declared_erasings)):
            first = statements.run(erasing.statement, source=erasing.source, people=[anna.pk])
            assert statements.run(erasing.statement, source=erasing.source, people=[anna.pk]) == 0, (
                f"{erasing.statement} wrote {first}, then more"
            )
        for erasing in reversed(list(declared_voucher_erasings)):
            statements.run(erasing.statement, source=erasing.source, people=[anna.pk])
            assert statements.run(erasing.statement, source=erasing.source, people=[anna.pk]) == 0, erasing.statement
    assert not Address.objects.filter(customer=anna).exists() and not ContactPoint.objects.filter(customer=anna).exists()
    assert Customer.objects.get(pk=anna.pk).name == "–"
    assert Customer.objects.get(pk=bo.pk).name == "Bo Ek" and bo.contact_points.exists() and bo.addresses.exists()


def test_who_spoke_for_an_erased_customer_and_how_he_was_sorted_is_in_no_history():
    anna, bo = a_customer("Anna", "Lindqvist"), a_customer("Bo", "Ek")
    school = CustomerCategory.objects.create(name={"en": "School"})
    for customer in (anna, bo):
        add_contact_person(customer=customer, given_name="Eva", family_name="Ek", actor=None, today=TODAY)
        CategorisedCustomer.objects.create(customer=customer, category=school)
    ContactPerson.objects.get(customer=anna).delete()
    histories = [apps.get_model("customers", name).objects for name in ("ContactPersonHistory", "CategorisedCustomerHistory")]
    assert [history.filter(customer=anna).count() for history in histories] == [2, 1]
    with change_by(None, "erase_customer"), forgetting():
        assert statements.run("customers/erase_history_of_contact_persons", people=[anna.pk]) == 2
        assert statements.run("customers/erase_history_of_categories", people=[anna.pk]) == 1
    assert {history.get().customer_id for history in histories} == {bo.pk}


def test_what_is_erased_of_a_table_is_erased_of_its_history():
    kept = {model._meta.db_table for model in apps.get_models()}
    heads = [statements.load(erasing.statement).head.writes for erasing in (*declared_erasings, *declared_voucher_erasings)]
    erased = set(re.findall(r"\w+", " ".join(heads)))
    told = {f"{holding.table}_history" for holding in declared_holdings if holding.identity or holding.voucher}
    assert told & kept <= erased, f"nothing erases people in {sorted(told & kept - erased)}"
