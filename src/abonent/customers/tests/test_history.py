"""Every change of every field of a customer is there to be read, and each value can be put back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.entries import Door, Reach
from abonent.customers.history import Version, history_of
from abonent.customers.models import Address, ContactPoint, Customer, CustomerBankAccount, Relationship
from abonent.customers.operations import (
    add_contact_point,
    change_address,
    change_contact_point,
    change_customer,
    remove_contact_point,
    written_of,
)
from abonent.customers.operations.relations import (
    add_bank_account,
    add_relationship,
    change_bank_account,
    remove_bank_account,
    remove_relationship,
)
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


@pytest.fixture
def clara() -> StaffUser:
    install_ready_roles()
    return take_on_staff(username="clara", password=None, full_name="Clara Berg", roles=["clerk"], entities=[])


@pytest.fixture
def clerk(clara: StaffUser) -> Client:
    client = Client()
    client.force_login(clara)
    return client


def fields(version: Version) -> list[tuple[str, str, str]]:
    return [(change.label, change.before, change.after) for change in version.fields]


def by_import(customer: Customer, **said: str) -> None:
    """A change as an import makes it: silent."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'import', true)")
        Customer.objects.filter(pk=customer.pk).update(**said)
        cursor.execute("SELECT set_config('abonent.run', '', true)")


def test_a_change_says_who_when_why_and_each_field_before_and_after(clara: StaffUser):
    anna = a_customer()
    change_customer(
        customer=anna, seen={"family_name": "Lindqvist", "invoice_channel": "paper"},
        wanted={"family_name": "Öberg", "invoice_channel": "email"}, actor=clara, today=TODAY, reason="married",
    )  # fmt: skip

    latest = history_of(anna, today=TODAY, noun="customer")[0]
    assert (latest.who, latest.what, latest.reason) == ("Clara Berg", "Changed", "married")
    assert fields(latest) == [("Family name", "Lindqvist", "Öberg"), ("Invoice by", "Paper", "E-mail")]


def test_what_the_editor_found_is_known_though_an_import_wrote_it(clara: StaffUser):
    anna = a_customer()
    by_import(anna, family_name="Lindkvist")
    change_customer(customer=anna, seen={"family_name": "Lindkvist"}, wanted={"family_name": "Öberg"}, actor=clara, today=TODAY)

    edited, meanwhile, _new = history_of(anna, today=TODAY, noun="customer")
    assert (edited.who, fields(edited)) == ("Clara Berg", [("Family name", "Lindkvist", "Öberg")])
    assert (meanwhile.who, meanwhile.what, fields(meanwhile)) == (
        "",
        "Changed by an import or a run",
        [("Family name", "Lindqvist", "Lindkvist")],
    )


def test_contacts_and_addresses_are_in_it_too_the_removed_ones_as_well(clara: StaffUser):
    anna = a_customer(mobile="070-174 06 35")
    remove_contact_point(contact_point=ContactPoint.objects.get(), actor=clara, today=TODAY, reason="wrong number")

    removed, added = history_of(anna, today=TODAY, noun="contact")
    assert (removed.subject, removed.what, removed.reason) == ("Contact: 070-174 06 35", "Removed", "wrong number")
    assert ("Contact", "070-174 06 35", "") in fields(removed)
    assert ("Contact", "", "070-174 06 35") in fields(added)
    [address] = history_of(anna, today=TODAY, noun="address")
    assert ("Address", "", "Strandvägen 14 B, 871 31 Norrvik") in fields(address)


def put_back(clerk: Client, anna: Customer, version: Version, field: str, seen: str | None = None) -> int:
    change = next(change for change in version.fields if change.field == field)
    sent = {"noun": version.noun, "version": version.version, "field": field, "seen": change.now if seen is None else seen}
    return clerk.post(reverse("customers:put_back", args=[anna.number]), sent).status_code


