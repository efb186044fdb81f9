"""What is read of Bankgirot's answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from abonent.connectors.autogiro.reader import looks_like_autogiro, stream_autogiro
from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.statements import collect
from abonent.connectors.line_files.tests.fixtures import own_files
from abonent.ledger.readers import Item, reader_for
from abonent.ledger.rules.answers import BankAnswer
from abonent.ledger.rules.references import candidate_reference

FILES = {path.stem: path.read_bytes() for path in own_files("autogiro")}


def read(content: bytes) -> list[Item]:
    return list(stream_autogiro(BytesIO(content), "answer.txt"))


def answers(content: bytes) -> list[BankAnswer]:
    return [item for item in read(content) if isinstance(item, BankAnswer)]


def with_line(name: str, number: int, old: bytes, new: bytes) -> bytes:
    """A file of ours with a change in one line, counted from 1."""
    lines = FILES[name].splitlines()
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    return b"\r\n".join(lines)


def without_line(name: str, number: int) -> bytes:
    lines = FILES[name].splitlines()
    return b"\r\n".join([*lines[: number - 1], *lines[number:]])


def test_deposits_withdrawals_and_refunds_are_statements_of_our_bankgiro():
    statements = collect(iter(read(FILES["payments"])))

    assert [(each.account.number, each.account.scheme, each.totals.lines, each.totals.net) for each in statements] == [
        ("53180001", "BGNR", 2, Decimal("2148.00")),
        ("53180001", "BGNR", 1, Decimal("-100.00")),
        ("53180001", "BGNR", 1, Decimal("-499.00")),
    ]
    assert [warning.code for each in statements for warning in each.warnings] == ["autogiro.payment_out_failed"]
    assert {(entry.booked_on, entry.batch.is_itemised) for each in statements for entry in each.entries} == {(date(2026, 11, 20), True)}


def test_a_reference_of_digits_is_one_and_any_other_a_message():
    [deposit, *_others] = collect(iter(read(FILES["payments"])))

    assert [(candidate_reference(entry), entry.unstructured) for entry in deposit.entries] == [("1048220", ""), ("", "ÅRSKORT-2026")]


def test_a_refund_is_money_taken_back_with_its_reason():
    *_others, refunds = collect(iter(read(FILES["payments"])))
    [entry] = refunds.entries

    assert (entry.amount, entry.is_reversal, entry.return_reason, candidate_reference(entry)) == (Decimal("-499.00"), True, "02", "1048279")


def test_every_debit_is_answered_paid_or_not():
    told = [(each.payer, each.reference, each.amount, each.verdict.value, each.code) for each in answers(FILES["payments"])]

    assert told == [
        ("100001", "1048220", Decimal("1299.00"), "paid", ""),
        ("100002", "ÅRSKORT-2026", Decimal("849.00"), "paid", ""),
        ("100003", "1048246", Decimal("499.00"), "failed", "1"),
        ("100004", "1048253", Decimal("499.00"), "failed", "2"),
        ("100005", "1048261", Decimal("499.00"), "later", "9"),
    ]


def test_where_nothing_was_paid_there_is_no_deposit():
    lines = FILES["payments"].splitlines()
    closing = b"09202611209900" + b"0" * 54
    told = answers(b"\r\n".join([lines[0], *lines[4:7], closing]))

    assert [each.verdict.value for each in told] == ["failed", "failed", "later"]


def test_mandates_stand_or_do_not():
    told = [(each.about.value, each.payer, each.verdict.value, each.code, each.told_on) for each in answers(FILES["mandates"])]

    assert told == [
        ("mandate", "100001", "approved", "32", date(2026, 11, 20)),
        ("mandate", "100002", "gone", "33", date(2026, 11, 20)),
        ("mandate", "100003", "gone", "23", date(2026, 11, 20)),
        ("mandate", "100004", "noted", "10", date(2026, 11, 20)),
    ]


def test_the_former_layout_of_the_advice_is_read_too():
    lines = FILES["mandates"].splitlines()
    former = b"\r\n".join([b"012026112099000053180001AG-MEDAVI", *lines[1:]])

    assert [each.verdict.value for each in answers(former)] == ["approved", "gone", "gone", "noted"]


def test_rejected_debits_failed_and_payments_out_are_passed_by():
    told = [(each.payer, each.reference, each.verdict.value, each.code) for each in answers(FILES["rejected"])]

    assert told == [("100001", "1048220", "failed", "02"), ("100002", "1048238", "failed", "13")]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (with_line("payments", 2, b"214800", b"214900"), "lines.sum_differs", 2),
        (with_line("payments", 2, b"00000002 ", b"00000003 "), "lines.count_differs", 2),
        (with_line("payments", 3, b"0053180001", b"0053180002"), "autogiro.other_account", 3),
        (with_line("payments", 5, b"49900", b"4990X"), "lines.amount_unreadable", 5),
        (with_line("payments", 5, b"        1", b"        7"), "autogiro.status", 5),
        (with_line("payments", 13, b"000001000000000002", b"000001000000000003"), "lines.count_differs", 13),
        (with_line("payments", 3, b"82", b"77"), "lines.misplaced", 3),
        (without_line("payments", 2), "lines.misplaced", 2),
        (without_line("payments", 13), "lines.not_closed", 0),
        (with_line("mandates", 1, b"0053180001", b"          "), "lines.account_missing", 1),
        (with_line("mandates", 2, b"0432", b"04XX"), "autogiro.status", 2),
        (without_line("mandates", 2), "lines.count_differs", 5),
        (with_line("mandates", 2, b"73", b"82"), "lines.unknown_record", 2),
        (with_line("rejected", 2, b"129900", b"129800"), "lines.sum_differs", 5),
        (with_line("rejected", 1, b"AVVISADE BET UPPDR", b"BEVAKNINGSREG     "), "autogiro.content", 1),
        (b"0120261120AUTOGIRO                                            4711170053180001\r\n", "autogiro.ours", 1),
        (b"01BGMAX\r\n", "autogiro.not_autogiro", 1),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_its_place(content, code, line):
    with pytest.raises(CannotReadLines) as refused:
        read(content)

    assert (refused.value.code, refused.value.parameters["line"]) == (code, line)
    assert str(refused.value).startswith("answer.txt")


@pytest.mark.django_db  # the reader of tables asks for its mappings
def test_the_files_are_known_by_their_beginning():
    assert {reader_for(content).format for content in FILES.values()} == {"autogiro"}
    assert not looks_like_autogiro(b"01BGMAX               01")
