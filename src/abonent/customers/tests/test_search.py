"""A customer is found however a caller is heard and a clerk types."""

from __future__ import annotations

import pytest

from abonent.customers.entries import Door
from abonent.customers.models import CustomerSearch
from abonent.customers.operations import add_contact_person, change_address, change_customer
from abonent.customers.queries import FoundCustomer, search_customers
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


def found(text: str) -> list[FoundCustomer]:
    return search_customers(text, None, limit=20, today=TODAY)


def names(text: str) -> list[str]:
    return [customer.name for customer in found(text)]


@pytest.fixture
def register():
    a_customer("Åke", "Öberg", street_line="Ängsvägen 3", mobile="070-174 06 35", email="ake.oberg@example.org")
    a_customer("Anna Karin", "Lindqvist", mobile="+46 70 999 88 77")
    a_customer("Erzsébet", "Szabó", language="hu", country="HU", street_line="Fő utca 14. II/3", postal_code="1011", town="Budapest")
    an_organisation("Bergströms Bygg AB", company_number="556036-0793", street_line="Storgatan 12")


@pytest.mark.parametrize(
    "typed",
    ["Öberg", "oberg", "OBE", "åke öberg", "oberg ake", "ake ob", "070-174 06 35", "0701740635", "+46 70 174 06 35", "0046701740635", "174 06 35", "070174",
     "ake.oberg@example.org", "ake.oberg@", "Ängsvägen 3", "3 ängsv", "angsvagen oberg"],
)  # fmt: skip
def test_he_is_found_in_any_writing(register, typed: str):
    assert "Öberg, Åke" in names(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("szabo erz", "Szabó Erzsébet"),
        ("fo utca 14", "Szabó Erzsébet"),
        ("1011 budapest", "Szabó Erzsébet"),
        ("bygg berg", "Bergströms Bygg AB"),
        ("556036-0793", "Bergströms Bygg AB"),
        ("storgatan 12", "Bergströms Bygg AB"),
        ("lindqvist karin", "Lindqvist, Anna Karin"),
        ("070 999", "Lindqvist, Anna Karin"),
    ],
)
def test_people_companies_and_places_are_found(register, typed: str, name: str):
    assert names(typed) == [name]


def test_the_postal_code_is_found_with_and_without_its_blank(register):
    assert len(names("871 31")) == len(names("87131")) == 3


def test_an_exact_number_is_jumped_to():
    anna = a_customer()
    hits = found(str(anna.number))
    assert [(hit.id, hit.exact) for hit in hits] == [(anna.pk, True)]


@pytest.mark.parametrize("typed", ["070 174 06 35", "+46 70-174 06 35", "0046701740635", "Ake.Oberg@example.org"])
def test_a_whole_telephone_number_or_e_mail_address_is_jumped_to(register, typed: str):
    assert [(hit.name, hit.exact) for hit in found(typed)] == [("Öberg, Åke", True)]


def test_the_beginning_of_a_number_is_not_jumped_to_and_a_shared_one_has_all_who_share_it(register):
    assert [hit.exact for hit in found("070 174 06")] == [False]
    a_customer("Bo", "Öberg", mobile="070-174 06 35")
    assert [hit.exact for hit in found("070 174 06 35")] == [True, True]


def test_a_hit_says_in_which_telephone_or_address_it_was_found(register):
    assert found("174 06 35")[0].found_in == "070-174 06 35"
    assert found("ake.oberg@")[0].found_in == "ake.oberg@example.org"
    assert found("oberg")[0].found_in == ""


def test_who_begins_so_comes_before_who_merely_has_the_word_somewhere():
    a_customer("Eva", "Berg", street_line="Lindvägen 3")
    a_customer("Anna", "Lind")
    assert names("lind") == ["Lind, Anna", "Berg, Eva"]


def test_two_letters_find_nobody(register):
    assert found("ö") == []


def test_signs_of_patterns_are_letters_like_others(register):
    assert names("%%%") == names("___") == names("'; drop") == []


def test_he_is_found_by_what_he_is_called_now_and_by_both_addresses():
    anna = a_customer()
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=None, today=TODAY)
    change_address(
        customer=anna,
        door=Door.read(country="SE", code="11122", town="Stockholm", street_line="Nygatan 5"),
        begins_on=TODAY,
        actor=None,
        today=TODAY,
    )

    assert names("lindqvist") == []
    assert names("öberg") == names("nygatan 5") == names("strandvägen") == ["Öberg, Anna"]
    assert found("nygatan")[0].address == "Nygatan 5, 111 22 Stockholm"


def test_an_organisation_is_found_by_who_speaks_for_it(register):
    add_contact_person(customer=an_organisation("Kiosken AB"), given_name="Per", family_name="Ekdahl", actor=None, today=TODAY)
    assert names("ekdahl") == ["Kiosken AB"]


def test_every_customer_has_one_search_row(register):
    assert CustomerSearch.objects.count() == 4


def test_a_name_comes_before_an_e_mail_address_that_begins_so():
    a_customer("Eva", "Berg", email="lindgren.eva@example.org")
    a_customer("Anna", "Lindgren")
    assert names("lindgren") == ["Lindgren, Anna", "Berg, Eva"]
