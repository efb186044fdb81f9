"""Payment references: Swedish OCR numbers, Finnish viite numbers, RF references; made, checked, recognised.

The worked tables are in `docs/algorithms/references.md`; the tests use those very tables. Sources: Bankgirot,
"Bankgiro Inbetalningar, användarmanual" (OCR, 10-modul, length digit, levels of control); Finance Finland,
"Viitenumeron rakenneohje" (weights 7-3-1) and "RF-viite"; ISO 11649, through python-stdnum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import cycle

from stdnum import iso11649, luhn
from stdnum.iso7064 import mod_97_10

from abonent.ledger.rules.statement import BankEntry

OCR_DIGITS = range(2, 26)
VIITE_DIGITS = range(4, 21)
RF_NATIONAL_LENGTHS = range(1, 22)
LONGEST_REFERENCE = 35  # ISO 20022; longer is no reference
SHORTEST_CANDIDATE = 4  # in free text, a shorter number is a year, a flat or a day
MOST_CANDIDATES = 20
MOST_GROUPS = 12  # digit groups that may make one reference: 20 digits in twos, and some

_SEPARATORS = re.compile(r"[\s.\-/,:]+")
_DIGIT_GROUPS = re.compile(r"\d+(?:[ .-]\d+)*", re.ASCII)
_RF = re.compile(r"\bRF ?\d{2}(?: ?[0-9A-Z]){1,21}\b", re.ASCII | re.IGNORECASE)
_LABELS = re.compile(r"\b(?:ocr|ref|reference|referens|viite|viitenumero|nr|nro|no|number|nummer)\b[ .:#]*", re.IGNORECASE)


# -- Sweden: OCR ---------------------------------------------------------------------------------------------------


def make_ocr(serial: int | str, *, with_length_digit: bool = False) -> str:
    """The serial with its check digit (Luhn), before it the length digit if the agreement with the bank asks for one.

    The length digit is the number of all digits, itself and the check digit included, modulo 10. ValueError above 25.
    """
    number = _digits(serial)
    if with_length_digit:
        number += str((len(number) + 2) % 10)
    number += luhn.calc_check_digit(number)
    if len(number) not in OCR_DIGITS:
        raise ValueError(f"an OCR number has 2 to 25 digits, not {len(number)}")
    return number


def is_ocr(text: str, *, with_length_digit: bool = False, lengths: Sequence[int] = ()) -> bool:
    """Whether a bank would take the number at a level of control.

    Soft and hard check digit: no further arguments. Variable length: `with_length_digit`. Fixed length: one or two `lengths`.
    """
    number = _compact(text)
    if not (number.isascii() and number.isdigit() and len(number) in OCR_DIGITS and luhn.is_valid(number)):
        return False
    if with_length_digit and number[-2] != str(len(number) % 10):
        return False
    return not lengths or len(number) in lengths


# -- Finland: viite ------------------------------------------------------------------------------------------------


def make_viite(serial: int | str) -> str:
    """The serial with its check digit. ValueError unless it has 3 to 19 digits; leading zeros do not count."""
    number = _digits(serial).lstrip("0")
    viite = number + _viite_check_digit(number)
    if len(viite) not in VIITE_DIGITS:
        raise ValueError(f"a viite has 4 to 20 digits, not {len(viite)}")
    return viite


def is_viite(text: str) -> bool:
    """Whether this is a Finnish reference; banks fill it up with leading zeros."""
    number = _compact(text).lstrip("0")
    if not (number.isascii() and number.isdigit() and len(number) in VIITE_DIGITS):
        return False
    return number[-1] == _viite_check_digit(number[:-1])


def viite_in_groups(viite: str) -> str:
    """As it is printed: groups of five from the right."""
    number = _compact(viite).lstrip("0")
    first = len(number) % 5
    groups = [number[:first], *(number[start : start + 5] for start in range(first, len(number), 5))]
    return " ".join(group for group in groups if group)


def _viite_check_digit(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(reversed(number), cycle((7, 3, 1)), strict=False))
    return str(-total % 10)


# -- RF (ISO 11649) ------------------------------------------------------------------------------------------------


def make_rf(national: int | str) -> str:
    """RF, two check digits (modulo 97-10) and the national reference: digits, or letters too. ValueError above 21."""
    number = _compact(str(national)).upper()
    if not (number.isascii() and number.isalnum() and len(number) in RF_NATIONAL_LENGTHS):
        raise ValueError(f"an RF reference stands on 1 to 21 letters and digits, not on {national!r}")
    return "RF" + mod_97_10.calc_check_digits(number + "RF") + number


def is_rf(text: str) -> bool:
    """Whether this is a valid RF reference; most references are no such thing, and the two letters tell before any arithmetic."""
    return "RF" in text[:4].upper() and iso11649.is_valid(text)


def rf_in_groups(reference: str) -> str:
    """As it is printed: groups of four."""
    return iso11649.format(reference)


# -- one's own -----------------------------------------------------------------------------------------------------


def reference_for(country: str, serial: int | str) -> str:
    """The reference of a document: OCR in Sweden, viite in Finland and on Åland, RF elsewhere.

    Begin the serials at 100 at least: a Finnish reference has four digits or more.
    """
    if country == "SE":
        return make_ocr(serial)
    if country in ("FI", "AX"):
        return make_viite(serial)
    return make_rf(serial)


# -- comparing and finding -----------------------------------------------------------------------------------------


def payout_reference(payment: int | str) -> str:
    """What we call money that we pay out; the bank names it again where it sends the money back (`ledger/plan_sent_back`)."""
    return f"REFUND-{payment}"


def normalise(text: str) -> str:
    """The form in which two references are equal if they mean the same, else different.

    Without blanks, separators and leading zeros, in capitals; a valid RF reference is its national part, because payers and banks
    turn one into the other. Empty for what is longer than any reference.
    """
    number = _compact(text).upper()
    if is_rf(number):
        number = number[4:]
    number = number.lstrip("0")
    return number if len(number) <= LONGEST_REFERENCE else ""


def candidates(text: str) -> list[str]:
    """References that may stand in free text, normalised, the likeliest first: RF references, then longer before shorter numbers.

    A number counts if it passes the check of OCR or viite, groups with single blanks, points or hyphens between them taken together.
    One in five numbers passes by chance: a candidate proves nothing until it is somebody's reference.
    """
    found = []
    for reference in _rf_references(text):
        found.append(normalise(reference))
        text = text.replace(reference, "|")
    numbers = sorted(set(_numbers(text)), key=lambda number: (-len(number), text.find(number[:SHORTEST_CANDIDATE])))
    found += [normalise(number) for number in numbers if is_ocr(number) or is_viite(number)]
    return list(dict.fromkeys(found))[:MOST_CANDIDATES]


def candidate_reference(entry: BankEntry) -> str:
    """The reference a bank line is matched by, in its normal form, which claims carry too; empty if there is none.

    The structured reference if there is one, right or wrong: its owner is looked up, not guessed. Else the message, if it is
    nothing but one reference.
    """
    if entry.structured_reference:
        return normalise(entry.structured_reference)
    message = _LABELS.sub("", entry.unstructured).strip()
    if not message or not (is_rf(message) or _DIGIT_GROUPS.fullmatch(message)):
        return ""
    is_reference = is_rf(message) or (len(_compact(message)) >= SHORTEST_CANDIDATE and (is_ocr(message) or is_viite(message)))
    return normalise(message) if is_reference else ""


def _rf_references(text: str) -> Iterator[str]:
    """RF references, in groups or not; words that follow one are left off (some pass the check by chance: digits alone come first)."""
    for match in _RF.finditer(text):
        words = match[0].split(" ")
        tries = [" ".join(words[:end]) for end in range(len(words), 0, -1)]
        right = sorted(filter(is_rf, tries), key=lambda reference: not _compact(reference)[4:].isdigit())
        yield from right[:1]


def _numbers(text: str) -> Iterator[str]:
    """Every run of digits, and every run of groups with single separators between them, of a length that can be a reference."""
    for match in _DIGIT_GROUPS.finditer(text):
        groups = re.split(r"[ .-]", match[0])
        for start in range(len(groups)):
            for end in range(start + 1, min(len(groups), start + MOST_GROUPS) + 1):
                number = "".join(groups[start:end])
                if len(number) > OCR_DIGITS.stop - 1:
                    break
                if len(number) >= SHORTEST_CANDIDATE:
                    yield number


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _digits(serial: int | str) -> str:
    number = str(serial)
    if not (number.isascii() and number.isdigit()):
        raise ValueError(f"a reference stands on digits, not on {serial!r}")
    return number
