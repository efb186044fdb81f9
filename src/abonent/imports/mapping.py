"""Which column of a file is which field: as it was last time, by the headers known in five languages, or by what looks like it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from abonent.imports.kinds import ImportField, ImportKind
from abonent.imports.models import RememberedMapping
from abonent.imports.refusals import CannotImport
from abonent.kit.alphabets import fold

REMEMBERED, KNOWN, LIKELY = "remembered", "known", "likely"

# "Kundnumer" is a customer number mistyped; "Kundtyp" is not.
_ALIKE = 0.85
# A known word inside a longer header: "Telefon dagtid". Shorter ones stand in too many others.
_LETTERS_OF_A_WORD = 5


@dataclass(frozen=True)
class Guess:
    """Which column a field is, and how sure that is: remembered, known or likely."""

    place: int
    sureness: str


def headers_hash(headers: Sequence[str]) -> str:
    """What a set of headers is remembered by."""
    return hashlib.sha256("\x1f".join(_plain(header) for header in headers).encode()).hexdigest()


def guessed_mapping(kind: ImportKind, headers: Sequence[str], *, source: str, sample: Sequence[Sequence[str]] = ()) -> dict[str, Guess]:
    """Field -> its column. What somebody has chosen for these headers beats what the words say, and those what the cells look like."""
    remembered = _remembered(kind, headers, source)
    if remembered is not None:
        return {name: Guess(place, REMEMBERED) for name, place in remembered.items()}
    guesses = _known(kind, headers)
    for field, place in _likely(kind, headers, sample):
        if field.name not in guesses and all(guess.place != place for guess in guesses.values()):
            guesses[field.name] = Guess(place, LIKELY)
    return guesses


def remember_mapping(kind: ImportKind, headers: Sequence[str], mapping: Mapping[str, int], *, source: str) -> None:
    """Use this mapping for the next file of the source with the same headers."""
    RememberedMapping.objects.update_or_create(
        kind=kind.code, source=source, headers_hash=headers_hash(headers), defaults={"mapping": dict(mapping)}
    )


def missing_groups(kind: ImportKind, mapping: Mapping[str, int]) -> list[list[str]]:
    """What the kind cannot do without and no column is: for each the labels of the fields of which one will do."""
    missing = [group for group in kind.needs if not any(name in mapping for name in group)]
    return [[str(field.label) for name in group if (field := kind.field(name))] for group in missing]


def demand_needed(kind: ImportKind, headers: Sequence[str], mapping: Mapping[str, int], *, file_name: str) -> None:
    """Refuse a file without a column that the kind cannot do without; of several that will do, the first is named."""
    missing = missing_groups(kind, mapping)
    if missing:
        fields = ", ".join(labels[0] for labels in missing)
        raise CannotImport("file.header_missing", file=file_name, fields=fields, headers=", ".join(headers))


def _remembered(kind: ImportKind, headers: Sequence[str], source: str) -> dict[str, int] | None:
    """The mapping of this source for these headers, else the latest that any source has."""
    known = RememberedMapping.objects.filter(kind=kind.code, headers_hash=headers_hash(headers))
    found = known.filter(source=source).first() or known.order_by("-id").first()
    return {name: place for name, place in found.mapping.items() if kind.field(name)} if found else None


def _known(kind: ImportKind, headers: Sequence[str]) -> dict[str, Guess]:
    places = {_plain(header): place for place, header in reversed(list(enumerate(headers)))}
    guesses: dict[str, Guess] = {}
    for field in kind.fields:
        if field.of_sheets:
            continue
        place = next((places[plain] for name in (field.name, *field.headers, str(field.label)) if (plain := _plain(name)) in places), None)
        if place is not None and all(guess.place != place for guess in guesses.values()):
            guesses[field.name] = Guess(place, KNOWN)
    return guesses


def _likely(kind: ImportKind, headers: Sequence[str], sample: Sequence[Sequence[str]]) -> Iterator[tuple[ImportField, int]]:
    """Fields and the columns they may be: first by headers that are nearly theirs, the nearest first, then by the cells."""
    near = [
        (nearness, field, place) for place, header in enumerate(headers) for field in kind.fields if (nearness := _nearness(field, header))
    ]
    near.sort(key=lambda found: -found[0])
    for _nearness_of_header, field, place in near:
        yield field, place
    for place in range(len(headers)):
        cells = [row[place] for row in sample if place < len(row) and row[place]]
        for field in kind.fields:
            if field.looks_like and len(cells) > 1 and all(re.fullmatch(field.looks_like, cell) for cell in cells):
                yield field, place


def _nearness(field: ImportField, header: str) -> float:
    """How near a header is to one that the field goes by: 1 for nearly the same, less for a word in it, 0 for neither."""
    plain = _plain(header)
    best = 0.0
    for known in map(_plain, field.headers):
        if len(known) < _LETTERS_OF_A_WORD or len(plain) < _LETTERS_OF_A_WORD:
            continue
        if known in plain:
            best = max(best, len(known) / len(plain))
        alike = SequenceMatcher(None, known, plain)
        if alike.real_quick_ratio() > _ALIKE and alike.ratio() > _ALIKE:
            best = max(best, alike.ratio())
    return best


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", fold(header))
