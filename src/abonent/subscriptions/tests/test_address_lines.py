"""Addresses as a caller says them, in one line."""

from __future__ import annotations

import pytest

from abonent.subscriptions.rules.address_line import read_address_line


@pytest.mark.parametrize(
    ("said", "street", "code", "town"),
    [
        ("Sandvägen 3, 871 40 Norrvik", "Sandvägen 3", "871 40", "Norrvik"),
        ("Sandvägen 3,87140 Norrvik", "Sandvägen 3", "87140", "Norrvik"),
        ("Mannerheimintie 14 B 32, 00100 Helsinki", "Mannerheimintie 14 B 32", "00100", "Helsinki"),
        ("ul. Długa 14A/3, 00-238 Warszawa", "ul. Długa 14A/3", "00-238", "Warszawa"),
        ("1051 Budapest, Fő utca 14. II/3", "Fő utca 14. II/3", "1051", "Budapest"),
        ("Strandvägen 14 B, lgh 1102, S-871 31 Norrvik", "Strandvägen 14 B, lgh 1102", "S-871 31", "Norrvik"),
    ],
)
def test_one_line_is_read(said, street, code, town):
    assert read_address_line(said) == (street, code, town)


@pytest.mark.parametrize("said", ["", "Sandvägen 3", "Sandvägen 3, Norrvik", "871 40 Norrvik", "Sandvägen 3 871 40 Norrvik"])
def test_what_lacks_a_part_is_not_guessed(said):
    assert read_address_line(said) is None
