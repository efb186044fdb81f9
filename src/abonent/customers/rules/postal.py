"""Postal codes as their country writes them, and street lines taken apart into street, number, staircase and flat."""

from __future__ import annotations

import re
from typing import NamedTuple

# Country: how many digits, and where the country puts a blank or dash.
_CODES = {"SE": (5, 3, " "), "FI": (5, 5, ""), "AX": (5, 5, ""), "PL": (5, 2, "-"), "HU": (4, 4, ""), "NO": (4, 4, ""), "DK": (4, 4, "")}
_COUNTRY_BEFORE_CODE = re.compile(r"^[A-Z]{1,3}\s*-\s*(?=\d)")


class StreetLine(NamedTuple):
    """The parts of a street line; what it does not have is the empty text. Joined by blanks they are the line again.

    A flat keeps its country's word ("lgh 1102", "m. 3"), written one way, so that one door is one place.
    """

    street: str
    number: str = ""
    staircase: str = ""
    flat: str = ""


_NUMBER = r"(?P<number>\d+(?:\s?[-–/]\s?\d+)?)"
_LETTER = r"(?P<staircase>[A-ZÅÄÖa-zåäö])"
_SHAPES = {
    # Strandvägen 14 B lgh 1102: the letter belongs to the entrance.
    "SE": rf"{_NUMBER}(?:\s?{_LETTER})?(?:[\s,]+(?:lgh|lägenhet)\.?\s?(?P<flat>\w+))?",
    # Mannerheimintie 14 B 32, Mannerheimintie 14 as 3
    "FI": rf"{_NUMBER}(?:\s?{_LETTER})?(?:[\s,]+(?:(?:as|bost)\.?\s?)?(?P<flat>\d+\w?))?",
    # ul. Długa 14A/3, Długa 14 m. 3
    "PL": rf"(?P<number>\d+)(?:\s?{_LETTER})?(?:(?:\s?/\s?|[\s,]+(?:m|lok)\.?\s?)(?P<flat>\d+\w?))?",
    # Fő utca 14. II/3, Fő u. 14/B, Fő u. 14. 3. em. 2.
    "HU": rf"(?P<number>\d+(?:[-/]\d+)?)(?:[./]?\s?{_LETTER})?\.?(?:[\s,]+(?P<flat>(?:[IVX]+|\d+|fsz)\.?.{{0,16}}))?",
}
_LINES = {country: re.compile(rf"(?P<street>\D.*?)[\s,]+{shape}\.?") for country, shape in _SHAPES.items()}


def postal_code(text: str, country: str) -> str:
    """The code as its country writes it; the empty text if it has another number of digits. Other countries' are taken as they are."""
    bare = _COUNTRY_BEFORE_CODE.sub("", text.strip().upper())
    if country not in _CODES:
        return bare[:12]
    length, cut, mark = _CODES[country]
    digits = re.sub(r"[\s-]", "", bare)
    if not digits.isdigit() or len(digits) != length:
        return ""
    return f"{digits[:cut]}{mark}{digits[cut:]}"


def split_street_line(text: str, country: str) -> StreetLine:
    """The parts of a line as that country writes it; a line without a number, or one not understood, is all street."""
    line = " ".join(text.split())
    match = _LINES.get(country, _LINES["SE"]).fullmatch(line)
    if match is None:
        return StreetLine(line)
    number, staircase, flat = re.sub(r"\s", "", match["number"]), (match["staircase"] or "").upper(), (match["flat"] or "").rstrip(". ")
    return StreetLine(match["street"], number, staircase, _flat_as_written(flat, staircase, country))


def _flat_as_written(flat: str, staircase: str, country: str) -> str:
    word = {"SE": "lgh ", "PL": "m. ", "FI": "" if staircase else "as "}.get(country, "")
    return word + flat if flat else ""
