"""Address lines are shortened, copies bundled and files written as a profile says; re-read by an independent reader of the same layout."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abonent.config.tests.source import PROJECT
from abonent.distribution.rules.bundling import BundleRule, Line, copies_of_thickness, in_bundles
from abonent.distribution.rules.layout import CannotWrite, Layout, LayoutColumn, Writer, is_encoding
from abonent.distribution.rules.print_order import bundles_of, print_order
from abonent.distribution.rules.shortening import address_line
from abonent.distribution.rules.sort_profile import FI, FINNISH, GENERIC, KEYS, READY, SWEDISH, data_of, profile_of, ready_profile

WORDS = st.text(alphabet="abcåäö éł", max_size=40).map(lambda text: " ".join(text.split()))
HOUSES = st.from_regex(r"[1-9][0-9]{0,2}( [A-D])?( [1-9][0-9]?)?", fullmatch=True)


@pytest.mark.parametrize(
    ("street", "house", "width", "rules", "expected"),
    [
        ("Storgatan", "12 B", 28, SWEDISH, "Storgatan 12 B"),
        ("Norra Kungsgatan", "12 B", 18, SWEDISH, "Norra Kungsg. 12 B"),
        ("Åkerbyvägen", "7", 10, SWEDISH, "Åkerbyv. 7"),
        ("Mannerheimintie", "102 A 14", 22, FINNISH, "Mannerheimint 102 A 14"),
        ("Iso Roobertinkatu", "20 B 7", 22, FINNISH, "Iso Roobertink. 20 B 7"),
        ("Ny", "1234567890", 6, (), "123456"),
    ],
)
def test_only_a_line_that_is_too_long_is_shortened_and_never_its_house(street, house, width, rules, expected):
    assert address_line(street, house, width=width, shortenings=rules) == expected


@given(street=WORDS, house=HOUSES, width=st.integers(12, 60))
def test_a_line_fits_and_keeps_its_house(street, house, width):
    line = address_line(street, house, width=width, shortenings=(*SWEDISH, *FINNISH))
    assert len(line) <= width
    assert line.endswith(house)
    if len(f"{street} {house}".strip()) <= width:
        assert line == f"{street} {house}".strip()


@given(
    rows=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 130)), max_size=60),
    most=st.integers(1, 60),
    per_unit=st.integers(0, 4),
)
def test_bundles_hold_every_copy_once_are_never_too_large_and_cross_nothing(rows, most, per_unit):
    rows = sorted(rows)
    pieces = list(in_bundles((Line(row, row[1], row[0]) for row in rows), BundleRule(most, per_unit)))
    by_bundle = {number: list(some) for number, some in groupby(pieces, key=lambda piece: piece.bundle)}
    assert sum(piece.copies for piece in pieces) == sum(copies for _code, copies in rows)
    assert list(by_bundle) == list(range(1, len(by_bundle) + 1))
    for some in by_bundle.values():
        assert sum(piece.copies for piece in some) <= most
        assert len({piece.row[0] for piece in some}) == 1
        assert [piece.begins_bundle for piece in some] == [True] + [False] * (len(some) - 1)
    if per_unit:
        units = {number: {piece.bundle for piece in some} for number, some in groupby(pieces, key=lambda piece: piece.unit)}
        assert all(len(bundles) <= per_unit for bundles in units.values())


def test_what_one_door_gets_stays_together_if_a_bundle_can_hold_it():
    pieces = list(in_bundles([Line("a", 3), Line("b", 4), Line("c", 12)], BundleRule(5)))
    assert [(piece.row, piece.copies, piece.bundle) for piece in pieces] == [
        ("a", 3, 1),
        ("b", 4, 2),
        ("c", 5, 3),
        ("c", 5, 4),
        ("c", 2, 5),
    ]


def test_a_bundle_is_as_high_as_its_leaves():
    # 64 pages are 32 leaves of 0.06 mm: 1.92 mm a copy, 78 copies in 150 mm.
    assert copies_of_thickness(millimetres=150, pages=64, paper_microns=60) == 78
    assert copies_of_thickness(millimetres=1, pages=400, paper_microns=60) == 1


def worked_orders() -> list[list[str]]:
    text = (PROJECT / "docs" / "algorithms" / "print-order.md").read_text("utf-8")
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return lines[1:]


@pytest.mark.parametrize("line", worked_orders())
def test_the_print_order_is_what_goes_out_spares_and_what_fills_the_last_bundle(line):
    due, percent, least, per_bundle, spares, filling, printed = line
    order = print_order(due=int(due), spare_percent=Decimal(percent), least_spares=int(least), per_bundle=int(per_bundle))
    assert (order.spares, order.filling, order.printed) == (int(spares), int(filling), int(printed))


def test_bundles_are_full_but_for_the_odd_one():
    assert bundles_of(120, 50) == [50, 50, 20]


def read_fixed(content: bytes, columns: tuple[LayoutColumn, ...], encoding: str) -> list[dict[str, str]]:
    """What a printer's program makes of a file of fixed width, written from the description alone."""
    rows = []
    for line in content.decode(encoding).split("\r\n")[:-1]:
        row, at = {}, 0
        for column in columns:
            cell = line[at : at + column.width]
            assert len(cell) == column.width
            row[column.field] = cell.lstrip(column.fill) if column.align == "right" else cell.rstrip(column.fill)
            at += column.width
        assert at == len(line)
        rows.append(row)
    return rows