def test_one_value_is_put_back_by_an_edit_and_the_others_stay(clerk: Client, clara: StaffUser):
    anna = a_customer()
    seen = {"family_name": "Lindqvist", "payment_terms_days": None}
    change_customer(customer=anna, seen=seen, wanted={"family_name": "Öberg", "payment_terms_days": 20}, actor=clara, today=TODAY)
    latest = history_of(anna, today=TODAY, noun="customer")[0]

    assert put_back(clerk, anna, latest, "payment_terms_days") == 302
    anna.refresh_from_db()
    assert (anna.family_name, anna.payment_terms_days) == ("Öberg", None)
    assert fields(history_of(anna, today=TODAY, noun="customer")[0]) == [("Payment terms, days", "20", "")]


def test_what_somebody_has_written_since_is_not_overwritten_but_shown(clerk: Client, clara: StaffUser):
    anna = a_customer()
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=clara, today=TODAY)
    latest = history_of(anna, today=TODAY, noun="customer")[0]
    change_customer(customer=anna, seen={"family_name": "Öberg"}, wanted={"family_name": "Åberg"}, actor=None, today=TODAY)

    assert put_back(clerk, anna, latest, "family_name", seen="Öberg") == 422
    anna.refresh_from_db()
    assert anna.family_name == "Åberg"
    assert put_back(clerk, anna, latest, "family_name", seen="Åberg") == 302
    anna.refresh_from_db()
    assert anna.family_name == "Lindqvist"


def test_a_contact_that_was_removed_or_corrected_is_put_back(clerk: Client, clara: StaffUser):
    anna = a_customer(mobile="070-174 06 35")
    point = ContactPoint.objects.get()
    change_contact_point(contact_point=point, reach=Reach.read("mobile", "070-174 06 36", country="SE"), actor=clara, today=TODAY)
    assert put_back(clerk, anna, history_of(anna, today=TODAY, noun="contact")[0], "value") == 302
    assert ContactPoint.objects.get().normalised == "+46701740635"

    remove_contact_point(contact_point=ContactPoint.objects.get(), actor=clara, today=TODAY)
    assert put_back(clerk, anna, history_of(anna, today=TODAY, noun="contact")[0], "value") == 302
    assert ContactPoint.objects.get().normalised == "+46701740635"


def test_the_pages_show_it_filter_it_and_go_back_in_time(clerk: Client, clara: StaffUser):
    anna = a_customer(mobile="070-174 06 35")
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=clara, today=TODAY)
    add_contact_point(customer=anna, reach=Reach.read("email", "anna@example.se", country="SE"), actor=None, today=TODAY)
    address = reverse("customers:history", args=[anna.number])

    assert all(text in clerk.get(address).content.decode() for text in ("Clara Berg", "anna@example.se", "Strandvägen 14 B"))
    contacts = clerk.get(address, {"part": "contact"}).content.decode()
    assert ("anna@example.se" in contacts, "Strandvägen" in contacts) == (True, False)
    hers = clerk.get(address, {"by": clara.pk}).content.decode()
    assert ("Changed by Clara Berg" in hers, "anna@example.se" in hers) == (True, False)
    assert "Nothing like that" in clerk.get(address, {"until": "2001-01-01T00:00:00+00:00"}).content.decode()
    assert "Öberg" in clerk.get(reverse("customers:history_panel", args=[anna.pk])).content.decode()


def test_history_of_somebody_else_is_not_put_back_here(clerk: Client, clara: StaffUser):
    anna, bertil = a_customer(), a_customer("Bertil", "Ek")
    change_customer(customer=bertil, seen={"family_name": "Ek"}, wanted={"family_name": "Alm"}, actor=clara, today=TODAY)
    assert put_back(clerk, anna, history_of(bertil, today=TODAY, noun="customer")[0], "family_name") == 404


def test_whoever_may_not_change_customers_reads_only(clara: StaffUser, clerk: Client):
    anna = a_customer()
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=clara, today=TODAY)
    clara.roles.set([])
    clara.roles.add(*clara.roles.model.objects.filter(code="auditor"))
    page = clerk.get(reverse("customers:history", args=[anna.number])).content.decode()
    assert ("Lindqvist" in page, ">Put back<" in page) == (True, False)
    assert put_back(clerk, anna, history_of(anna, today=TODAY, noun="customer")[0], "family_name") == 403


