"""The register checks itself, and finds what somebody has broken behind its back."""

from __future__ import annotations

import pytest
from django.db import connection

from abonent.customers.invariants import INVARIANTS
from abonent.customers.models import Address, Customer, CustomerSearch, Place
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.runs.invariants import check

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def found() -> list[tuple[int, str]]:
    return [(finding.number, finding.link) for invariant in INVARIANTS for finding in check(invariant)]


def test_a_register_kept_by_its_operations_has_no_findings():
    a_customer(), a_customer("Eva", "Nils-Öberg")
    assert found() == []


def test_addresses_that_overlap_are_found():
    anna = a_customer()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE address DROP CONSTRAINT address_of_one_kind_at_a_time")
    Address.objects.create(customer=anna, place=Place.objects.get(), during=(day("2026-05-01"), None))
    assert found() == [(8, f"/customers/{anna.number}/?tab=addresses")]


def test_a_record_that_stands_for_another_than_its_merges_say_is_found():
    first, second, third = a_customer(), a_customer(), a_customer()
    merge_customers(kept=second, merged=first, actor=None, today=day("2026-05-01"))
    merge_customers(kept=third, merged=second, actor=None, today=day("2026-05-01"))
    assert found() == []

    Customer.objects.filter(pk=first.pk).update(canonical=second)
    Customer.objects.filter(pk=third.pk).update(canonical=second)
    assert sorted(found()) == [(13, f"/customers/{first.number}/"), (13, f"/customers/{third.number}/")]


def test_a_customer_who_cannot_be_found_by_name_is_found():
    anna, eva = a_customer(), a_customer("Eva")
    CustomerSearch.objects.filter(customer=anna).delete()
    Customer.objects.filter(pk=eva.pk).update(given_name="Åsa")
    assert sorted(found()) == [(14, f"/customers/{anna.number}/"), (14, f"/customers/{eva.number}/")]


@pytest.mark.parametrize("told", ["has_email", "has_mobile", "has_telephone", "has_address"])
def test_a_customer_of_whom_lists_tell_what_is_not_so_is_found(told: str):
    anna, _eva = a_customer(street_line="Storgatan 1", email="anna@example.org"), a_customer("Eva")
    search = CustomerSearch.objects.filter(customer=anna)
    search.update(**{told: not search.values_list(told, flat=True).get()})
    assert found() == [(14, f"/customers/{anna.number}/")]
