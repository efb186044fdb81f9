"""The people beside a customer on his page: why, what they get, what they owe, and one act that makes them a household."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.testing import a_publisher
from abonent.customers.household import household_of
from abonent.customers.models import Customer, CustomerMerge, Relationship
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.ledger.testing import a_receivable
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def entity() -> LegalEntity:
    install_ready_roles()
    return a_publisher()


@pytest.fixture
def clara(entity: LegalEntity) -> StaffUser:
    user = StaffUser.objects.create_user("clara", first_name="Clara", last_name="Berg")
    user.roles.add(Role.objects.get(code="clerk"))
    user.entities.add(entity)
    return user


def as_clerk(clara: StaffUser) -> Client:
    client = Client()
    client.force_login(clara)
    return client


def beside(customer: Customer, viewer: StaffUser) -> list[tuple[str, list[str]]]:
    found = household_of(customer, viewer=viewer, today=clock.today("Europe/Stockholm"))
    return [(one.name, [str(why) for why in one.why]) for one in found.people]


def test_who_is_at_the_same_door_or_on_the_same_telephone_stands_beside_with_the_reason(clara):
    anna = a_customer(mobile="070-174 06 35")
    a_customer("Bo", "Lindqvist", mobile="+46 70 174 06 35")
    a_customer("Cecilia", "Ek", street_line="Nygatan 5", mobile="070-174 06 35")
    a_customer("David", "Berg", street_line="Nygatan 7")

    assert beside(anna, clara) == [("Bo Lindqvist", ["Same door", "Same telephone"]), ("Cecilia Ek", ["Same telephone"])]


def test_a_household_is_made_in_one_act_and_undone_in_one(clara):
    anna, bo, cecilia = a_customer(), a_customer("Bo"), a_customer("Cecilia")
    client = as_clerk(clara)

    client.post(reverse("desk:join_household", args=[anna.number]), {"with": [bo.pk, cecilia.pk]})

    assert Relationship.objects.filter(kind="household").count() == 3
    assert [why[0] for _name, why in beside(bo, clara)] == ["Same household", "Same household"]
    undo_act(act=Act.objects.latest("pk"), actor=clara, today=clock.today("Europe/Stockholm"))
    assert not Relationship.objects.exists()


def test_the_page_shows_what_they_owe_to_those_who_may_see_it(clara, entity):
    anna, bo = a_customer(), a_customer("Bo")
    a_receivable(bo, "250.00", entity=entity)
    address = reverse("desk:household", args=[anna.pk])

    assert "250" in as_clerk(clara).get(address).content.decode()
    clara.roles.set([Role.objects.get(code="marketing")])
    page = as_clerk(StaffUser.objects.get(pk=clara.pk)).get(address).content.decode()
    assert "Bo Lindqvist" in page
    assert "250" not in page


def test_nobody_is_shown_or_joined_whom_the_viewer_does_not_see(clara):
    anna, bo = a_customer(), a_customer("Bo")
    Customer.objects.filter(pk=anna.pk).update(responsible=clara)
    clara.reach = StaffUser.Reach.OWN
    clara.save()
    clara = StaffUser.objects.get(pk=clara.pk)
    assert beside(anna, clara) == []
    as_clerk(clara).post(reverse("desk:join_household", args=[anna.number]), {"with": [bo.pk]})
    assert not Relationship.objects.exists()


def test_a_merged_record_is_no_neighbour_of_himself(clara):
    anna, double = a_customer(), a_customer()
    merge_customers(kept=anna, merged=double, taken=(), actor=clara, today=clock.today("Europe/Stockholm"))
    assert CustomerMerge.objects.exists()
    assert beside(Customer.objects.get(pk=anna.pk), clara) == []
