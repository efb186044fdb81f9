"""Own fields of two records that are merged: asked where they differ, taken over, given back; and of somebody who is erased."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.customers.merge_form import MergeForm
from abonent.customers.models import Customer, OwnField, OwnValue
from abonent.customers.operations import disclose_customer, erase_customer, merge_customers, unmerge_customers
from abonent.customers.operations.own_fields import add_own_field
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_values import own_values_of
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


@pytest.fixture
def card() -> OwnField:
    return add_own_field(name={"en": "Loyalty card"}, kind="text", searchable=True, actor=None, today=TODAY)


@pytest.fixture
def born() -> OwnField:
    return add_own_field(name={"en": "Born"}, kind="day", actor=None, today=TODAY)


def write(customer: Customer, values: dict[OwnField, object]) -> None:
    wanted = {field.pk: value for field, value in values.items()}
    change_own_values(customer=customer, seen={}, wanted=wanted, actor=None, today=TODAY)


def test_what_differs_is_asked_and_what_only_the_merged_record_says_is_proposed(card: OwnField, born: OwnField):
    anna, double = a_customer(), a_customer()
    write(anna, {card: "4711"})
    write(double, {card: "4712", born: day("1980-05-01")})
    form = MergeForm(kept=anna, merged=double, today=TODAY)
    assert {name: question.initial for name, question in form.fields.items()} == {f"own_{card.pk}": "kept", f"own_{born.pk}": "merged"}


def test_what_was_taken_over_is_given_back_unless_somebody_changed_it(card: OwnField, born: OwnField):
    anna, double = a_customer(), a_customer()
    write(anna, {card: "4711"})
    write(double, {card: "4712", born: day("1980-05-01")})
    taken = [f"own_{card.pk}", f"own_{born.pk}"]

    merge = merge_customers(kept=anna, merged=double, taken=taken, actor=None, today=TODAY)
    assert own_values_of(anna) == {card.pk: "4712", born.pk: day("1980-05-01")}
    write(anna, {card: "4713"})
    unmerge_customers(merge=merge, actor=None, today=TODAY)

    assert own_values_of(anna) == {card.pk: "4713"}
    assert own_values_of(double) == {card.pk: "4712", born.pk: day("1980-05-01")}


def test_what_nobody_chose_stays_with_its_half(card: OwnField):
    anna, double = a_customer(), a_customer()
    write(double, {card: "4712"})
    unmerge_customers(merge=merge_customers(kept=anna, merged=double, actor=None, today=TODAY), actor=None, today=TODAY)
    assert (own_values_of(anna), own_values_of(double)) == ({}, {card.pk: "4712"})


def test_what_is_written_of_somebody_is_handed_out_and_goes_with_him(card: OwnField, born: OwnField):
    install_ready_roles()
    manager = take_on_staff(username="maija", password=None, full_name="Maija", roles=[MANAGER], entities=[])
    anna, bo = a_customer(), a_customer("Bo", "Ek")
    for customer in (anna, bo):
        write(customer, {card: "4711", born: day("1980-05-01")})

    with ZipFile(BytesIO(disclose_customer(customer=anna, actor=manager))) as archive:
        held = json.loads(archive.read("data.json"))["own_value"]
    assert sorted(str(row["text"] or row["day"]) for row in held) == ["1980-05-01", "4711"]

    erase_customer(customer=anna, actor=None, today=TODAY)
    assert set(OwnValue.objects.values_list("customer", flat=True)) == {bo.pk}
    assert set(OwnValue.pgh_event_model.objects.values_list("customer_id", flat=True)) == {bo.pk}
    assert "4711" not in anna.search.body
    assert not Act.objects.filter(subject_kind="customer", subject_ids=[anna.pk], inverse__isnull=False).exists()
