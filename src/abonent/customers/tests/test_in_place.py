"""Values of a customer changed where they stand, by one clerk and by two at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.entries import Door, Reach
from abonent.customers.history import history_of
from abonent.customers.models import ContactPerson, ContactPoint, Customer, CustomerBankAccount, Relationship
from abonent.customers.operations import add_contact_person, change_address, change_contact_point, change_customer
from abonent.customers.operations.relations import (
    CannotRelate,
    add_bank_account,
    add_relationship,
    change_bank_account,
    change_relationship,
)
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    user = StaffUser.objects.create_user("clara", "clara@example.org", "not used")
    user.roles.add(Role.objects.get(code="clerk"))
    user.entities.add(entity)
    client = Client()
    client.force_login(user)
    return client


def today() -> Any:
    return clock.today("Europe/Stockholm")


def opened(clerk: Client, address: str) -> dict[str, Any]:
    """The form as it opens in its place: every field with what it says and what it said."""
    answer = clerk.get(address, headers={"HX-Target": "in-place-x"})
    assert answer.status_code == 200
    return filled(answer.content.decode())


def filled(page: str) -> dict[str, Any]:
    inputs = re.findall(r"<input[^>]*>", page)
    said = {name[1]: (value[1] if (value := re.search(r'value="([^"]*)"', tag)) else "") for tag in inputs if (name := re.search(r'name="([^"]+)"', tag))}  # fmt: skip
    for name, options in re.findall(r'<select name="([^"]+)"(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        said[name] = chosen[1] if chosen else ""
    return {name: value for name, value in said.items() if name != "csrfmiddlewaretoken"}


def saved(clerk: Client, address: str, said: dict[str, Any]) -> Any:
    return clerk.post(address, said, headers={"HX-Target": "in-place-x"})


def test_a_value_is_saved_where_it_stands_and_can_be_undone(clerk: Client):
    anna = a_customer()
    address = reverse("customers:edit_part", args=[anna.number, "payment-terms"])

    answer = saved(clerk, address, {**opened(clerk, address), "payment_terms_days": "20"})

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "record-changed")
    assert "20 days" in page
    act = Act.objects.latest("pk")
    assert reverse("runs:undo", args=[act.pk]) in page
    undo_act(act=act, actor=None, today=today())
    anna.refresh_from_db()
    assert anna.payment_terms_days is None


def test_without_script_the_value_is_changed_on_a_page_of_its_own(clerk: Client):
    anna = a_customer()
    address = reverse("customers:edit_part", args=[anna.number, "name"])
    page = clerk.get(address).content.decode()
    answer = clerk.post(address, {**filled(page), "family_name": "Berg"})
    assert (answer.status_code, answer["Location"]) == (302, f"/customers/{anna.number}/?tab=identity")
    anna.refresh_from_db()
    assert anna.name == "Anna Berg"


@pytest.mark.parametrize(("chosen", "kept"), [("mine", "Berg"), ("theirs", "Öberg")])
def test_two_who_write_one_value_are_shown_before_mine_and_theirs_and_the_later_one_chooses(clerk: Client, chosen: str, kept: str):
    anna = a_customer()
    address = reverse("customers:edit_part", args=[anna.number, "name"])
    mine = {**opened(clerk, address), "family_name": "Berg"}
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=None, today=today())

    refused = saved(clerk, address, mine)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert all(words in page for words in ("Before: Lindqvist", "Yours: Berg", "Theirs, saved: Öberg"))
    assert Customer.objects.get().family_name == "Öberg"
    assert saved(clerk, address, {**filled(page), "choose-family_name": chosen}).status_code == 200
    assert Customer.objects.get().family_name == kept


def test_two_who_write_different_values_both_stand_and_the_later_one_is_told(clerk: Client):
    anna = a_customer()
    address = reverse("customers:edit_part", args=[anna.number, "language"]) + f"?seen={anna.version}"
    mine = {**opened(clerk, address), "language": "fi"}
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=None, today=today())

    answer = saved(clerk, address, mine)

    assert "Both changes are kept" in answer.content.decode()
    anna.refresh_from_db()
    assert (anna.language, anna.family_name) == ("fi", "Öberg")


def test_what_one_changed_himself_a_moment_ago_is_nobody_elses(clerk: Client):
    anna = a_customer()
    first, second = (reverse("customers:edit_part", args=[anna.number, part]) + f"?seen={anna.version}" for part in ("language", "country"))
    saved(clerk, first, {**opened(clerk, first), "language": "fi"})
    answer = saved(clerk, second, {**opened(clerk, second), "country": "FI"})
    assert "Both changes" not in answer.content.decode()


def test_two_who_correct_one_telephone_are_shown_both(clerk: Client):
    anna = a_customer(mobile="070-174 06 35")
    point = anna.contact_points.get()
    address = reverse("customers:contact_in_place", args=[point.pk])
    mine = {**opened(clerk, address), "value": "070-174 06 36"}
    change_contact_point(contact_point=point, reach=Reach.read("mobile", "070-174 06 37", country="SE"), actor=None, today=today())

    refused = saved(clerk, address, mine)

    assert refused.status_code == 422
    assert ContactPoint.objects.get().value == "070-174 06 37"
    assert saved(clerk, address, filled(refused.content.decode()) | {"choose-value": "mine"}).status_code == 200
    assert ContactPoint.objects.get().normalised == "+46701740636"


def test_a_contact_that_somebody_removed_meanwhile_is_not_brought_back_by_a_correction(clerk: Client):
    anna = a_customer(mobile="070-174 06 35")
    point = anna.contact_points.get()
    stale = ContactPoint.objects.get(pk=point.pk)
    point.delete()
    from abonent.kit.edits import ChangedMeanwhile

    with pytest.raises(ChangedMeanwhile, match="removed this"):
        change_contact_point(contact_point=stale, reach=Reach.read("mobile", "070-174 06 37", country="SE"), actor=None, today=today())


def test_two_who_move_one_customer_are_shown_both_addresses_whole(clerk: Client):
    anna = a_customer()
    address = reverse("customers:address_in_place", args=[anna.addresses.get().pk])
    mine = {**opened(clerk, address), "street_line": "Nygatan 5"}
    theirs = Door.read(country="SE", code="22222", town="Lund", street_line="Kyrkogatan 1")
    change_address(customer=anna, door=theirs, begins_on=today(), actor=None, today=today())

    refused = saved(clerk, address, mine)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Theirs, saved: Kyrkogatan 1, 222 22 Lund" in page
    assert saved(clerk, address, {**filled(page), "choose-address": "theirs"}).status_code == 200
    assert anna.addresses.valid_on(today()).get().place.street == "Kyrkogatan"
    assert saved(clerk, address, {**filled(page), "choose-address": "mine"}).status_code == 200
    assert anna.addresses.valid_on(today()).get().place.street_line == "Nygatan 5"


def test_two_who_correct_one_account_are_shown_both(clerk: Client):
    anna = a_customer()
    account = add_bank_account(customer=anna, scheme="bankgiro", number="5050-1055", actor=None, today=today())
    address = reverse("customers:account_in_place", args=[account.pk])
    mine = {**opened(clerk, address), "number": "991-2346"}
    change_bank_account(
        account=account, seen={"scheme": "bankgiro", "number": "50501055"}, wanted={"scheme": "iban", "number": "SE4550000000058398257466"},
        actor=None, today=today(),
    )  # fmt: skip

    refused = saved(clerk, address, mine)

    assert refused.status_code == 422
    assert "Theirs, saved: SE45 5000 0000 0583 9825 7466" in refused.content.decode()
    assert CustomerBankAccount.objects.get().scheme == "iban"


def test_a_contact_person_who_is_changed_or_removed_can_be_put_back(clerk: Client):
    company = an_organisation()
    per = add_contact_person(customer=company, family_name="Ek", given_name="Per", actor=None, today=today())
    address = reverse("customers:edit_person", args=[per.pk])
    form = filled(clerk.get(address).content.decode())

    clerk.post(address, {**form, "position": "Chef"})
    assert clerk.post(address, {**form, "position": "Inköpare"}).status_code == 422
    assert ContactPerson.objects.get().position == "Chef"
    clerk.post(reverse("customers:remove_person", args=[per.pk]))
    undo_act(act=Act.objects.latest("pk"), actor=None, today=today())
    assert (ContactPerson.objects.get().name, ContactPerson.objects.get().position) == ("Per Ek", "Chef")


def test_what_somebody_is_to_a_customer_is_changed_in_its_line_turned_round_and_undone(clerk: Client):
    anna, bo = a_customer(), a_customer("Bo", "Ek")
    [relation] = add_relationship(customer=anna, other=bo, kind="giver", actor=None, today=today())
    address = reverse("customers:relation_in_place", args=[bo.number, relation.pk])

    answer = saved(clerk, address, {**opened(clerk, address), "how": "giver"})

    assert (answer.status_code, "Gets gifts from this customer" in answer.content.decode()) == (200, True)
    turned = Relationship.objects.get()
    assert (turned.pk, turned.customer, turned.other, turned.kind) == (relation.pk, bo, anna, "giver")
    latest = history_of(bo, today=today(), noun="relation")[0]
    assert [(change.before, change.after, change.can_be_put_back) for change in latest.fields] == [
        ("Gives to this customer", "Gets gifts from this customer", True)
    ]
    undo_act(act=Act.objects.latest("pk"), actor=None, today=today())
    assert Relationship.objects.get().customer == anna


def test_two_who_change_one_relation_are_shown_both(clerk: Client):
    anna, bo = a_customer(), a_customer("Bo", "Ek")
    [relation] = add_relationship(customer=anna, other=bo, kind="giver", actor=None, today=today())
    address = reverse("customers:relation_in_place", args=[anna.number, relation.pk])
    mine = {**opened(clerk, address), "how": "family"}
    change_relationship(relationship=relation, customer=anna, seen="giver", wanted="member", actor=None, today=today())

    refused = saved(clerk, address, mine)

    assert refused.status_code == 422
    page = refused.content.decode()
    assert all(words in page for words in ("Yours: Family", "Theirs, saved: Member"))
    assert saved(clerk, address, {**filled(page), "choose-how": "mine"}).status_code == 200
    assert Relationship.objects.get().kind == "family"


def test_a_household_is_not_changed_into_something_else(clerk: Client):
    anna, bo = a_customer(), a_customer("Bo", "Ek")
    [relation] = add_relationship(customer=anna, other=bo, kind="household", actor=None, today=today())
    with pytest.raises(CannotRelate, match="left and joined"):
        change_relationship(relationship=relation, customer=anna, seen="household", wanted="family", actor=None, today=today())


def test_the_name_and_the_address_at_the_top_are_changed_where_they_stand(clerk: Client):
    anna = a_customer()
    page = clerk.get(f"/customers/{anna.number}/").content.decode()
    name = reverse("customers:edit_part", args=[anna.number, "name"]) + f"?seen={anna.version}&on=strip-"
    address = reverse("customers:address_in_place", args=[anna.addresses.get().pk]) + "?on=strip-"
    assert name.replace("&", "&amp;") in page and address in page
    assert page.count('id="in-place-strip-name"') == 1

    answer = saved(clerk, name, {**opened(clerk, name), "family_name": "Berg"})
    assert '<h1 class="ell">' in answer.content.decode() and "in-place-strip-name" in answer.content.decode()
    moved = saved(clerk, address, {**opened(clerk, address), "street_line": "Storgatan 5"})
    assert "in-place-strip-address" in moved.content.decode() and "Storgatan 5" in moved.content.decode()
