"""Payment references, held to the worked tables of docs/algorithms/references.md."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from abonent.ledger.rules import references
from abonent.ledger.rules.references import (
    candidate_reference,
    candidates,
    is_ocr,
    is_rf,
    is_viite,
    make_ocr,
    make_rf,
    make_viite,
    normalise,
    reference_for,
    rf_in_groups,
    viite_in_groups,
)
from abonent.ledger.rules.statement import BankEntry, EntryStatus, PaymentReference

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "references.md"


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its first two lines."""
    section = PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


MAKERS = {
    "ocr": (make_ocr, str),
    "ocr with length digit": (lambda serial: make_ocr(serial, with_length_digit=True), str),
    "viite": (make_viite, viite_in_groups),
    "rf": (make_rf, rf_in_groups),
}
CHECKS = {
    "ocr": is_ocr,
    "ocr with length digit": lambda text: is_ocr(text, with_length_digit=True),
    "ocr of 6 or 8 digits": lambda text: is_ocr(text, lengths=(6, 8)),
    "viite": is_viite,
    "rf": is_rf,
}


@pytest.mark.parametrize(("kind", "serial", "reference", "printed"), rows("Made"))
def test_a_reference_is_made_and_printed_as_the_table_says(kind, serial, reference, printed):
    make, in_groups = MAKERS[kind]

    assert make(serial) == reference
    assert in_groups(reference) == printed
    assert CHECKS[kind](printed)


@pytest.mark.parametrize(("kind", "text", "right"), rows("Checked"))
def test_a_reference_is_checked_as_the_table_says(kind, text, right):
    assert CHECKS[kind](text) is (right == "yes")


@pytest.mark.parametrize(("text", "normal"), rows("The same, or not"))
def test_the_normal_form_is_as_the_table_says(text, normal):
    assert normalise(text) == normal


@pytest.mark.parametrize(("text", "expected"), rows("Found in free text"))
def test_candidates_are_found_in_free_text_as_the_table_says(text, expected):
    assert ", ".join(candidates(text)) == expected


@pytest.mark.parametrize(("country", "expected"), [("SE", "10000073"), ("FI", "10000074"), ("AX", "10000074"), ("PL", "RF561000007")])
def test_each_country_gets_the_reference_its_banks_know(country, expected):
    assert reference_for(country, 1_000_007) == expected


@pytest.mark.parametrize(
    ("make", "serial"),
    [
        (make_ocr, "1" * 25),
        (make_ocr, "12a"),
        (make_viite, "12"),
        (make_viite, "00012"),
        (make_viite, "1" * 20),
        (make_rf, "1" * 22),
        (make_rf, ""),
    ],
)
def test_what_no_bank_takes_is_not_made(make, serial):
    with pytest.raises(ValueError, match="digits|letters"):
        make(serial)


SERIALS = some.integers(min_value=100, max_value=10**18)


@given(serial=SERIALS, place=some.integers(min_value=0), step=some.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_always_noticed(serial, place, step):
    for make, check in ((make_ocr, is_ocr), (make_viite, is_viite), (make_rf, is_rf)):
        right = make(serial)
        digits = [position for position, sign in enumerate(right) if sign.isdigit()]
        where = digits[place % len(digits)]
        wrong = right[:where] + str((int(right[where]) + step) % 10) + right[where + 1 :]

        assert check(right)
        assert not check(wrong)


@given(serial=SERIALS, zeros=some.integers(min_value=0, max_value=4))
def test_a_viite_means_the_same_bare_filled_up_grouped_and_as_rf(serial, zeros):
    viite = make_viite(serial)

    forms = [viite, "0" * zeros + viite, viite_in_groups(viite), make_rf(viite), rf_in_groups(make_rf(viite)).lower()]

    assert {normalise(form) for form in forms} == {viite}


@given(serial=some.integers(min_value=1000, max_value=10**15), words=some.text(alphabet="abcdefghijå ,;!", max_size=20))
def test_a_reference_in_a_sentence_is_found(serial, words):
    for reference in (make_ocr(serial), make_viite(serial), make_rf(serial)):
        assert normalise(reference) in candidates(f"{words} {reference} {words}")


@given(text=some.text(max_size=600))
def test_no_text_upsets_the_search(text):
    assert len(candidates(text)) <= references.MOST_CANDIDATES
    assert len(normalise(text)) <= references.LONGEST_REFERENCE
    assert len(candidate_reference(a_line(text))) <= references.LONGEST_REFERENCE
    assert len(candidate_reference(a_line("", text))) <= references.LONGEST_REFERENCE


def a_line(message: str, reference: str = "", currency: str = "EUR") -> BankEntry:
    return BankEntry(
        entry_number=1,
        part=1,
        amount=Decimal("89.90"),
        currency=currency,
        status=EntryStatus.BOOKED,
        booked_on=date(2026, 11, 20),
        value_on=None,
        references=(PaymentReference(reference, "SCOR"),) if reference else (),
        unstructured=message,
    )


@pytest.mark.parametrize(
    ("message", "reference", "currency", "expected"),
    [
        ("", "00000000000012345672", "EUR", "12345672"),
        ("", "RF521234567897", "EUR", "1234567897"),
        ("", "RF18 5390 0754 7034", "PLN", "539007547034"),
        ("", "RF521234567897", "HUF", "1234567897"),
        ("", "10000076", "SEK", "10000076"),
        ("10000073", "99999", "SEK", "99999"),
        ("10000073", "", "SEK", "10000073"),
        ("OCR: 10000073", "", "SEK", "10000073"),
        ("Viitenumero 55958 22432 94671", "", "EUR", "559582243294671"),
        ("rf98 1111 2", "", "EUR", "11112"),
        ("10000076", "", "SEK", ""),
        ("Tack för tidningen 10000073", "", "SEK", ""),
        ("10000073 och 10000081", "", "SEK", ""),
        ("", "", "SEK", ""),
    ],
)
def test_a_line_is_matched_by_its_structured_reference_else_by_a_message_that_is_nothing_else(message, reference, currency, expected):
    assert candidate_reference(a_line(message, reference, currency)) == expected
