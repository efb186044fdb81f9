"""What goes to depots and carriers on paper: the books, the summary of all routes, the top sheets of bundles. In the company's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from abonent.distribution.list_lines import Sorting
from abonent.distribution.models import FrozenList
from abonent.kit.long_papers import make_in_parts
from abonent.subscriptions.documents.letter import long_day
from abonent.ui import wording as figures

CARRIER_BOOK = Path(__file__).with_name("carrier_book.typ")
ROUTE_SUMMARY = Path(__file__).with_name("route_summary.typ")
BUNDLE_LABELS = Path(__file__).with_name("bundle_labels.typ")
# A long word must not run into the number of copies beside it.
LARGE, SMALL, LONG = 30, 18, 12
# A small letter is at most 0.58 of the size of the type wide, the others of Latin alphabets twice that; the rest nobody has measured.
WIDE = re.compile(r"[^a-ln-vx-z0-9 .,:;/'()åäöéèüóąęćłńśźżőúí-]")
UNKNOWN = re.compile(r"[^ -~\u00a1-\u024f]")
# The columns of carrier_book.typ, 84 and 58 mm, in units of small letters of their size.
ADDRESS_ROOM, NAMES_ROOM = 35, 31


@dataclass(frozen=True)
class PaperAgain:
    """Copies of an earlier paper that did not come and are brought again."""

    paper_of: date
    copies: int


@dataclass(frozen=True)
class Stop:
    """A door and how many copies it gets; who they are for where a name is on them, which outlet it is, and what is brought there again."""

    address: str
    copies: int
    names: tuple[str, ...] = ()
    again: tuple[PaperAgain, ...] = ()
    outlet: str = ""
    place: int | None = None


@dataclass(frozen=True)
class DoorChange:
    """A door that gets another number of copies than last time."""

    address: str
    before: int
    copies: int


@dataclass(frozen=True)
class Book:
    """A route of the day, as its carrier gets it. `changes` is None where there is no list before to compare with."""

    number: str
    name: str
    depot: str
    carrier: str
    stops: Sequence[Stop]
    changes: Sequence[DoorChange] | None

    @property
    def copies(self) -> int:
        """How many copies the carrier takes."""
        return sum(stop.copies for stop in self.stops)


@dataclass(frozen=True)
class SummaryLine:
    """A route in the summary; `before` is how many copies it had in the list that this one is compared with."""

    number: str
    name: str
    depot: str
    carrier: str
    doors: int
    copies: int
    bundles: int
    before: int | None


@dataclass(frozen=True)
class TopSheet:
    """What lies on a bundle: where it goes, how many copies it has, which one of how many it is."""

    goal: str
    about: str
    copies: int
    bundle: int
    of: int
    unit: int = 0


def carrier_books(frozen: FrozenList, sorting: Sorting, parts: Iterable[Sequence[Book]], *, at: datetime) -> Iterator[bytes]:
    """A PDF of each part: the books of some routes, each from a new page."""
    said = ([book_data(frozen, sorting, book) for book in books] for books in parts)
    return make_in_parts(CARRIER_BOOK, said, at=at)


def route_summary_pdf(frozen: FrozenList, sorting: Sorting, lines: Sequence[SummaryLine], *, at: datetime) -> bytes:
    """All routes of a list, with their sum."""
    [content] = make_in_parts(ROUTE_SUMMARY, [[summary_data(frozen, sorting, lines)]], at=at)
    return content


def bundle_labels(frozen: FrozenList, sorting: Sorting, parts: Iterable[Sequence[TopSheet]], *, at: datetime) -> Iterator[bytes]:
    """A PDF of each part: a top sheet for each of its bundles."""
    return make_in_parts(BUNDLE_LABELS, ([labels_data(frozen, sorting, sheets)] for sheets in parts), at=at)


def book_data(frozen: FrozenList, sorting: Sorting, book: Book) -> dict[str, Any]:
    """The words of a carrier's book."""
    entity = frozen.issue.edition.title.entity
    language = entity.language
    with override(language):
        return {
            "language": language,
            "title": _("Route %(route)s") % {"route": " ".join(part for part in (book.number, book.name) if part)},
            "about": f"{_named(sorting)}, {long_day(frozen.issue.published_on, language)}",
            "copies": _copies(book.copies, language),
            "carrier": ", ".join(part for part in (book.carrier or _("No carrier is booked"), book.depot) if part),
            "changes_title": _changes_title(book),
            "changes": [
                *(_brought_again(stop, paper, language) for stop in book.stops for paper in stop.again),
                *(_changed(change, language) for change in book.changes or ()),
            ],
            "head": [_("No."), _("Door"), _("Name"), _("Copies")],
            "walk": _in_blocks(book.stops, language),
            "page_words": _("Page {page} of {pages}"),
        }


