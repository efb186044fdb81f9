"""What a register says of a company, whichever register it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from abonent.connectors.registers.calling import line_of

# The last line of an address as registers write it: a postal code, with or without the country's letters, and the town.
_POSTAL_LINE = re.compile(r"(?:[A-Z]{1,2}-)?(\d{2}-\d{3}|\d{3} \d{2}|\d{4,5})\s+(\S.*)")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A company as a register has it; the empty text for what it does not say. `valid` is None where it does not speak of VAT."""

    valid: bool | None = None
    name: str = ""
    street_line: str = ""
    postal_code: str = ""
    town: str = ""
    company_number: str = ""
    vat_number: str = ""
    bank_accounts: tuple[str, ...] = ()
    request_id: str = ""
    further_number: str = ""


def postal_lines(text: Any) -> tuple[str, str, str]:
    """(street line, postal code, town) of an address in one text; what cannot be told apart stays in the street line."""
    if not isinstance(text, str):
        return "", "", ""
    lines = [line for part in text.replace(", ", "\n").splitlines() if (line := line_of(part))]
    for place in range(len(lines) - 1, -1, -1):
        if found := _POSTAL_LINE.fullmatch(lines[place]):
            return ", ".join(lines[:place]), found[1], found[2]
    return ", ".join(lines), "", ""
