"""The people and organisations of a world: each is made from the seed and its own number alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from abonent.simulation.chance import between, chance, happens, pick, pick_common
from abonent.simulation.payers import account_of
from abonent.simulation.places import Town, a_street_line, a_town, words

LANGUAGE_OF = {"SE": "sv", "FI": "fi", "PL": "pl", "HU": "hu"}
NEWCOMERS = ("FI", "PL", "HU")
# Firms that are no readers are numbered from here on, whatever the size of the world.
FIRST_FIRM = 990_000
BILINGUAL_TOWNS = {"Vaasa", "Kokkola", "Porvoo", "Tammisaari", "Pietarsaari", "Kirkkonummi", "Espoo"}
LETTERS = str.maketrans("åäöüűőúóíéáąćęłńśźż", "aaouuouoieaacelnszz")


@dataclass(frozen=True)
class Reader:
    """Who reads: a person (given and family name) or an organisation (its name, and who answers for it)."""

    key: str
    is_organisation: bool
    name: str
    given_name: str
    family_name: str
    language: str
    street_line: str
    postal_code: str
    town: str
    country: str
    phone: str
    email: str
    iban: str = ""


def a_reader(seed: int, number: int, country: str) -> Reader:
    """Reader `number` of a country; the same for every size of world."""
    source = chance(seed, f"reader {country}", number)
    town = a_town(source, country)
    names_of, language = _people(source, town)
    person = _person(source, names_of)
    reader = Reader(
        key=f"{country}{number:06d}",
        is_organisation=False,
        name=f"{person[0]} {person[1]}",
        given_name=person[0],
        family_name=person[1],
        language=language,
        street_line=a_street_line(source, country),
        postal_code=town.postal_code,
        town=town.name,
        country=country,
        phone=_phone(source, country),
        email=_email(source, *person),
    )
    return _as_organisation(source, reader) if happens(source, 0.04) else reader


def a_firm(seed: int, number: int, country: str, name: str) -> Reader:
    """A firm of a given name that deals with the publisher, which knows its account; its number lies beyond those of readers."""
    person = a_reader(seed, number, country)
    email = f"{_plain(name)[:40]}@example.org"
    known = {"language": LANGUAGE_OF[country], "phone": "", "email": email, "iban": account_of(person.key, country)}
    return replace(person, is_organisation=True, name=name, **known)


def _people(source: Random, town: Town) -> tuple[str, str]:
    """Whose names, and which language: most are of the country, some towns speak two languages, some readers moved in."""
    if town.name in BILINGUAL_TOWNS and happens(source, 0.3):
        return "SE", "sv"
    if town.country == "SE" and happens(source, 0.04):
        home = pick(source, NEWCOMERS)
        return home, LANGUAGE_OF[home] if happens(source, 0.6) else "sv"
    if happens(source, 0.01):
        return town.country, "en"
    return town.country, LANGUAGE_OF[town.country]


def _person(source: Random, country: str) -> tuple[str, str]:
    kind = "woman" if happens(source, 0.52) else "man"
    given = pick_common(source, words(country, kind))
    family = pick_common(source, words(country, "family"))
    if country == "PL" and kind == "woman":
        family = re.sub("(sk|ck|dzk)i$", r"\1a", family)
    return given, family


def _as_organisation(source: Random, person: Reader) -> Reader:
    pattern = pick(source, words(person.country, "organisation"))
    street = re.sub(r"^ul\. | \d.*", "", person.street_line)
    name = pattern.format(family=person.family_name, town=person.town, street=street)
    return replace(person, is_organisation=True, name=name, language=LANGUAGE_OF[person.country], email=f"{_plain(name)[:40]}@example.org")


def _phone(source: Random, country: str) -> str:
    """A mobile number of the form of the country; three in four readers gave one."""
    if not happens(source, 0.75):
        return ""
    digits = "".join(str(between(source, 0, 9)) for _ in range(7))
    prefix = {
        "SE": ("+4670", "+4672", "+4673", "+4676"),
        "FI": ("+35840", "+35850", "+35844"),
        "PL": ("+4860", "+4851"),
        "HU": ("+3620", "+3630"),
    }
    return pick(source, prefix[country]) + digits


def _email(source: Random, given: str, family: str) -> str:
    """An address under example.com, which nobody owns; two in three readers gave one."""
    if not happens(source, 0.66):
        return ""
    return f"{_plain(given)}.{_plain(family)}{between(source, 1, 99)}@example.com"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", ".", text.lower().translate(LETTERS)).strip(".")
