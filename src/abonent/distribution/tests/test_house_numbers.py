"""House numbers as people write them, read alike by Python and by the database."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from abonent.distribution.rules.house_numbers import house_number, walking_key, walking_position

WRITTEN = [
    ("12", 12),
    ("12 A", 12),
    ("12-14", 12),
    ("12/3", 12),
    ("12.", 12),
    (" 12", 12),
    ("5 A 12", 5),
    ("12/14 m. 3", 12),
    ("0", 0),
    ("KM 7", None),
    ("s/n", None),
    ("", None),
    ("123456", None),
    ("½", None),
    ("١٢", None),
]


@pytest.mark.parametrize(("written", "number"), WRITTEN)
def test_the_figures_it_begins_with_count(written: str, number: int | None):
    assert house_number(written) == number


def test_a_walk_goes_by_number_then_by_what_stands_after_it_then_by_staircase_and_flat():
    walk = [
        ("2", "", ""),
        ("2 A", "", ""),
        ("2 A", "1", ""),
        ("2 A", "1", "9"),
        ("2 A", "1", "10"),
        ("2 B", "", ""),
        ("10", "", ""),
        ("10-12", "", ""),
    ]
    assert sorted(walk, key=lambda door: walking_position(*door, downwards=False)) == walk


def test_a_walk_down_a_street_begins_at_its_highest_number():
    numbers = ["1", "12", "12 B", "3"]
    assert sorted(numbers, key=lambda number: walking_position(number, "", "", downwards=True)) == ["12", "12 B", "3", "1"]


def read_by_the_database(number: str, staircase: str, flat: str, downwards: bool) -> tuple[int | None, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT house_number(%(number)s), walking_key(%(number)s), walking_position(%(number)s, %(staircase)s, %(flat)s, %(downwards)s)",
            {"number": number, "staircase": staircase, "flat": flat, "downwards": downwards},
        )
        return cursor.fetchone()


LETTERS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cn"]), max_size=12)
WRITTEN_NUMBERS = st.one_of(
    LETTERS, st.text("0123456789 -/.,ABCabcåÅkmKM½", max_size=12), st.sampled_from([written for written, _number in WRITTEN])
)


@pytest.mark.django_db
@settings(max_examples=300)
@given(number=WRITTEN_NUMBERS, staircase=WRITTEN_NUMBERS, flat=WRITTEN_NUMBERS, downwards=st.booleans())
def test_the_database_reads_a_number_by_the_same_rule(number: str, staircase: str, flat: str, downwards: bool):
    expected = house_number(number), walking_key(number), walking_position(number, staircase, flat, downwards)
    assert read_by_the_database(number, staircase, flat, downwards) == expected
