"""An address said in one line: Sandvägen 3, 871 40 Norrvik; in Hungary 1051 Budapest, Fő utca 14."""

from __future__ import annotations

import re
from typing import NamedTuple

# A postal code with its country's letters before it or not, and the town.
POSTAL = re.compile(r"^((?:[A-Za-z]{1,3}\s?-\s?)?\d[\d\s-]*\d)\s+(\D.*)$")


class AddressLine(NamedTuple):
    """The lines of an envelope."""

    street_line: str
    postal_code: str
    town: str


def read_address_line(text: str) -> AddressLine | None:
    """Street, postal code and town of an address in one line, the parts divided by commas; None if one of them is missing."""
    parts = [" ".join(part.split()) for part in re.split(r"[,\n]", text) if part.strip()]
    for place in (-1, 0):
        found = POSTAL.match(parts[place]) if len(parts) > 1 else None
        if found:
            street = ", ".join(part for part in parts if part is not parts[place])
            return AddressLine(street, found[1], found[2])
    return None
