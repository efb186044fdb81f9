"""The pure rules of the register."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abonent.customers.rules import registers
from abonent.customers.rules.email import normalised_email, normalised_web
from abonent.customers.rules.names import Names, looks_like_an_organisation, split_name
from abonent.customers.rules.postal import StreetLine, postal_code, split_street_line
from abonent.customers.rules.search_text import SearchText
from abonent.customers.rules.staged import named
from abonent.customers.rules.telephone import beginnings, e164, for_people


@pytest.mark.parametrize(
    ("typed", "country", "normalised"),
    [
        ("070-174 06 35", "SE", "+46701740635"),
        ("0701740635", "SE", "+46701740635"),
        ("+46 (0)70 174 06 35", "SE", "+46701740635"),
        ("0046 70 174 06 35", "FI", "+46701740635"),
        ("08-465 004 21", "SE", "+46846500421"),
        ("050 123 4567", "FI", "+358501234567"),
        ("601 234 567", "PL", "+48601234567"),
        ("06 30 123 4567", "HU", "+36301234567"),
        ("+1 212 555 1234", "SE", "+12125551234"),
        ("12", "SE", ""),
        ("ring hemma", "SE", ""),
    ],
)
def test_a_telephone_number_is_known_in_any_writing(typed: str, country: str, normalised: str):
    assert e164(typed, country) == normalised


@given(
    country=st.sampled_from(["SE", "FI", "PL", "HU"]),
    prefix=st.sampled_from(["", "0", "06", "00", "+46", "+358", "+48", "+36", "0046", "0036"]),
    digits=st.text("0123456789", min_size=3, max_size=13),
)
def test_the_short_way_to_a_telephone_number_says_what_the_library_says(country: str, prefix: str, digits: str):
    typed = prefix + digits
    try:
        number = phonenumbers.parse(typed, country)
        expected = (
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_possible_number(number) else ""
        )
    except phonenumbers.NumberParseException:
        expected = ""
    assert e164(typed, country) == expected


def test_a_number_is_shown_as_its_country_writes_it_and_abroad_with_the_country_code():
    assert for_people("+46701740635", "SE") == "070-174 06 35"
    assert for_people("+46701740635", "FI") == "+46 70 174 06 35"


def test_a_number_typed_so_far_may_belong_to_any_of_our_countries():
    assert "+4670174" in set(beginnings("070-174"))
    assert set(beginnings("+46 70")) == {"+4670"}


@pytest.mark.parametrize(
    ("line", "country", "parts"),
    [
        ("Strandvägen 14 B lgh 1102", "SE", StreetLine("Strandvägen", "14", "B", "lgh 1102")),
        ("Strandvägen 14b", "SE", StreetLine("Strandvägen", "14", "B")),
        ("Box 12", "SE", StreetLine("Box", "12")),
        ("Storgatan", "SE", StreetLine("Storgatan")),
        ("Mannerheimintie 14 B 32", "FI", StreetLine("Mannerheimintie", "14", "B", "32")),
        ("ul. Długa 14A/3", "PL", StreetLine("ul. Długa", "14", "A", "m. 3")),
        ("ul. Długa 14A m. 3", "PL", StreetLine("ul. Długa", "14", "A", "m. 3")),
        ("Fő utca 14. II/3", "HU", StreetLine("Fő utca", "14", "", "II/3")),
    ],
)
def test_a_street_line_is_taken_apart_as_its_country_writes_it(line: str, country: str, parts: StreetLine):
    assert split_street_line(line, country) == parts


@pytest.mark.parametrize(
    ("typed", "country", "written"),
    [("87131", "SE", "871 31"), ("SE-871 31", "SE", "871 31"), ("12345", "PL", "12-345"), ("00100", "FI", "00100"), ("H-1011", "HU", "1011"), ("8713", "SE", ""),
     ("SW1A 1AA", "GB", "SW1A 1AA")],
)  # fmt: skip
def test_a_postal_code_is_written_as_its_country_does(typed: str, country: str, written: str):
    assert postal_code(typed, country) == written


def test_a_full_name_is_taken_apart():
    assert split_name("Anna Lindqvist", "sv") == Names("Anna", "Lindqvist")
    assert split_name("Lindqvist, Anna", "sv") == Names("Anna", "Lindqvist")
    assert split_name("Carl von Linné", "sv") == Names("Carl", "von Linné")
    assert split_name("Kovács Anna Mária", "hu") == Names("Anna Mária", "Kovács")


@pytest.mark.parametrize("name", ["Bergströms Bygg AB", "Oy Firma Ab", "Firma Nowak sp. z o.o.", "Kovács és Társa Kft."])
def test_a_company_is_known_by_its_form(name: str):
    assert looks_like_an_organisation(name)
    assert named("", "", "", "", name, "", "sv") == ("organisation", "", "", name)


def test_a_person_whose_name_holds_the_letters_of_a_form_stays_a_person():
    assert named("", "", "", "", "Abel Kyrö", "", "fi") == ("person", "Abel", "Kyrö", "")


def test_numbers_of_public_registers_are_checked_by_their_country():
    assert registers.company_number("5560360793", "SE") == "556036-0793"
    assert registers.company_number("5560360794", "SE") == ""
    assert registers.company_number("2077474-0", "FI") == "2077474-0"
    assert registers.national_id("811218-9876", "SE") == "811218-9876"
    assert registers.national_id("44051401359", "PL") == "44051401359"
    assert registers.vat_number("556036079301", "SE") == "SE556036079301"


def test_addresses_of_the_net_are_compared_in_small_letters():
    assert normalised_email(" Anna.L@Example.ORG ") == "anna.l@example.org"
    assert normalised_email("anna@") == normalised_email("a b@c.se") == normalised_email("a@b..se") == ""
    assert normalised_web("https://Www.Example.ORG/") == "www.example.org"


def test_what_is_typed_into_the_search_box_is_read_as_what_it_can_be():
    assert SearchText("174 06 35").words == ["1740635"]
    assert SearchText("Öberg, Åke").words == ["oberg", "ake"]
    assert SearchText("871 31").digits == "87131"
    assert not SearchText("an").says_enough
    assert SearchText("7").says_enough
    assert SearchText("100%_").words == ["100"]
