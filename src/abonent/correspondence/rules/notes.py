"""What the reader of a file of notes makes of its cells; runs in the reader's child process."""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache

from abonent.customers.rules.own import day_of
from abonent.imports.reading.trouble import Fault
from abonent.kit.alphabets import fold

# Words for the kind of an entry and for who began it, folded, in Swedish, Finnish, Polish, Hungarian and English.
_TABLES = {
    "kind": {
        "note": "note notes anteckning notering minnesanteckning kommentar muistiinpano huomautus merkinta notatka uwaga komentarz feljegyzes megjegyzes jegyzet comment memo",
        "call": "call phone telephone telefon telefonsamtal samtal puhelu puhelin rozmowa hivas telefonhivas",
        "meeting": "meeting mote besok tapaaminen kokous kaynti spotkanie wizyta talalkozo megbeszeles visit",
        "letter": "letter brev kirje list level post posti poczta posta",
        "mail": "mail email e-mail e-post epost mejl sahkoposti",
        "sms": "sms text textmeddelande tekstiviesti",
    },
    "direction": {
        "in": "in sisaan przych be incoming inbound received from inkommande fran saapuva przychodzace przychodzaca od bejovo",
        "out": "out ut ulos wych ki outgoing outbound sent to utgaende till lahteva wychodzace wychodzaca do kimeno",
    },
}
_WORDS = {
    field: {word: meaning for meaning, words in table.items() for word in words.split()} for field, table in _TABLES.items()
}  # fmt: skip
WITH_DIRECTION = frozenset(("call", "letter", "mail", "sms"))
# Noon, where only the day is known: the same day wherever it is read.
_NOON = time(12)
# Nobody has notes of before; a year of three figures is a slip.
_EARLIEST = "1900-01-01"
_MOST_HOURS = 14
_DAY_AND_TIME = re.compile(
    r"^(?P<day>.+?)[T ,]+(?:kl\.?|klo|godz\.?)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
)


@lru_cache(maxsize=10_000)
def way(kind: str, direction: str, default_kind: str, default_direction: str) -> tuple[str, str]:
    """(kind, direction) in the register's words; a note and a meeting have no direction."""
    said = _meaning("kind", kind) or default_kind or "note"
    came = _meaning("direction", direction) or default_direction
    if said not in WITH_DIRECTION:
        return said, ""
    if not came:
        raise Fault("direction", "note.without_direction")
    return said, came


@lru_cache(maxsize=10_000)
def moment(said: str) -> tuple[str]:
    """A moment as 2026-02-01 14:30:00, with +01:00 behind it where the file says so."""
    found = _DAY_AND_TIME.match(said)
    if not found:
        return (f"{_day(said, said)} {_NOON}",)
    try:
        at = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise Fault("said_at", "note.moment", value=said[:40]) from None
    return (f"{_day(found['day'], said)} {at}{_offset(said, found['zone'])}",)


def _day(day: str, said: str) -> str:
    read = day_of(day, "said_at")
    if read < _EARLIEST:
        raise Fault("said_at", "note.moment", value=said[:40])
    return read


def _offset(said: str, zone: str | None) -> str:
    """The offset as +01:00; more than fourteen hours is none."""
    if not zone or zone == "Z":
        return "+00:00" if zone else ""
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > _MOST_HOURS or minutes > 59:
        raise Fault("said_at", "note.moment", value=said[:40])
    return f"{zone[0]}{hours:02}:{minutes:02}"


def _meaning(field: str, said: str) -> str:
    word = fold(said).strip(" .")
    if not word:
        return ""
    try:
        return _WORDS[field][word]
    except KeyError:
        raise Fault(field, "word.unknown", value=said[:40]) from None