def _in_blocks(stops: Sequence[Stop], language: str) -> list[dict[str, Any]]:
    """The walk as blocks of doors, a text of many lines for each column; a door that may need more than a line is a block by itself."""
    lines = [
        (str(place), stop.address, _beside(stop, language), figures.number(stop.copies, language))
        for place, stop in enumerate(stops, start=1)
    ]
    blocks = []
    for on_a_line, some in groupby(lines, key=lambda line: fits(line[1], ADDRESS_ROOM) and fits(line[2], NAMES_ROOM)):
        doors = list(some)
        blocks += [doors] if on_a_line else [[door] for door in doors]
    return [{"doors": len(doors), "cells": ["\n".join(cells) for cells in zip(*doors, strict=True)]} for doors in blocks]


def fits(text: str, room: int) -> bool:
    """Whether a text surely stands on one line, in units of a small letter: capitals and whatever else may be wide are two of them."""
    return not UNKNOWN.search(text) and len(text) + len(WIDE.findall(text)) <= room


def summary_data(frozen: FrozenList, sorting: Sorting, lines: Sequence[SummaryLine]) -> dict[str, Any]:
    """The words of the summary of routes."""
    language = frozen.issue.edition.title.entity.language
    with override(language):
        sums = [sum(getattr(line, name) for line in lines) for name in ("doors", "copies", "bundles")]
        return {
            "language": language,
            "title": _("Routes"),
            "about": f"{_named(sorting)}, {long_day(frozen.issue.published_on, language)}, {frozen.get_delivery_method_display()}",
            "head": [_("Route"), _("Carrier"), _("Depot"), _("Doors"), _("Copies"), _("Difference"), _("Bundles")],
            "rows": [_summed(line, language) for line in lines],
            "total": [_("All"), "", "", *(figures.number(value, language) for value in sums[:2]), "", figures.number(sums[2], language)],
            "page_words": _("Page {page} of {pages}"),
        }


def labels_data(frozen: FrozenList, sorting: Sorting, sheets: Sequence[TopSheet]) -> dict[str, Any]:
    """The words of the top sheets."""
    language = frozen.issue.edition.title.entity.language
    with override(language):
        day = long_day(frozen.issue.published_on, language)
        return {"language": language, "title": _named(sorting), "labels": [_sheet(sheet, sorting, day, language) for sheet in sheets]}


def _sheet(sheet: TopSheet, sorting: Sorting, day: str, language: str) -> dict[str, Any]:
    return {
        "title": _named(sorting),
        "day": day,
        "goal": sheet.goal,
        "size": LARGE if len(sheet.goal) <= LONG else SMALL,
        "about": sheet.about,
        "copies": figures.number(sheet.copies, language),
        "bundle": _("Bundle %(bundle)s of %(of)s") % {"bundle": sheet.bundle, "of": sheet.of},
        "unit": _("Unit %(unit)s") % {"unit": sheet.unit} if sheet.unit else "",
    }


def _named(sorting: Sorting) -> str:
    return ", ".join(part for part in (sorting.title, sorting.edition) if part)


def _summed(line: SummaryLine, language: str) -> list[str]:
    difference = "" if line.before is None else _signed(line.copies - line.before, language)
    figures_of_it = [figures.number(line.doors, language), figures.number(line.copies, language), difference]
    return [line.number, line.carrier or _("No carrier is booked"), line.depot, *figures_of_it, figures.number(line.bundles, language)]


def _signed(value: int, language: str) -> str:
    return f"+{figures.number(value, language)}" if value > 0 else figures.number(value, language)


def _changes_title(book: Book) -> str:
    if book.changes:
        return _("Changed since last time")
    if any(stop.again for stop in book.stops):
        return _("To be brought again")
    return "" if book.changes is None else _("Nothing has changed since last time.")


def _brought_again(stop: Stop, paper: PaperAgain, language: str) -> list[str]:
    """So that the carrier takes one of yesterday's along before he leaves the depot."""
    return [_("Bring again"), f"{stop.address}: {long_day(paper.paper_of, language)}", f"+{figures.number(paper.copies, language)}"]


def _beside(stop: Stop, language: str) -> str:
    """Whose the copies are, where names are on them, and how many of an earlier paper go there too."""
    again = [
        _("and %(copies)s of %(day)s")
        % {"copies": figures.number(paper.copies, language), "day": figures.day(paper.paper_of, paper.paper_of, language)}
        for paper in stop.again
    ]
    return ", ".join(filter(None, (stop.outlet, *stop.names, *again)))


def _changed(change: DoorChange, language: str) -> list[str]:
    before, copies = figures.number(change.before, language), figures.number(change.copies, language)
    if not change.before:
        return [_("New"), change.address, copies]
    if not change.copies:
        return [pgettext("copies", "Stopped"), change.address, f"{before} → 0"]
    return [_("Other number of copies"), change.address, f"{before} → {copies}"]


def _copies(count: int, language: str) -> str:
    return ngettext("%(count)s copy", "%(count)s copies", count) % {"count": figures.number(count, language)}
