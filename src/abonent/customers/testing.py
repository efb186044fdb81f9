"""Builders: customers as tests and other folders' tests need them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from abonent.customers.entries import Door, Reach
from abonent.customers.models import Customer
from abonent.customers.operations import create_customer

_serial = count(1)
REGISTERED_ON = date(2026, 1, 1)


def a_customer(
    given_name: str = "Anna",
    family_name: str = "Lindqvist",
    *,
    street_line: str = "Strandvägen 14 B",
    postal_code: str = "871 31",
    town: str = "Norrvik",
    country: str = "SE",
    language: str = "sv",
    mobile: str = "",
    email: str = "",
    registered_on: date = REGISTERED_ON,
    **said: Any,
) -> Customer:
    """A person with a delivery address; by default a Swede in Norrvik."""
    reached_by = [Reach.read(kind, value, country=country) for kind, value in (("mobile", mobile), ("email", email)) if value]
    door = Door.read(country=country, code=postal_code, town=town, street_line=street_line) if street_line or town else None
    return create_customer(
        given_name=given_name,
        family_name=family_name,
        language=language,
        country=country,
        door=door,
        reached_by=reached_by,
        actor=None,
        today=registered_on,
        **said,
    )


def an_organisation(name: str = "", **said: Any) -> Customer:
    """A company; its name is numbered unless it is given."""
    return a_customer("", "", kind=Customer.Kind.ORGANISATION, organisation_name=name or f"Bolag {next(_serial)} AB", **said)
