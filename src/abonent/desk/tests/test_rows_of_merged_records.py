"""What stands at a record that was merged is on the page of the customer it stands for, and says whence it comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.correspondence.testing import a_note
from abonent.customers.models import ContactPoint, Customer
from abonent.customers.operations import add_contact_person, merge_customers
from abonent.customers.operations.relations import add_bank_account, add_relationship
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day

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
def kept() -> Customer:
    """A company with a telephone, into which another record of it was merged that has all there is."""
    kept = an_organisation("Kiosken AB", mobile="070-174 06 35")
    double = an_organisation("Kiosk AB", street_line="Nygatan 5", mobile="070-174 06 35", email="kiosk@example.org")
    add_contact_person(customer=double, given_name="Per", family_name="Ekdahl", actor=None, today=TODAY)
    add_bank_account(customer=double, scheme="bankgiro", number="5050-1055", actor=None, today=TODAY)
    add_relationship(customer=double, other=a_customer("Eva", "Berg"), kind="member", actor=None, today=TODAY)
    a_note(double, "Pays late")
    merge_customers(kept=kept, merged=double, actor=None, today=TODAY)
    return Customer.objects.get(pk=kept.pk)


@pytest.fixture
def tab(clerk: Client, kept: Customer) -> Callable[[str], str]:
    def opened(name: str) -> str:
        return clerk.get(reverse("desk:customer", args=[kept.number]), {"tab": name}).content.decode()

    return opened


def mark() -> str:
    double = Customer.objects.get(organisation_name="Kiosk AB")
    return f"from {double.number}, Kiosk AB"


@pytest.mark.parametrize(
    ("name", "row"), [("addresses", "Nygatan 5"), ("people", "Per Ekdahl"), ("relations", "Eva Berg"), ("relations", "5050-1055")]
)
def test_rows_of_the_merged_record_are_listed_and_marked(tab, name: str, row: str):
    panel = tab(name).partition('id="customer-tab"')[2]
    listed = panel.partition(row)[2][:900]
    assert row in panel
    assert mark() in listed


def test_contacts_and_notes_are_listed_beside_and_a_number_that_both_have_once(tab):
    page = tab("identity")
    contacts = page.partition('id="panel-contacts"')[2].partition("</aside>")[0]
    assert mark() in contacts.partition("kiosk@example.org")[2][:900]
    assert contacts.count("070-174 06 35") == 1
    notes = page.partition('id="panel-notes"')[2]
    assert mark() in notes.partition("Pays late")[0][-900:]


def test_what_is_his_own_is_not_marked(tab, kept):
    assert "from " + str(kept.number) not in tab("addresses")


def test_records_that_were_merged_take_no_statement_of_their_own(clerk, kept):
    alone, taken = an_organisation("Bladet AB"), []
    for customer in (alone, kept):
        with CaptureQueriesContext(connection) as asked:
            clerk.get(reverse("desk:customer", args=[customer.number]), {"tab": "addresses"})
        taken.append(len(asked))
    assert taken[0] == taken[1]


def test_a_contact_of_the_merged_record_is_corrected_and_the_customer_shown_again(clerk, kept):
    point = ContactPoint.objects.get(kind="email")
    answer = clerk.post(
        reverse("customers:edit_contact", args=[point.pk]),
        {"kind": "email", "value": "kiosken@example.org", "seen-kind": "email", "seen-value": point.value},
    )
    assert answer["Location"] == reverse("desk:customer", args=[kept.number])
    point.refresh_from_db()
    assert (point.value, point.customer.organisation_name) == ("kiosken@example.org", "Kiosk AB")
