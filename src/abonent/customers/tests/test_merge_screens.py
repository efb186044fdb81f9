"""Two records side by side: what differs is asked, what is chosen is saved, and the way back is offered for ever."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Customer, CustomerMerge
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


@pytest.fixture
def clerk() -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("clara")
    user.roles.add(Role.objects.get(code="clerk"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def anna() -> Customer:
    return a_customer("Anna", "Lindqvist", mobile="070-174 06 35")


@pytest.fixture
def double() -> Customer:
    return a_customer("Ana", "Lindqvist", street_line="Storgatan 1", email="anna@example.org")


def test_the_other_record_is_found_as_in_the_search_box(clerk, anna, double):
    page = clerk.get(f"/customers/{anna.number}/merging/?with=anna@example.org").content.decode()
    assert f'href="?with={double.number}"' in page
    assert f'href="?with={anna.number}"' not in page


def test_only_what_differs_is_asked_and_what_only_one_says_is_proposed(clerk, anna, double):
    form = clerk.get(f"/customers/{anna.number}/merging/?with={double.number}").context["form"]
    assert {name: field.initial for name, field in form.fields.items()} == {
        "given_name": "kept",
        "email": "merged",
        "delivery_address": "kept",
    }
    assert [str(label) for label in form.the_same] == ["Kind", "Family name", "Language", "Country", "Invoice by"]


def test_what_is_chosen_is_saved_and_can_be_undone_at_once(clerk, anna, double):
    said = {"with": double.number, "given_name": "merged", "email": "kept", "delivery_address": "merged"}
    page = clerk.post(f"/customers/{anna.number}/merging/", said, follow=True).content.decode()

    anna.refresh_from_db()
    assert anna.name == "Ana Lindqvist"
    assert CustomerMerge.objects.standing().get().merged == double
    act = Act.objects.get(verb="merge_customers")
    assert f"/acts/{act.pk}/" in page or f"undo/{act.pk}" in page or f"{act.pk}/undo" in page

    clerk.post(f"/customers/merges/{CustomerMerge.objects.get().pk}/parting/", follow=True)
    anna.refresh_from_db()
    act.refresh_from_db()
    assert anna.name == "Anna Lindqvist"
    assert act.undone_at is not None


def test_the_page_of_the_kept_lists_who_was_merged_and_parts_them(clerk, anna, double):
    merge = merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    page = clerk.get(f"/customers/{anna.number}/?tab=identity").content.decode()
    assert f"Ana Lindqvist, {double.number}, was merged into this customer" in page
    assert f"/customers/merges/{merge.pk}/parting/" in page

    clerk.post(f"/customers/merges/{merge.pk}/parting/")
    for record, other in ((anna, double), (double, anna)):
        page = clerk.get(f"/customers/{record.number}/?tab=identity").content.decode()
        assert f"{other.name}, {other.number}, was one customer with this one" in page
        assert "/parting/" not in page


def test_the_timeline_tells_of_the_merge(clerk, anna, double):
    merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    page = clerk.get(f"/correspondence/of-customer/{anna.pk}/timeline/").content.decode()
    assert "Merged" in page
    assert f"Ana Lindqvist, {double.number}" in page


def test_of_two_who_are_one_already_there_is_nothing_to_merge(clerk, anna, double):
    merge_customers(kept=anna, merged=double, actor=None, today=TODAY)
    page = clerk.get(f"/customers/{anna.number}/merging/?with={double.number}").content.decode()
    assert "Nobody else is found" in page
