"""Files damaged at random: read or refused, never anything else. `ABONENT_FUZZ_SEED` and `ABONENT_FUZZ_FILES` choose others."""

from __future__ import annotations

import os
import random
import re
import resource
from decimal import Decimal

import pytest

from abonent.connectors.camt.refusals import CannotReadStatement, warning_sentence
from abonent.connectors.camt.tests.messages import FILES, a_balance, a_file, an_entry, read
from abonent.connectors.camt.tests.test_samples import SAMPLES

SEED = int(os.environ.get("ABONENT_FUZZ_SEED", "20261121"))
COUNT = int(os.environ.get("ABONENT_FUZZ_FILES", "300"))
MEMORY_MB = 100

INTRUDERS = [
    b"&", b"&x;", b"<![CDATA[x]]>", b"<!-- c -->", b"\x00", b"\xff", b"\xe5", b"\xef\xbb\xbf", b"<", b">", b'"', b"-", b"1e9", b"NaN",
    b"<Ntry>", b"</Ntry>", b"<TxDtls/>", b"<Stmt>", b"</Stmt>", b"<Amt>", b'xmlns="x"', b"2026-02-30", b"9" * 30, b"\xd9\xa1",
    b'<!DOCTYPE a [<!ENTITY x "y">]>', b'<?xml version="1.0" encoding="utf-16"?>', b'<?xml version="1.0" encoding="latin-1"?>',
]  # fmt: skip
VALUES = [b"", b"0", b"-1", b"1,5", b"1.2345678", b"x" * 5000, b"9" * 30, b"true", b"CRDT", b"2026-13-45", b"24:00:00", b"\xc3\xa5"]
NAME = re.compile(rb"<(/?)([A-Za-z]+)")
LEAF = re.compile(rb"<([A-Za-z]+)[^<>]*>[^<>]*</\1>")
TEXT = re.compile(rb">([^<>\s]+)<")


def any_slice(content: bytes, chance: random.Random) -> slice:
    start = chance.randrange(len(content) + 1)
    return slice(start, start + chance.choice((1, 3, 10, 100, 1000)))


def with_something_cut(content: bytes, chance: random.Random) -> bytes:
    where = any_slice(content, chance)
    return content[: where.start] + content[where.stop :]


def with_the_end_cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def with_an_intruder(content: bytes, chance: random.Random) -> bytes:
    where = any_slice(content, chance).start
    return content[:where] + chance.choice(INTRUDERS) + content[where:]


def with_something_repeated(content: bytes, chance: random.Random) -> bytes:
    where = any_slice(content, chance)
    return content[: where.start] + content[where] * chance.choice((2, 5)) + content[where.stop :]


def with_another_value(content: bytes, chance: random.Random) -> bytes:
    return replaced(content, TEXT, 1, lambda found: chance.choice(VALUES), chance)


def with_another_name(content: bytes, chance: random.Random) -> bytes:
    names = [found[2] for found in NAME.finditer(content)] or [b"Ntry"]
    return replaced(content, NAME, 2, lambda found: chance.choice(names), chance)


def with_a_leaf_lost_or_doubled(content: bytes, chance: random.Random) -> bytes:
    return replaced(content, LEAF, 0, lambda found: chance.choice((b"", found[0] * 2, b"<%s/>" % found[1])), chance)


def in_another_encoding(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1250")), "replace")


def replaced(content: bytes, pattern: re.Pattern[bytes], group: int, make, chance: random.Random) -> bytes:
    places = list(pattern.finditer(content))
    if not places:
        return content
    found = chance.choice(places)
    return content[: found.start(group)] + make(found) + content[found.end(group) :]


DAMAGES = [
    with_something_cut,
    with_the_end_cut,
    with_an_intruder,
    with_something_repeated,
    with_another_value,
    with_another_value,
    with_another_name,
    with_a_leaf_lost_or_doubled,
    with_a_leaf_lost_or_doubled,
    in_another_encoding,
]


def read_or_refuse(content: bytes) -> bool:
    """True if read. What was read adds up and every warning can be said."""
    try:
        statements = read(content, "damaged.xml")
    except CannotReadStatement as refusal:
        assert str(refusal).startswith("damaged.xml")
        return False
    for statement in statements:
        booked = [line.amount for line in statement.entries if line.status == "booked"]
        assert statement.totals.net == sum(booked, Decimal(0))
        assert all(warning_sentence(warning) for warning in statement.warnings)
    return True


@pytest.mark.figure
def test_damaged_files_are_read_or_refused():
    chance = random.Random(SEED)
    originals = [path.read_bytes() for path in [*sorted(FILES.iterdir()), *SAMPLES]]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = 0
    for number in range(COUNT):
        content = chance.choice(originals)
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            content = chance.choice(DAMAGES)(content, chance)
        try:
            taken += read_or_refuse(content)
        except Exception as trouble:
            raise AssertionError(f"seed {SEED}, file {number}: {trouble!r}") from trouble
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"seed {SEED}: {taken} read, {COUNT - taken} refused, of {COUNT}; memory grew by {grown_mb:.0f} MB")  # noqa: T201
    assert grown_mb < MEMORY_MB
    assert 0 < taken < COUNT


@pytest.mark.parametrize("position", range(4))
def test_no_digit_of_an_entry_can_change_unnoticed(position):
    balances = a_balance("OPBD", "10.00") + a_balance("CLBD", "1244.56")
    digits = list("1234.56".replace(".", ""))
    digits[position] = str((int(digits[position]) + 1) % 10)
    changed = "".join(digits[:4]) + "." + "".join(digits[4:])

    assert read_or_refuse(a_file(balances, an_entry("1234.56")).encode())
    assert not read_or_refuse(a_file(balances, an_entry(changed)).encode())
