"""Towns, streets and names of four countries: facts in two small tables of our own, most frequent first."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Literal

from abonent.simulation.chance import between, happens, pick_common

COUNTRIES = ("SE", "FI", "PL", "HU")
Kind = Literal["woman", "man", "family", "street", "organisation"]


@dataclass(frozen=True)
class Town:
    """A postal code and its town as written on an envelope. `share` is its part of the readers."""

    country: str
    postal_code: str
    name: str
    share: int


def _table(name: str) -> Iterator[dict[str, str]]:
    text = files("abonent.simulation").joinpath(f"data/{name}.csv").read_text("utf-8")
    return csv.DictReader(text.splitlines())


@cache
def towns(country: str) -> tuple[Town, ...]:
    """The postal codes of a country's towns."""
    return tuple(
        Town(country, line["postal_code"], line["town"], int(line["share"])) for line in _table("towns") if line["country"] == country
    )


@cache
def words(country: str, kind: Kind) -> tuple[str, ...]:
    """Given names, family names, streets, or patterns of names of organisations, most frequent first."""
    return tuple(line["name"] for line in _table("names") if (line["country"], line["kind"]) == (country, kind))


def a_town(source: Random, country: str) -> Town:
    """A town, drawn by its share of the readers."""
    return source.choices(towns(country), cum_weights=_shares(country))[0]


def a_street_line(source: Random, country: str) -> str:
    """A street, number and perhaps a flat, written as the country does."""
    street = pick_common(source, words(country, "street"))
    number = 1 + int(source.random() ** 2 * 60)
    flat = between(source, 1, 24) if happens(source, 0.4) else 0
    if country == "SE":
        return f"{street} {number}" + (f" lgh {10 + flat % 5}{1 + flat % 4:02d}" if flat else "")
    if country == "FI":
        return f"{street} {number}" + (f" {'ABC'[flat % 3]} {flat}" if flat else "")
    if country == "PL":
        return f"{'' if street == 'Rynek' else 'ul. '}{street} {number}" + (f"/{flat}" if flat else "")
    return f"{street} {number}." + (f" {1 + flat % 4}/{flat}" if flat else "")


@cache
def _shares(country: str) -> list[int]:
    return list(accumulate(town.share for town in towns(country)))
