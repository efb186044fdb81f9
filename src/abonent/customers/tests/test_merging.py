"""Two records of one customer: merged, found, and parted again."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.entries import Reach
from abonent.customers.models import Address, Customer, CustomerMerge
from abonent.customers.operations import CannotMerge, add_contact_point, change_customer, merge_customers, unmerge_customers
from abonent.customers.queries import search_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import CannotUndo, undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
MONTHS_LATER = day("2026-09-01")


@pytest.fixture
def anna() -> Customer:
    return a_customer("Anna", "Lindqvist", mobile="070-174 06 35")


@pytest.fixture
def double() -> Customer:
    return a_customer("Ana", "Lindkvist", street_line="Storgatan 1", mobile="070-999 88 77", email="anna@example.org")


def stands_for(*records: Customer) -> list[int]:
    return [Customer.objects.get(pk=record.pk).canonical_id for record in records]


def found(text: str) -> list[tuple[str, int | None]]:
    return [(hit.name, hit.merged_number) for hit in search_customers(text, None, limit=9, today=TODAY)]  # type: ignore[arg-type]


def reached(customer: Customer) -> list[tuple[str, bool]]:
    return list(customer.contact_points.order_by("id").values_list("value", "preferred"))


def lives(customer: Customer) -> str:
    return customer.addresses.get(kind=Address.Kind.DELIVERY, during__contains=MONTHS_LATER).place.street_line


def test_the_merged_stands_for_the_kept_and_for_himself_again_when_they_are_parted(anna, double):
    merge = merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    assert stands_for(anna, double) == [anna.pk, anna.pk]

    unmerge_customers(merge=merge, actor=None, today=MONTHS_LATER)
    assert stands_for(anna, double) == [anna.pk, double.pk]
    assert merge.undone_at is not None


def test_who_was_merged_before_comes_along_and_goes_along(anna, double):
    third, fourth = a_customer("Anna", "L"), a_customer("A", "Lindqvist")
    merge_customers(kept=double, merged=third, actor=None, today=TODAY)
    into_anna = merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    merge_customers(kept=fourth, merged=anna, actor=None, today=TODAY)
    assert stands_for(anna, double, third, fourth) == [fourth.pk] * 4

    unmerge_customers(merge=into_anna, actor=None, today=MONTHS_LATER)
    assert stands_for(anna, double, third, fourth) == [fourth.pk, double.pk, double.pk, fourth.pk]


def test_what_is_chosen_is_copied_and_goes_back_unless_somebody_changed_it_since(anna, double):
    merge = merge_customers(
        kept=anna, merged=double, actor=None, today=TODAY, taken=["given_name", "family_name", "mobile", "email", "delivery_address"]
    )
    anna.refresh_from_db()
    assert (anna.name, lives(anna)) == ("Ana Lindkvist", "Storgatan 1")
    assert reached(anna) == [("070-174 06 35", False), ("070-999 88 77", True), ("anna@example.org", True)]

    change_customer(customer=anna, seen={"given_name": "Ana"}, wanted={"given_name": "Annie"}, actor=None, today=TODAY)
    unmerge_customers(merge=merge, actor=None, today=MONTHS_LATER)

    anna.refresh_from_db()
    assert (anna.name, lives(anna)) == ("Annie Lindqvist", "Strandvägen 14 B")
    assert reached(anna) == [("070-174 06 35", True)]


def test_a_number_both_have_stays_with_both(anna, double):
    add_contact_point(customer=anna, reach=Reach.read("mobile", "070-999 88 77", country="SE"), actor=None, today=TODAY)
    former = anna.contact_points.get(value="070-174 06 35")
    add_contact_point(customer=anna, reach=Reach.read("mobile", "070-174 06 35", country="SE"), actor=None, today=TODAY)
    merge = merge_customers(kept=anna, merged=double, actor=None, today=TODAY, taken=["mobile"])
    assert reached(anna) == [("070-174 06 35", False), ("070-999 88 77", True)]

    unmerge_customers(merge=merge, actor=None, today=TODAY)
    assert reached(anna) == [("070-174 06 35", True), ("070-999 88 77", False)]
    assert anna.contact_points.get(preferred=True) == former


def test_the_kept_is_found_by_everything_that_is_said_of_the_merged(anna, double):
    merge = merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    for text in ("Lindqvist", "070 174 06 35", "070 999 88 77", "anna@example.org", "storgatan lindqvist"):
        assert [name for name, _merged in found(text)] == ["Lindqvist, Anna"], text
    assert found(str(double.number)) == [("Lindqvist, Anna", double.number)]
    assert found("Lindkvist") == [("Lindqvist, Anna", double.number)]

    unmerge_customers(merge=merge, actor=None, today=TODAY)
    assert found("070 999 88 77") == found(str(double.number)) == [("Lindkvist, Ana", None)]


def test_the_same_customer_cannot_be_merged_twice(anna, double):
    merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    with pytest.raises(CannotMerge, match="same customer already"):
        merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    with pytest.raises(CannotMerge, match="same customer already"):
        merge_customers(kept=anna, merged=anna, actor=None, today=TODAY)
    with pytest.raises(CannotMerge, match="merged into another"):
        merge_customers(kept=a_customer("Eva"), merged=double, actor=None, today=TODAY)


def test_a_merge_is_undone_months_later_though_much_has_happened_since(anna, double):
    clara = StaffUser.objects.create_user("clara")
    merge_customers(kept=anna, merged=double, actor=clara, today=TODAY, taken=["email"])
    change_customer(customer=anna, seen={"language": "sv"}, wanted={"language": "fi"}, actor=clara, today=TODAY)

    act = Act.objects.get(verb="merge_customers")
    undo_act(act=act, actor=clara, today=MONTHS_LATER)

    merge = CustomerMerge.objects.get()
    assert merge.undone_by == clara
    assert stands_for(anna, double) == [anna.pk, double.pk]
    with pytest.raises(CannotUndo):
        undo_act(act=act, actor=clara, today=MONTHS_LATER)
    with pytest.raises(CannotMerge, match="two customers again"):
        unmerge_customers(merge=merge, actor=clara, today=MONTHS_LATER)


def test_what_is_written_by_the_number_of_the_merged_is_written_to_the_kept(anna, double):
    install_ready_roles()
    clara = StaffUser.objects.create_user("clara")
    clara.roles.add(Role.objects.get(code="clerk"))
    merge_customers(kept=anna, merged=double, actor=clara, today=TODAY)
    client = Client()
    client.force_login(clara)

    client.post(f"/customers/{double.number}/contacts/new/", {"kind": "email", "value": "new@example.org"})

    assert anna.contact_points.filter(value="new@example.org").exists()


def test_for_whom_records_stand_is_recomputed(anna, double):
    CustomerMerge.objects.create(kept=anna, merged=double)
    assert twice("customers/recompute_canonical", source="customers/named_customers", customer_ids=[double.pk]) == 1
    assert stands_for(anna, double) == [anna.pk, anna.pk]
