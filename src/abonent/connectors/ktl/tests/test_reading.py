"""What is read of KTL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from abonent.connectors.ktl.reader import looks_like_ktl
from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.tests.fixtures import own_files, read, read_own

[OWN] = own_files("ktl")
LINES = OWN.read_bytes().splitlines()


def with_line(number: int, old: bytes, new: bytes) -> bytes:
    """Our own file with a change in one line, counted from 1."""
    assert old in LINES[number - 1]
    return b"\r\n".join([*LINES[: number - 1], LINES[number - 1].replace(old, new, 1), *LINES[number:]])


def without_line(number: int) -> bytes:
    return b"\r\n".join([*LINES[: number - 1], *LINES[number:]])


def test_payments_come_with_their_references_and_a_correction_takes_back():
    [notification] = read_own("ktl", OWN.name)

    assert [(entry.amount, entry.structured_reference, entry.is_reversal) for entry in notification.entries] == [
        (Decimal("129.00"), "10482203", False),
        (Decimal("49.00"), "10482216", False),
        (Decimal("10.50"), "10482229", False),
        (Decimal("-49.00"), "10482216", True),
    ]
    assert (notification.account.number, notification.currency) == ("12345600000785", "EUR")


def test_the_payments_of_a_booking_day_are_one_entry_of_the_bank():
    [notification] = read_own("ktl", OWN.name)

    assert [(entry.booked_on, entry.entry_number, entry.part, entry.batch.size) for entry in notification.entries] == [
        (date(2026, 11, 20), 1, 1, 2),
        (date(2026, 11, 20), 1, 2, 2),
        (date(2026, 11, 21), 2, 1, 2),
        (date(2026, 11, 21), 2, 2, 2),
    ]
    assert (notification.totals.entries, notification.totals.credit, notification.totals.debit) == (2, Decimal("178.00"), Decimal("38.50"))


def test_seven_bit_letters_are_read_and_said():
    [notification] = read_own("ktl", OWN.name)

    assert notification.entries[0].counterpart_name == "MÄKELÄINEN Ö"
    assert [warning.code for warning in notification.warnings] == ["lines.seven_bit_letters"]


def test_brackets_stay_brackets_where_letters_have_eight_bits():
    [notification] = read("ktl", with_line(3, b"VIRTANEN A  ", "VIRTANEN Å ]".encode("iso8859-15")))

    assert [entry.counterpart_name for entry in notification.entries][:2] == ["M[KEL[INEN \\", "VIRTANEN Å ]"]


def test_each_account_has_a_notification_of_its_own():
    first, second = read("ktl", with_line(4, b"12345600000785", b"12345600000999"))

    assert [(each.account.number, each.totals.net) for each in (first, second)] == [
        ("12345600000785", Decimal("129.00")),
        ("12345600000999", Decimal("10.50")),
    ]


def test_several_batches_are_all_read():
    assert [each.totals.lines for each in read("ktl", OWN.read_bytes() * 2)] == [4, 4]


def test_a_direct_debit_that_was_not_paid_is_said_and_not_booked():
    content = with_line(4, b"3123", b"7123").replace(b"900000300000018850", b"900000200000017800")
    [notification] = read("ktl", content)

    assert len(notification.entries) == 3
    assert ("ktl.not_paid", {"count": 1}) in [(warning.code, warning.parameters) for warning in notification.warnings]


def test_a_line_whose_blanks_an_editor_took_away_is_read():
    assert read("ktl", b"\n".join(line.rstrip() for line in LINES))[0].totals.lines == 4


def test_records_without_line_ends_are_read():
    assert read("ktl", b"".join(LINES))[0].totals.lines == 4


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (without_line(1), "ktl.not_begun", 1, 1),
        (without_line(6), "lines.not_closed", 0, 0),
        (without_line(2), "lines.sum_differs", 5, 8),
        (without_line(5), "lines.count_differs", 5, 19),
        (with_line(6, b"9000003", b"9000005"), "lines.count_differs", 6, 2),
        (with_line(6, b"00000018850", b"00000018851"), "lines.sum_differs", 6, 8),
        (with_line(6, b"00000100000004900", b"00000200000004900"), "lines.count_differs", 6, 19),
        (with_line(6, b"00000100000004900", b"00000100000004901"), "lines.sum_differs", 6, 25),
        (with_line(3, b"0000004900", b"00000x4900"), "lines.amount_unreadable", 3, 78),
        (with_line(3, b"261120261120", b"261140261120"), "lines.day_unreadable", 3, 16),
        (with_line(3, b"00000049000", b"00000049002"), "ktl.correction_unreadable", 3, 88),
        (with_line(3, b"312345600000785", b"300000000000000"), "lines.account_missing", 3, 2),
        (with_line(3, b"3123", b"4123"), "lines.unknown_record", 3, 1),
        (with_line(3, LINES[2], LINES[2][:80]), "lines.too_short", 3, 0),
    ],
)
def test_what_does_not_hold_is_refused_with_line_and_column(content, code, line, column):
    with pytest.raises(CannotReadLines) as refused:
        read("ktl", content)

    assert (refused.value.code, refused.value.parameters["line"], refused.value.parameters["column"]) == (code, line, column)


@pytest.mark.parametrize(
    ("head", "is_ktl"),
    [
        (OWN.read_bytes(), True),
        (b"".join(LINES), True),
        (LINES[0] + b"\n" + LINES[5], True),
        (LINES[0] + b"\nhello", False),
        (b"0123456789", False),
        (b"", False),
    ],
)
def test_a_file_is_known_by_its_beginning(head, is_ktl):
    assert looks_like_ktl(head) is is_ktl