COLUMNS = (LayoutColumn("bundle", 4, "right", "0"), LayoutColumn("receiver", 12), LayoutColumn("address", 20))
ROWS = [
    {"bundle": "1", "receiver": "Åsa Öberg", "address": "Storgatan 3"},
    {"bundle": "12", "receiver": "Maximilianus Lindqvist", "address": "Ängsvägen 12 B"},
]


def test_a_file_of_fixed_width_is_read_again_cell_by_cell():
    writer = Writer(Layout(columns=COLUMNS, encoding="latin-1"))
    content = b"".join(writer.row(row) for row in ROWS)
    assert read_fixed(content, COLUMNS, "latin-1") == [ROWS[0], {**ROWS[1], "receiver": "Maximilianus"}]
    assert writer.remarks == []


@given(rows=st.lists(st.fixed_dictionaries({"receiver": st.text(max_size=30), "address": st.text(max_size=30)}), max_size=8))
def test_a_file_with_separators_is_read_again_whatever_stands_in_it(rows):
    writer = Writer(Layout(columns=(LayoutColumn("receiver"), LayoutColumn("address")), kind="separated", encoding="utf-8"))
    content = b"".join(writer.row(row) for row in rows).decode("utf-8")
    read = [row or [""] for row in csv.reader(io.StringIO(content, newline=""), delimiter=";")]
    assert len(read) == len(rows)
    assert all(len(row) == 2 for row in read)
    assert all(cell.isprintable() for row in read for cell in row)


def test_a_letter_that_the_encoding_lacks_becomes_the_plain_one_and_is_told():
    writer = Writer(Layout(columns=COLUMNS, encoding="latin-1"))
    content = writer.row({"bundle": "1", "receiver": "Łukasz 漢", "address": "a\x00b"})
    assert read_fixed(content, COLUMNS, "latin-1") == [{"bundle": "1", "receiver": "Lukasz ?", "address": "a b"}]
    assert [(one.line, one.column, one.field, one.code) for one in writer.remarks] == [
        (1, 5, "receiver", "U+0141"),
        (1, 12, "receiver", "U+6F22"),
        (1, 18, "address", "U+0000"),
    ]


def test_a_file_that_allows_no_other_character_is_refused_with_line_and_column():
    writer = Writer(Layout(columns=COLUMNS, encoding="ascii", replacement=""))
    with pytest.raises(CannotWrite, match="line 1, column 5"):
        writer.row(ROWS[0])


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("latin-1", True),
        ("cp437", True),
        ("utf-8", True),
        ("klingon", False),
        ("rot13", False),
        ("hex", False),
        ("punycode", False),
        ("utf7", False),
    ],
)
def test_any_encoding_of_text_that_python_knows_is_one(name, known):
    assert is_encoding(name) == known


@pytest.mark.parametrize("name", READY)
def test_a_profile_is_stored_and_comes_back_as_it_was(name):
    assert profile_of(data_of(READY[name])) == READY[name]
    assert set(READY[name].keys) <= set(KEYS)


def test_a_country_without_a_profile_of_its_own_has_the_general_one():
    assert ready_profile("FI") is READY[FI]
    assert ready_profile("PL") is READY[GENERIC]
