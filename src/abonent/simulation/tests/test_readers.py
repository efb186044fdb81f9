from __future__ import annotations

import re
from pathlib import Path

import phonenumbers
import pytest

from abonent.simulation.places import COUNTRIES, towns, words
from abonent.simulation.readers import a_reader

POSTAL = Path(__file__).parents[5] / "shared/standards/reference/postal"


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_postal_code_belongs_to_its_town(country):
    if not POSTAL.exists():
        pytest.skip(f"the postal reference is not at {POSTAL}")
    known = _reference(country)
    wrong = [town for town in towns(country) if (town.postal_code, town.name) not in known]
    assert not wrong


def _reference(country: str) -> set[tuple[str, str]]:
    if country == "PL":
        return {(line.split("\t")[0], line.split("\t")[1]) for line in (POSTAL / "PL.tsv").read_text("utf-8").splitlines()}
    return {(line.split("\t")[1], line.split("\t")[2]) for line in (POSTAL / f"geonames-{country}.txt").read_text("utf-8").splitlines()}


@pytest.mark.parametrize(("country", "least"), [("SE", 60), ("FI", 60), ("PL", 25), ("HU", 25)])
def test_a_country_has_towns_names_and_streets_enough(country, least):
    assert len({town.name for town in towns(country)}) >= least
    assert len(words(country, "woman")) + len(words(country, "man")) >= 150
    assert len(words(country, "family")) >= 145
    assert len(set(words(country, "street"))) == 50


def test_a_reader_is_the_same_whenever_he_is_asked_for():
    assert a_reader(7, 12, "SE") == a_reader(7, 12, "SE")
    assert a_reader(7, 12, "SE") != a_reader(8, 12, "SE")


@pytest.mark.parametrize("country", COUNTRIES)
def test_readers_have_telephone_numbers_and_addresses_that_pass_the_checks_of_their_country(country):
    for number in range(300):
        reader = a_reader(1, number, country)
        assert not reader.phone or phonenumbers.is_possible_number(phonenumbers.parse(reader.phone)), reader
        assert reader.email == "" or re.fullmatch(r"[a-z0-9.]+@example\.(com|org)", reader.email), reader
        assert not re.search(r"[{}]", reader.name)


def test_polish_women_carry_the_feminine_form_of_their_name():
    women = set(words("PL", "woman"))
    readers = [a_reader(1, number, "PL") for number in range(300)]
    assert not [reader for reader in readers if reader.given_name in women and reader.family_name.endswith("ski")]
