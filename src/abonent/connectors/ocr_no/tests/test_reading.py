"""What is read of OCR giro."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.tests.fixtures import own_files, read, read_own
from abonent.connectors.ocr_no.reader import looks_like_ocr_no

[OWN] = own_files("ocr_no")
LINES = OWN.read_bytes().splitlines()


def with_line(number: int, old: bytes, new: bytes) -> bytes:
    """Our own file with a change in one line, counted from 1."""
    assert old in LINES[number - 1]
    return b"\r\n".join([*LINES[: number - 1], LINES[number - 1].replace(old, new, 1), *LINES[number:]])


def without_line(number: int) -> bytes:
    return b"\r\n".join([*LINES[: number - 1], *LINES[number:]])


def test_payments_come_with_their_kid_and_a_reversal_takes_back():
    [notification] = read_own("ocr_no", OWN.name)

    assert [(entry.amount, entry.structured_reference, entry.is_reversal) for entry in notification.entries] == [
        (Decimal("1020.00"), "0000531", False),
        (Decimal("560.00"), "0048763", False),
        (Decimal("-560.00"), "0048763", True),
    ]
    assert (notification.account.number, notification.currency) == ("99991042764", "NOK")
    assert [entry.counterpart_account for entry in notification.entries] == ["99990512341", "", "99990512341"]


def test_what_was_settled_in_one_sum_is_one_entry_of_the_bank():
    [notification] = read_own("ocr_no", OWN.name)

    assert [(entry.booked_on, entry.entry_number, entry.part, entry.batch.size) for entry in notification.entries] == [
        (date(2026, 11, 20), 1, 1, 2),
        (date(2026, 11, 20), 1, 2, 2),
        (date(2026, 11, 21), 2, 1, 1),
    ]


def test_the_payers_text_is_his_message():
    assert [entry.unstructured for entry in read_own("ocr_no", OWN.name)[0].entries] == ["Abonnement for Åse", "", ""]


def test_records_of_another_service_are_passed_by_and_said():
    other = [line.replace(b"NY09", b"NY21") for line in LINES[1:10]]
    content = b"\n".join([*LINES[:10], *other, LINES[10].replace(b"00000011", b"00000020")])
    [notification] = read("ocr_no", content)

    assert notification.totals.lines == 3
    assert [(warning.code, warning.parameters) for warning in notification.warnings] == [("ocr_no.other_service", {"service": "21"})]


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (without_line(1), "ocr_no.not_begun", 1, 1),
        (without_line(2), "lines.misplaced", 2, 7),
        (without_line(11), "lines.not_closed", 0, 0),
        (without_line(10), "lines.not_closed", 10, 7),
        (without_line(4), "lines.count_differs", 9, 17),
        (with_line(10, b"00000003", b"00000004"), "lines.count_differs", 10, 9),
        (with_line(10, b"00000000000102000", b"00000000000102001"), "lines.sum_differs", 10, 25),
        (with_line(11, b"00000000000102000", b"00000000000102001"), "lines.sum_differs", 11, 25),
        (with_line(11, b"00000011", b"00000012"), "lines.count_differs", 11, 17),
        (with_line(4, b"0000001", b"0000009"), "ocr_no.other_payment", 4, 9),
        (with_line(3, b"00000000000102000", b"0000000000010200x"), "lines.amount_unreadable", 3, 33),
        (with_line(3, b"201126", b"321126"), "lines.day_unreadable", 3, 16),
        (with_line(2, b"99991042764", b"00000000000"), "lines.account_missing", 2, 25),
        (with_line(3, b"NY092130", b"NY092140"), "lines.unknown_record", 3, 7),
        (with_line(3, b"NY", b"XX"), "lines.unknown_record", 3, 1),
        (with_line(4, b"NY092131", b"NY092132"), "ocr_no.item_missing", 3, 0),
    ],
)
def test_what_does_not_hold_is_refused_with_line_and_column(content, code, line, column):
    with pytest.raises(CannotReadLines) as refused:
        read("ocr_no", content)

    assert (refused.value.code, refused.value.parameters["line"], refused.value.parameters["column"]) == (code, line, column)


@pytest.mark.parametrize(("head", "is_ocr_giro"), [(LINES[0], True), (b"NY090020", False), (b"", False)])
def test_a_file_is_known_by_its_beginning(head, is_ocr_giro):
    assert looks_like_ocr_no(head) is is_ocr_giro
