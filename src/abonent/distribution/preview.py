"""The first lines that a profile would write, on copies that were really frozen; on addresses made up where there are none yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from types import SimpleNamespace
from typing import Any

from abonent.access.models import StaffUser
from abonent.distribution.frozen_queries import visible_lists
from abonent.distribution.list_lines import Sorting, field_labels, pieces_of, said_of, some_lines_of, sorting_of
from abonent.distribution.rules.layout import CannotWrite, Writer
from abonent.distribution.rules.sort_profile import Profile
from abonent.distribution.sorted_file import place_words
from abonent.ui.lists.reader import present_reader

SHOWN = 12
# Sorted and bundled before the first of them are shown.
LOOKED_AT = 200
MADE_UP = [
    ("Anna Lindqvist", "", "Storgatan", "9", "111 22", "Stockholm", 1),
    ("Kalle Öberg", "Maj Ek", "Norra Kungsholmsgatan", "12 B", "112 27", "Stockholm", 2),
    ("Łucja Kowalska", "", "Ängsvägen", "3", "112 27", "Stockholm", 1),
]


@dataclass(frozen=True)
class Preview:
    """Lines as they would stand in the file, in words what could not stand in them, and whether they are of real copies."""

    lines: list[str]
    remarks: list[str]
    refused: str
    is_real: bool


def preview_of(profile: Profile, *, viewer: StaffUser) -> Preview:
    """The first lines of the latest list that the viewer sees."""
    rows, sorting = _rows(profile, viewer)
    return first_lines(rows, sorting, is_real=not isinstance(rows, list))


def first_lines(rows: Iterable[Any], sorting: Sorting, *, is_real: bool) -> Preview:
    """Rows as they would stand in a file."""
    layout = sorting.profile.layout
    writer, lines, refused = Writer(layout), [], ""
    try:
        if layout.header:
            lines.append(writer.header(field_labels(present_reader().language)))
        lines.extend(writer.row(values) for values in islice(said_of(pieces_of(rows, sorting), sorting), SHOWN))
    except CannotWrite as fault:
        refused = place_words(fault.unwritable)
    text = b"".join(lines).decode(layout.encoding)
    return Preview(text.splitlines(), [place_words(one) for one in writer.remarks], refused, is_real)


def _rows(profile: Profile, viewer: StaffUser) -> tuple[Iterable[Any], Sorting]:
    frozen = visible_lists(viewer).freezes().filter(sums__isnull=False).order_by("-pk").first()  # type: ignore[attr-defined]
    if frozen is None:
        return _made_up(), Sorting(profile, 32, "Dagbladet", "Morgon", "161/2026", "2026-07-10")
    return some_lines_of(frozen, profile, at_most=LOOKED_AT), replace(sorting_of(frozen.issue, frozen.delivery_method), profile=profile)


def _made_up() -> list[Any]:
    names = ("receiver", "care_of", "street", "house", "postal_code", "town", "copies")
    return [
        SimpleNamespace(**dict(zip(names, row, strict=True)), country="SE", number=1000 + place, route="", change="", piece="")
        for place, row in enumerate(MADE_UP)
    ]
