"""The timeline of a customer: what all folders declare, in one statement, the latest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils import timezone

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit import statements
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource, declared_timeline

PAGE = 30


@dataclass(frozen=True)
class Place:
    """Where a page of the timeline begins: before the entry with this moment, source and id."""

    at: datetime
    source: str = ""
    id: int = 0

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.source}~{self.id}"

    @classmethod
    def read(cls, text: str) -> Place:
        """The place written in an address; the very beginning if it cannot be read."""
        try:
            at, source, number = text.split("~")
            moment = datetime.fromisoformat(at)
            return cls(moment if moment.tzinfo else moment.replace(tzinfo=UTC), source, int(number))
        except ValueError:
            return LATEST


# Entries may lie ahead: what was imported with a later moment is shown as well.
LATEST = Place(datetime(9999, 12, 30, tzinfo=UTC))


@dataclass(frozen=True)
class Entry:
    """An entry as it is shown."""

    at: datetime
    line: TimelineLine
    who: str


@dataclass(frozen=True)
class Day:
    """The entries of a day. One that goes on from the page before says its day no more."""

    on: date
    entries: Sequence[Entry]
    goes_on: bool


@dataclass(frozen=True)
class Chip:
    """A filter of the timeline, and how many entries it has."""

    code: str
    label: Any
    entries: int


@dataclass(frozen=True)
class TimelinePage:
    """Some days of a timeline, and where the older ones begin; empty if there are none."""

    days: Sequence[Day]
    older: str


def timeline_page(customer: Customer, *, viewer: StaffUser, reader: Reader, chip: str = "", before: Place = LATEST) -> TimelinePage:
    """The next entries before a place, of one filter or of all that the viewer may see."""
    sources = {source.name: source for source in _sources(viewer) if not chip or chip in source.chips}
    asked = {"chip": chip, "before_at": before.at, "before_source": before.source, "before_id": before.id, "limit": PAGE + 1}
    rows = [
        TimelineRow(**{**row, "said": json.loads(row["said"])})
        for row in _asked("timeline_page", sources.values(), customer, viewer, asked)
    ]
    shown = rows[:PAGE]
    entries = [Entry(timezone.localtime(row.at), sources[row.source].line(row, viewer, reader), row.who) for row in shown]
    latest_shown = timezone.localtime(before.at).date() if before is not LATEST else None
    days = [Day(on, list(group), on == latest_shown) for on, group in groupby(entries, key=lambda entry: entry.at.date())]
    older = str(Place(shown[-1].at, shown[-1].source, shown[-1].id)) if len(rows) > PAGE else ""
    return TimelinePage(days, older)


def timeline_chips(customer: Customer, *, viewer: StaffUser) -> list[Chip]:
    """The filters that have entries, in the order of their sources."""
    sources = list(_sources(viewer))
    counted = {row["chip"]: row["entries"] for row in _asked("timeline_counts", sources, customer, viewer, {})}
    chips = {code: label for source in sources for code, label in source.chips.items()}
    return [Chip(code, label, counted[code]) for code, label in chips.items() if code in counted]


def _sources(viewer: StaffUser) -> Iterator[TimelineSource]:
    return (source for source in declared_timeline if viewer.may(source.permission))


def _asked(name: str, sources: Any, customer: Customer, viewer: StaffUser, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a statement of ours over what the sources hand over."""
    together = "\nUNION ALL\n".join(
        f"SELECT '{source.name}' AS source, rows.* FROM (\n{statements.load(source.statement).sql}\n) AS rows"  # noqa: S608 - declared in code
        for source in sources
    )
    if not together:
        return []
    statement = statements.load(f"correspondence/{name}")
    sql = statement.with_source(statements.Statement("timeline", statements.Head("all sources"), together))
    with connection.cursor() as cursor:
        cursor.execute(f"/* {statement.name} */ {sql}", {"customers": customer.merged_ids, "viewer": viewer.pk, **parameters})
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
