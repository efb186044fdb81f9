"""What is read of TITO."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.tests.fixtures import own_files, read, read_own
from abonent.connectors.tito.reader import looks_like_tito
from abonent.ledger.rules.statement import EntryStatus

[OWN] = own_files("tito")
LINES = OWN.read_bytes().splitlines()


def with_line(number: int, old: bytes, new: bytes) -> bytes:
    """Our own file with a change in one line, counted from 1."""
    assert old in LINES[number - 1]
    return b"\r\n".join([*LINES[: number - 1], LINES[number - 1].replace(old, new, 1), *LINES[number:]])


def without_line(number: int) -> bytes:
    return b"\r\n".join([*LINES[: number - 1], *LINES[number:]])


def test_the_statement_has_its_account_balances_and_days():
    [statement] = read_own("tito", OWN.name)

    assert (statement.account.number, statement.account.scheme) == ("FI2112345600000785", "IBAN")
    assert (statement.opening.amount, statement.closing.amount) == (Decimal("1000.00"), Decimal("1118.00"))
    assert (statement.starts_on, statement.ends_on) == (date(2026, 11, 20), date(2026, 11, 21))
    assert statement.totals.net == Decimal("118.00")


def test_reference_payments_are_a_sum_whose_payments_come_elsewhere():
    entry = read_own("tito", OWN.name)[0].entries[0]

    assert (entry.amount, entry.batch_without_details, entry.batch.size) == (Decimal("178.00"), True, 2)


def test_a_breakdown_that_adds_up_takes_the_place_of_its_sum():
    [statement] = read_own("tito", OWN.name)

    assert [(line.entry_number, line.part, line.amount) for line in statement.entries if line.entry_number == 3] == [
        (3, 1, Decimal("150.00")),
        (3, 2, Decimal("100.00")),
    ]
    assert [line.structured_reference for line in statement.entries if line.entry_number == 3] == ["10482203", "10482216"]


def test_a_breakdown_that_does_not_add_up_is_never_added():
    [statement] = read("tito", with_line(8, b"000000000000015000", b"000000000000014000"))

    assert [line.amount for line in statement.entries if line.entry_number == 3] == [Decimal("250.00")]
    assert "tito.breakdown_differs" in [warning.code for warning in statement.warnings]


def test_deeper_levels_break_down_what_is_broken_down_already():
    deeper = LINES[8][:187] + b"2"
    [statement] = read("tito", b"\r\n".join([*LINES[:9], deeper, *LINES[9:]]))

    assert statement.totals == read_own("tito", OWN.name)[0].totals


def test_further_records_belong_to_the_row_above_them():
    lines = read_own("tito", OWN.name)[0].entries

    assert (lines[1].unstructured, lines[1].counterpart_name) == ("LASKU 77 KIITOS", "KIRJAPAINO")
    assert (lines[3].counterpart_name, lines[3].counterpart_account, lines[3].counterpart_bic) == (
        "MÄKELÄINEN ÅKE",
        "FI5542345670000081",
        "NDEAFIHH",
    )


def test_a_correction_is_a_reversal_and_names_what_it_corrects():
    entry = read_own("tito", OWN.name)[0].entries[-1]

    assert (entry.amount, entry.is_reversal, entry.entry_reference) == (Decimal("-10.00"), True, "20112588WWRV0303")


def test_what_the_bank_rejected_is_shown_and_not_booked():
    rejected = LINES[3][:48] + b"9" + LINES[3][49:]
    [statement] = read("tito", b"\r\n".join([*LINES[:5], rejected, *LINES[5:]]))

    assert [entry.amount for entry in statement.entries if entry.status is EntryStatus.INFORMATION] == [Decimal("-300.00")]
    assert statement.closing.amount == Decimal("1118.00")


def test_the_national_number_is_taken_where_there_is_no_iban():
    [statement] = read("tito", with_line(1, b"FI2112345600000785", b"                  "))

    assert (statement.account.number, statement.account.scheme) == ("12345600000785", "BBAN")


def test_totals_of_the_day_that_do_not_agree_are_said():
    content = OWN.read_bytes().replace(b"261120261121261122", b"261121261121261122")
    [statement] = read("tito", content)

    assert "tito.day_totals_differ" in [warning.code for warning in statement.warnings]


def test_several_statements_are_all_read():
    assert [each.totals.lines for each in read("tito", OWN.read_bytes() * 2)] == [5, 5]


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (without_line(1), "tito.not_begun", 1, 1),
        (with_line(6, b"000000000000087800+", b"000000000000087900+"), "lines.balance_differs", 6, 13),
        (without_line(2), "lines.misplaced", 2, 1),
        (with_line(2, b"+000000000000017800", b"*000000000000017800"), "lines.sign_unreadable", 2, 88),
        (with_line(2, b"+000000000000017800", b"+00000000000001780x"), "lines.amount_unreadable", 2, 89),
        (with_line(2, b"261120261120", b"261131261120"), "lines.day_unreadable", 2, 31),
        (with_line(2, LINES[1], LINES[1][:100]), "lines.too_short", 2, 0),
        (with_line(1, b"EUR", b"   "), "lines.currency_missing", 1, 97),
        (with_line(2, b"T10", b"X10"), "lines.unknown_record", 2, 1),
        (with_line(8, LINES[7], LINES[7][:187] + b"x"), "tito.level_unreadable", 8, 188),
        (b"\r\n".join(LINES[:5]), "lines.not_closed", 1, 0),
    ],
)
def test_what_does_not_hold_is_refused_with_line_and_column(content, code, line, column):
    with pytest.raises(CannotReadLines) as refused:
        read("tito", content)

    assert (refused.value.code, refused.value.parameters["line"], refused.value.parameters["column"]) == (code, line, column)


@pytest.mark.parametrize(
    ("head", "is_tito"), [(LINES[0], True), (b"\n" + LINES[0], True), (b"T00abc", False), (b"T10188", False), (b"", False)]
)
def test_a_file_is_known_by_its_beginning(head, is_tito):
    assert looks_like_tito(head) is is_tito
