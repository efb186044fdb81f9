"""Which column of a file is which field: by the headers known in five languages, or as it was last time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from abonent.imports.kinds import ImportKind
from abonent.imports.models import RememberedMapping
from abonent.imports.refusals import CannotImport
from abonent.kit.alphabets import fold


def headers_hash(headers: Sequence[str]) -> str:
    """What a set of headers is remembered by."""
    return hashlib.sha256("\x1f".join(_plain(header) for header in headers).encode()).hexdigest()


def guessed_mapping(kind: ImportKind, headers: Sequence[str]) -> dict[str, int]:
    """Field -> place of its column. A mapping that somebody has used for these headers beats what the words say."""
    remembered = RememberedMapping.objects.filter(kind=kind.code, headers_hash=headers_hash(headers)).first()
    if remembered is not None:
        return dict(remembered.mapping)
    places = {_plain(header): place for place, header in reversed(list(enumerate(headers)))}
    guesses: dict[str, int] = {}
    for field in kind.fields:
        place = next((places[plain] for name in (field.name, *field.headers) if (plain := _plain(name)) in places), None)
        if place is not None and place not in guesses.values():
            guesses[field.name] = place
    return guesses


def remember_mapping(kind: ImportKind, headers: Sequence[str], mapping: Mapping[str, int]) -> None:
    """Use this mapping for the next file with the same headers."""
    RememberedMapping.objects.update_or_create(kind=kind.code, headers_hash=headers_hash(headers), defaults={"mapping": dict(mapping)})


def demand_needed(kind: ImportKind, headers: Sequence[str], mapping: Mapping[str, int], *, file_name: str) -> None:
    """Refuse a file without a column that the kind cannot do without; of several that will do, the first is named."""
    missing = [group for group in kind.needs if not any(name in mapping for name in group)]
    if missing:
        labels = [str(field.label) for group in missing if (field := kind.field(group[0]))]
        raise CannotImport("file.header_missing", file=file_name, fields=", ".join(labels), headers=", ".join(headers))


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", fold(header))
