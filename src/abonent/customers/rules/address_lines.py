"""An address as it stands in the window of an envelope, line by line, as the country of the buyer writes it."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale

# Posts that ask for the town in capitals; Hungary puts the town above the street and the code last.
CAPITALS = {"FI", "AX", "SE"}
TOWN_FIRST = {"HU"}


def address_lines(party: Mapping[str, str | None], *, sent_from: str) -> list[str]:
    """Name, care of, street, postal code and town; and the country, in English capitals, where the letter goes abroad."""
    country = party.get("country") or sent_from
    street = party.get("street") or party.get("street_line") or ""
    code, town = party.get("postal_code") or "", party.get("town") or ""
    named = [party.get("name") or "", f"c/o {party['care_of']}" if party.get("care_of") else ""]
    place = [town, street, code] if country in TOWN_FIRST else [street, f"{code} {_town(town, country)}".strip()]
    if country != sent_from:
        place.append(_country(country))
    return [line for line in (*named, *place) if line]


def return_line(seller: Mapping[str, str]) -> str:
    """The sender in one line above the address."""
    parts = [seller["name"], seller["street_line"], f"{seller['postal_code']} {seller['town']}".strip()]
    return " · ".join(part for part in parts if part)


def _town(town: str, country: str) -> str:
    return town.upper() if country in CAPITALS else town


def _country(code: str) -> str:
    return (Locale("en").territories.get(code) or code).upper()