def moved(anna: Customer, clara: StaffUser) -> None:
    door = Door.read(country="SE", code="871 32", town="Norrvik", street_line="Storgatan 5")
    change_address(customer=anna, door=door, begins_on=clock_today(), actor=clara, today=clock_today())


def clock_today() -> date:
    return clock.today("Europe/Stockholm")


def lives(anna: Customer) -> str:
    [address] = Address.objects.valid_on(clock_today()).filter(customer=anna, kind="delivery")
    return str(written_of(address))


def test_an_address_that_was_left_is_put_back_and_that_is_undone_too(clerk: Client, clara: StaffUser):
    anna = a_customer()
    moved(anna, clara)
    [ended] = [one for one in history_of(anna, today=clock_today(), noun="address") if one.what == "Changed"]

    assert put_back(clerk, anna, ended, "during") == 302

    assert lives(anna) == "Strandvägen 14 B, 871 31 Norrvik"
    undo_act(act=Act.objects.latest("pk"), actor=clara, today=clock_today())
    assert lives(anna) == "Storgatan 5, 871 32 Norrvik"


def test_an_address_that_somebody_else_changed_meanwhile_is_not_put_back_unseen(clerk: Client, clara: StaffUser):
    anna = a_customer()
    moved(anna, clara)
    [ended] = [one for one in history_of(anna, today=clock_today(), noun="address") if one.what == "Changed"]
    door = Door.read(country="SE", code="871 33", town="Norrvik", street_line="Hamngatan 2")
    change_address(customer=anna, door=door, begins_on=clock_today(), actor=None, today=clock_today())

    assert put_back(clerk, anna, ended, "during") == 422
    assert lives(anna) == "Hamngatan 2, 871 33 Norrvik"
    assert put_back(clerk, anna, ended, "during", seen="Hamngatan 2, 871 33 Norrvik") == 302
    assert lives(anna) == "Strandvägen 14 B, 871 31 Norrvik"


def test_an_account_that_was_corrected_or_removed_is_put_back(clerk: Client, clara: StaffUser):
    anna = a_customer()
    account = add_bank_account(customer=anna, scheme="bankgiro", number="991-2346", actor=clara, today=TODAY)
    known = {"scheme": "bankgiro", "number": "9912346"}
    change_bank_account(account=account, seen=known, wanted={"scheme": "bankgiro", "number": "5805-6201"}, actor=clara, today=TODAY)
    corrected = history_of(anna, today=TODAY, noun="account")[0]
    assert fields(corrected) == [("Account number", "991-2346", "5805-6201")]

    assert put_back(clerk, anna, corrected, "number") == 302
    account.refresh_from_db()
    assert account.number == "9912346"

    remove_bank_account(account=account, actor=clara, today=TODAY)
    removed = history_of(anna, today=TODAY, noun="account")[0]
    assert put_back(clerk, anna, removed, "number") == 302
    assert CustomerBankAccount.objects.get(customer=anna).number == "9912346"


def test_somebody_who_belonged_to_a_customer_is_put_back_and_read_from_both_sides(clerk: Client, clara: StaffUser):
    anna, bo = a_customer(), a_customer("Bo", "Ek")
    [relation] = add_relationship(customer=anna, other=bo, kind="giver", actor=clara, today=TODAY)
    remove_relationship(relationship=relation, customer=anna, actor=clara, today=TODAY)

    removed = history_of(anna, today=TODAY, noun="relation")[0]
    assert (removed.subject, fields(removed)) == ("Relation: Bo Ek", [("What he is to this customer", "Gets gifts from this customer", "")])
    of_bo = history_of(bo, today=TODAY, noun="relation")[0]
    assert (of_bo.subject, fields(of_bo)) == ("Relation: Anna Lindqvist", [("What he is to this customer", "Gives to this customer", "")])

    assert put_back(clerk, bo, of_bo, "kind") == 302
    again = Relationship.objects.get()
    assert (again.customer, again.other, again.kind) == (anna, bo, "giver")
    assert not history_of(anna, today=TODAY, noun="relation")[1].fields[0].can_be_put_back
