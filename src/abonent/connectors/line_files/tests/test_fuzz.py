"""Files damaged at random: read or refused, never anything else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.tests.fixtures import OWN_FILES, STREAMS, read
from abonent.ledger.readers import warning_words
from abonent.ledger.rules.statement import EntryStatus

EXAMPLES = 150
INTRUDERS = [
    b"\0", b"\xff", b"\xe5", b"\xef\xbb\xbf", b"-", b"9" * 30, b"\xd9\xa1", b"\r", b"\n", b"\n\n", b"?20", b"~", b":61:", b":86:", b":20:X\n",
    b"-}\n", b"T00322", b"T10188", b"T40", b"NY090088", b"05", b"70", b"0", b"3", b"9", b"260230", b"D", b"RC", b",", b"\xb2", b"[", b" " * 300,
]  # fmt: skip


def parts(draw, content: bytes) -> tuple[bytes, bytes, bytes]:
    start = draw(some.integers(0, len(content)))
    end = min(len(content), start + draw(some.sampled_from((0, 1, 3, 10, 81, 400))))
    return content[:start], content[start:end], content[end:]


@some.composite
def damaged_files(draw) -> tuple[str, bytes]:
    connector, path = draw(some.sampled_from(OWN_FILES))
    content = path.read_bytes()
    for _time in range(draw(some.integers(1, 4))):
        before, middle, after = parts(draw, content)
        intruder = draw(some.sampled_from(INTRUDERS) | some.binary(max_size=6))
        content = draw(
            some.sampled_from(
                (before + after, before, before + intruder + after, before + intruder + middle + after, before + middle * 3 + after)
            )
        )
    return connector, content


def read_or_refuse(connector: str, content: bytes) -> bool:
    """True if read. What was read adds up, fits the columns of the database, and every warning can be said."""
    try:
        statements = read(connector, content, "damaged.txt")
    except CannotReadLines as refusal:
        assert str(refusal).startswith("damaged.txt")
        assert "Refused:" not in str(refusal)
        return False
    for statement in statements:
        booked = [line for line in statement.entries if line.status is EntryStatus.BOOKED]
        assert statement.totals.net == sum((line.amount for line in booked), Decimal(0))
        assert statement.totals.lines == len(booked)
        assert all(line.booked_on is not None and "\0" not in line.unstructured + line.counterpart_name for line in booked)
        assert all(len(line.bank_reference) <= 60 and len(line.counterpart_account) <= 60 and len(line.currency) == 3 for line in booked)
        assert len(statement.statement_id) <= 60
        assert all(warning_words(warning.code, warning.parameters) != warning.code for warning in statement.warnings)
    return True


@settings(max_examples=EXAMPLES)
@given(file=damaged_files())
def test_damaged_files_are_read_or_refused(file):
    read_or_refuse(*file)


@settings(max_examples=EXAMPLES)
@given(connector=some.sampled_from(sorted(STREAMS)), content=some.binary(max_size=600))
def test_what_is_no_bank_file_is_refused_or_holds_nothing(connector, content):
    read_or_refuse(connector, content)


@pytest.mark.parametrize(("connector", "path"), OWN_FILES, ids=lambda each: each if isinstance(each, str) else each.name)
def test_our_own_files_are_read(connector, path):
    assert read_or_refuse(connector, path.read_bytes())
