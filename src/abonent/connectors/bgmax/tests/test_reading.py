"""What is read of BgMax."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from abonent.connectors.bgmax.reader import looks_like_bgmax
from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.tests.fixtures import own_files, read, read_own
from abonent.ledger.rules.references import candidate_reference

[OWN] = own_files("bgmax")
LINES = OWN.read_bytes().splitlines()


def with_line(number: int, old: bytes, new: bytes) -> bytes:
    """Our own file with a change in one line, counted from 1."""
    assert old in LINES[number - 1]
    return b"\r\n".join([*LINES[: number - 1], LINES[number - 1].replace(old, new, 1), *LINES[number:]])


def without_line(number: int) -> bytes:
    return b"\r\n".join([*LINES[: number - 1], *LINES[number:]])


def test_a_deposit_is_one_entry_of_the_bank_made_of_its_payments():
    [deposit] = read_own("bgmax", OWN.name)

    assert [entry.amount for entry in deposit.entries] == [Decimal("1299.00"), Decimal("849.00"), Decimal("-500.00")]
    assert {(entry.entry_number, entry.batch.size, entry.batch.is_itemised) for entry in deposit.entries} == {(1, 3, True)}
    assert (deposit.account.number, deposit.account.scheme, deposit.currency) == ("53180001", "BGNR", "SEK")
    assert (deposit.totals.entries, deposit.totals.lines, deposit.totals.net) == (1, 3, Decimal("1648.00"))
    assert {entry.booked_on for entry in deposit.entries} == {date(2026, 11, 20)}


def test_an_ocr_number_is_the_reference():
    [deposit] = read_own("bgmax", OWN.name)

    assert (candidate_reference(deposit.entries[0]), deposit.entries[0].counterpart_name) == ("1048220", "Åsa Öberg")


def test_extra_references_have_their_own_amounts_and_credit_notes_take_away():
    [deposit] = read_own("bgmax", OWN.name)

    assert [(each.reference, each.amount) for each in deposit.entries[1].references] == [
        ("1048238", Decimal("999.00")),
        ("7002", Decimal("-150.00")),
    ]


def test_a_reference_of_words_is_a_message():
    [deposit] = read("bgmax", with_line(3, b"                  1048220", b"1048220, 1048238         "))

    assert (deposit.entries[0].references, deposit.entries[0].unstructured) == ((), "1048220, 1048238")


def test_an_extra_reference_that_repeats_the_payments_own_is_one():
    content = with_line(9, b"000000000000099900", b"000000000000000000").replace(
        b"200050501055                         ", b"200050501055                  1048238"
    )
    content = content.replace(b"000000000000015000", b"000000000000000000")
    [deposit] = read("bgmax", content)

    assert [(each.reference, each.amount) for each in deposit.entries[1].references] == [("1048238", None), ("7002", None)]


def test_records_without_line_ends_are_read():
    assert read("bgmax", b"".join(LINES))[0].totals == read_own("bgmax", OWN.name)[0].totals


def test_a_test_file_is_said_to_be_one():
    [deposit] = read("bgmax", with_line(1, b"331P", b"331T"))

    assert [warning.code for warning in deposit.warnings] == ["lines.test_file"]


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (with_line(1, b"01BGMAX", b"01AUTOG"), "bgmax.not_bgmax", 1, 1),
        (with_line(1, b"BGMAX               01", b"BGMAX               02"), "bgmax.version", 1, 23),
        (with_line(14, b"000000000000164800", b"000000000000164900"), "lines.sum_differs", 14, 51),
        (with_line(14, b"00000003", b"00000004"), "lines.count_differs", 14, 72),
        (with_line(14, b"SEK", b"EUR"), "lines.currency_differs", 14, 69),
        (with_line(14, b"20261120", b"20261320"), "lines.day_unreadable", 14, 38),
        (with_line(15, b"0000000200000001", b"0000000100000001"), "lines.count_differs", 15, 3),
        (with_line(15, b"00000001000000", b"00000002000000"), "lines.count_differs", 15, 11),
        (with_line(3, b"000000000000129900", b"00000000000012990x"), "lines.amount_unreadable", 3, 38),
        (with_line(3, b"000000000000129900", b"900000000000129900"), "lines.amount_too_large", 3, 38),
        (with_line(9, b"000000000000099900", b"000000000000099800"), "bgmax.references_differ", 8, 38),
        (with_line(2, b"0053180001", b"0000000000"), "lines.account_missing", 2, 3),
        (with_line(2, b"SEK", b"   "), "lines.currency_missing", 2, 23),
        (with_line(6, b"28", b"99"), "lines.unknown_record", 6, 1),
        (without_line(2), "lines.misplaced", 2, 1),
        (without_line(14), "lines.not_closed", 14, 1),
        (without_line(15), "lines.not_closed", 0, 0),
    ],
)
def test_what_does_not_hold_is_refused_with_line_and_column(content, code, line, column):
    with pytest.raises(CannotReadLines) as refused:
        read("bgmax", content)

    assert (refused.value.code, refused.value.parameters["line"], refused.value.parameters["column"]) == (code, line, column)


@pytest.mark.parametrize(("head", "is_bgmax"), [(LINES[0], True), (b"\xef\xbb\xbf" + LINES[0], True), (b"01AUTOGIRO", False), (b"", False)])
def test_a_file_is_known_by_its_beginning(head, is_bgmax):
    assert looks_like_bgmax(head) is is_bgmax
