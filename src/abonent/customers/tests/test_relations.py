"""Who belongs to whom, which accounts a customer has, and by which keys other systems know him."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import CLERK
from abonent.customers.models import Customer, CustomerBankAccount, ExternalKey, Relationship
from abonent.customers.operations import merge_customers
from abonent.customers.operations.relations import CannotRelate, add_bank_account, add_external_key, add_relationship, remove_relationship
from abonent.customers.relation_words import related_to
from abonent.customers.rules.accounts import account_for_people, account_number
from abonent.customers.rules.registers import einvoice_address
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


def relate(one: Customer, other: Customer, kind: str) -> list[Relationship]:
    return add_relationship(customer=one, other=other, kind=kind, actor=None, today=TODAY)


def said_of(customer: Customer) -> list[tuple[str, str]]:
    return [(one.other.given_name or one.other.name, str(one.how)) for one in related_to(customer)]


def undo_latest() -> None:
    undo_act(act=Act.objects.latest("id"), actor=None, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "scheme", "bare", "read"),
    [
        ("se45 5000 0000 0583 9825 7466", "iban", "SE4550000000058398257466", "SE45 5000 0000 0583 9825 7466"),
        ("SE45 5000 0000 0583 9825 7467", "iban", "", ""),
        ("5402-9681", "bankgiro", "54029681", "5402-9681"),
        ("5402-9682", "bankgiro", "", ""),
        ("90 19 50-6", "plusgiro", "9019506", "901950-6"),
        ("abc", "plusgiro", "", ""),
    ],
)
def test_an_account_is_checked_by_its_own_rule(typed: str, scheme: str, bare: str, read: str):
    assert account_number(typed, scheme) == bare
    assert not bare or account_for_people(bare, scheme) == read


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0216:003701120389@bawcfi22", "0216:003701120389@BAWCFI22"),
        ("0216:003701120389@", ""),
        ("0007:556036-0793", "0007:5560360793"),
        ("0007:5560360794", ""),
        ("0212:2077474-0", "0212:20774740"),
        ("0216:003720774740", "0216:003720774740"),
        ("9945: 856-734-62-15", "9945:8567346215"),
        ("5560360793", ""),
    ],
)
def test_an_einvoice_address_is_a_scheme_and_a_number_that_is_right_in_it(typed: str, kept: str):
    assert einvoice_address(typed, "SE") == kept


def test_a_relationship_is_read_from_both_sides():
    parent, daughter = an_organisation("Moder AB"), an_organisation("Dotter AB")
    relate(parent, daughter, "parent_company")
    assert (said_of(parent), said_of(daughter)) == ([("Dotter AB", "Subsidiary")], [("Moder AB", "Parent company")])


def test_who_joins_a_household_lives_with_all_of_it_and_leaves_all_of_it():
    anna, sven, eva = a_customer("Anna"), a_customer("Sven"), a_customer("Eva")
    relate(anna, sven, "household")
    relate(eva, sven, "household")
    together = "Same household"
    assert said_of(eva) == [("Anna", together), ("Sven", together)]

    remove_relationship(relationship=related_to(eva)[0].relationship, customer=eva, actor=None, today=TODAY)
    assert (said_of(eva), said_of(anna)) == ([], [("Sven", together)])
    undo_latest()
    assert said_of(eva) == [("Anna", together), ("Sven", together)]


def test_the_same_is_not_said_twice_nor_of_oneself():
    anna, sven = a_customer("Anna"), a_customer("Sven")
    relate(anna, sven, "family")
    with pytest.raises(CannotRelate, match="known already"):
        relate(sven, anna, "family")
    with pytest.raises(CannotRelate, match="himself"):
        relate(anna, anna, "family")
    undo_latest()
    assert said_of(anna) == []


def test_the_relations_of_a_merged_record_stand_with_the_kept_one():
    kept, merged, sven = a_customer("Anna"), a_customer("Ana"), a_customer("Sven")
    relate(merged, sven, "family")
    merge_customers(kept=kept, merged=merged, actor=None, today=TODAY)
    assert (said_of(kept), said_of(sven)) == ([("Sven", "Family")], [("Anna", "Family")])


def test_a_key_leads_to_one_customer():
    anna, sven = a_customer("Anna"), a_customer("Sven")
    add_external_key(customer=anna, source="old", key="7", actor=None, today=TODAY)
    with pytest.raises(CannotRelate, match=f"Customer {anna.number} has this key"):
        add_external_key(customer=sven, source="old", key="7", actor=None, today=TODAY)


def test_an_account_is_kept_once_and_can_be_undone():
    anna = a_customer()
    add_bank_account(customer=anna, scheme="bankgiro", number="5402-9681", actor=None, today=TODAY)
    with pytest.raises(CannotRelate, match="already"):
        add_bank_account(customer=anna, scheme="bankgiro", number="54029681", actor=None, today=TODAY)
    undo_latest()
    assert not anna.bank_accounts.exists()


def test_a_clerk_adds_and_removes_what_belongs_to_a_customer():
    install_ready_roles()
    clerk = Client()
    clerk.force_login(take_on_staff(username="clara", password="not used", full_name="Clara Dahl", roles=[CLERK], entities=[]))
    anna, sven = a_customer("Anna"), a_customer("Sven")

    clerk.post(reverse("customers:new_relationship", args=[anna.number]), {"other": str(sven.number), "how": "giver-back"})
    clerk.post(reverse("customers:new_bank_account", args=[anna.number]), {"scheme": "bankgiro", "number": "5402-9681"})
    clerk.post(reverse("customers:new_external_key", args=[anna.number]), {"source": "old", "key": "K-7"})

    page = clerk.get(reverse("desk:customer", args=[anna.number]) + "?tab=relations").content.decode()
    assert all(words in page for words in ("Gives to this customer", "5402-9681", "K-7"))
    wrong = clerk.post(reverse("customers:new_bank_account", args=[anna.number]), {"scheme": "iban", "number": "SE45"})
    assert (wrong.status_code, "SE45 is not a valid number" in wrong.content.decode()) == (422, True)

    clerk.post(reverse("customers:end_relationship", args=[anna.number, Relationship.objects.get().pk]))
    clerk.post(reverse("customers:end_bank_account", args=[CustomerBankAccount.objects.get().pk]))
    clerk.post(reverse("customers:end_external_key", args=[ExternalKey.objects.get().pk]))
    assert not Relationship.objects.exists() and not CustomerBankAccount.objects.exists() and not ExternalKey.objects.exists()
