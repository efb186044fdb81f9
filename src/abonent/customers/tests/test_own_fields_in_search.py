"""Who types what is written in an own field finds the customer, and reads in which field it stands."""

from __future__ import annotations

import pytest

from abonent.customers.jobs import find_customers_by_own_field
from abonent.customers.models import CustomerSearch, OwnField
from abonent.customers.operations import merge_customers
from abonent.customers.operations import own_fields as operations
from abonent.customers.operations.own_fields import add_own_field, change_own_field
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.queries import search_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


@pytest.fixture
def card() -> OwnField:
    return add_own_field(name={"en": "Loyalty card", "sv": "Kundkort"}, kind="text", searchable=True, actor=None, today=TODAY)


def write(customer, field: OwnField, value: object) -> None:
    change_own_values(customer=customer, seen={}, wanted={field.pk: value}, actor=None, today=TODAY)


def found(text: str) -> list[tuple[str, str]]:
    return [(customer.name, customer.found_in) for customer in search_customers(text, None, limit=20, today=TODAY)]


@pytest.mark.parametrize("typed", ["guld-4711", "GULD 4711", "4711", "guldkort"])
def test_he_is_found_by_what_is_written_with_the_reason(card: OwnField, typed: str):
    write(a_customer(), card, "Guldkort Guld-4711")
    a_customer("Bo", "Ek")
    assert found(typed) == [("Lindqvist, Anna", "Loyalty card: Guldkort Guld-4711")]


def test_a_number_is_found_however_its_groups_are_written(card: OwnField):
    write(a_customer(), card, "9752 0001 4711")
    assert [found(typed) for typed in ("975200014711", "9752 00014711")] == [[("Lindqvist, Anna", "Loyalty card: 9752 0001 4711")]] * 2


def test_a_text_that_is_changed_or_undone_is_found_as_it_is(card: OwnField):
    anna = a_customer()
    write(anna, card, "silver")
    write(anna, card, "golden")
    assert (len(found("silver")), len(found("golden"))) == (0, 1)
    undo_act(act=Act.objects.latest("id"), actor=None, today=TODAY)
    assert (len(found("silver")), len(found("golden"))) == (1, 0)


def test_a_field_that_is_not_searched_or_put_away_finds_nobody(card: OwnField):
    write(a_customer(), card, "silver")
    change_own_field(field=card, wanted={"searchable": False}, actor=None, today=TODAY)
    assert found("silver") == []
    change_own_field(field=card, wanted={"searchable": True}, actor=None, today=TODAY)
    assert len(found("silver")) == 1
    change_own_field(field=card, wanted={"retired": True}, actor=None, today=TODAY)
    assert found("silver") == []


def test_the_customer_is_found_by_the_field_of_a_record_merged_into_him(card: OwnField):
    anna, other = a_customer(), a_customer("Anna", "Lindkvist")
    write(other, card, "silver")
    merge_customers(kept=anna, merged=other, actor=None, today=TODAY)
    assert found("silver") == [("Lindqvist, Anna", "Loyalty card: silver")]


def test_many_are_found_once_a_worker_has_been_there(card: OwnField, monkeypatch):
    write(a_customer(), card, "silver")
    monkeypatch.setattr(operations, "AT_ONCE", 1)
    change_own_field(field=card, wanted={"searchable": False}, actor=None, today=TODAY)
    assert len(found("silver")) == 1
    find_customers_by_own_field(field_id=card.pk)
    assert found("silver") == []


@pytest.mark.sql
def test_the_statement_that_lets_customers_be_found_by_a_field_runs_twice(card: OwnField):
    write(a_customer(), card, "silver")
    CustomerSearch.objects.update(body="")
    assert twice("customers/refresh_search", source="customers/customers_with_own_field", field=card.pk) == 1
