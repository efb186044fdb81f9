"""One page of a list, ready for its template: filters in words, cells as text, addresses of every act. One statement reads the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from abonent.ui.lists import keyset
from abonent.ui.lists.columns import Column
from abonent.ui.lists.declaration import List
from abonent.ui.lists.filters import Applied, Filter
from abonent.ui.lists.totals import Totals, totals_of, totals_of_whole_view

PAGING = ("after", "before", "part", "export")


@dataclass(frozen=True)
class Row:
    """A row: its identity, the name of its box, its cells as they stand in the table."""

    identity: Any
    label: str
    cells: list[Any]


@dataclass(frozen=True)
class Head:
    """The head of a column: its label, where a click sorts to, and how it is sorted now ("ascending", "descending", "")."""

    column: Column
    url: str
    sorted: str


@dataclass(frozen=True)
class Editor:
    """A filter in the bar or behind the button: its control values and what is applied."""

    filter: Filter
    id: str
    values: list[str]
    applied: Applied | None
    options: list[tuple[str, Any]] = field(default_factory=list)


class ListPage:
    """What the template of a list reads. With `url` it stands inside another page: it begins unfiltered, and every link leads to `url`."""

    def __init__(self, request: HttpRequest, declared: List, *, url: str = "") -> None:
        self.request = request
        self.list = declared
        self.id = f"list-{declared.name}"
        self.path = url or request.path
        self.query: QueryDict = QueryDict("embedded=1") if url else request.GET

    @property
    def embedded(self) -> bool:
        """Whether it stands inside another page, whose address its swaps leave alone."""
        return "embedded" in self.query

    @cached_property
    def filters(self) -> list[Filter]:
        """The filters this viewer may use."""
        return [one for one in self.list.filters if self.list.allowed(one.permission)]

    @cached_property
    def applied(self) -> list[Applied]:
        """The filters that are on, in their declared order."""
        return [applied for one in self.filters if (applied := one.read(self.query, self.list.reader))]

    @cached_property
    def errors(self) -> list[Applied]:
        """The filters that cannot be read; while there is one, no rows are shown, for they would be the wrong ones."""
        return [applied for applied in self.applied if applied.error]

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """The whole view: all rows that the filters keep."""
        rows = self.list.rows()
        if self.errors:
            return rows.none()
        for applied in self.applied:
            rows = rows.filter(applied.filter.condition(applied.value))
        return rows

    @cached_property
    def columns(self) -> list[Column]:
        """The columns on show, in their declared order."""
        allowed = [column for column in self.list.columns if self.list.allowed(column.permission)]
        asked = self.query.getlist("column")
        return [column for column in allowed if (column.name in asked if asked else column.shown)] or allowed[:1]

    @cached_property
    def choosable_columns(self) -> list[tuple[Column, bool]]:
        """Every column this viewer may have, and whether it is on show."""
        return [(column, column in self.columns) for column in self.list.columns if self.list.allowed(column.permission)]

    @cached_property
    def sort(self) -> str:
        """The order asked for, "name" or "-name"; the declared one if nothing sensible is asked."""
        asked = self.query.get("sort", "")
        return asked if asked.removeprefix("-") in self._sortable else self.list.default_sort

    @cached_property
    def key(self) -> keyset.SortKey:
        """What the rows are sorted by."""
        name = self.sort.removeprefix("-")
        path = self._sortable[name].sort if name in self._sortable else name
        return keyset.sort_key(self.queryset.model, path, descending=self.sort.startswith("-"), identity=self.list.identity)

    @cached_property
    def _sortable(self) -> dict[str, Column]:
        return {column.name: column for column in self.list.columns if column.sort and self.list.allowed(column.permission)}

    @cached_property
    def slice(self) -> keyset.Slice:
        """The rows of this page."""
        size = self.list.page_size
        for name, fetch in (("after", keyset.slice_after), ("before", keyset.slice_before)):
            place = keyset.read_position(self.query.get(name, ""), self.queryset, self.key) if self.query.get(name) else None
            if place:
                found = fetch(self.queryset, self.key, place, size)
                return found if found.rows else keyset.first_slice(self.queryset, self.key, size)
        return keyset.first_slice(self.queryset, self.key, size)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows with their cells written for the reader."""
        return [self._row(row) for row in self.slice.rows]

    def _row(self, row: Any) -> Row:
        label = self.list.row_label(row) if self.list.bulk else ""
        cells = [column.html(row, self.list.reader) for column in self.columns]
        return Row(identity=getattr(row, self.list.identity), label=label, cells=cells)

    @cached_property
    def heads(self) -> list[Head]:
        """The heads of the columns."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if column.name not in self._sortable:
            return Head(column, "", "")
        now = {column.name: "ascending", f"-{column.name}": "descending"}.get(self.sort, "")
        turned = f"-{column.name}" if now == "ascending" else column.name
        return Head(column, self.url(sort=turned), now)

    @cached_property
    def editors(self) -> list[Editor]:
        """Every filter with its controls."""
        return [self._editor(one) for one in self.filters]

    def _editor(self, one: Filter) -> Editor:
        applied = next((found for found in self.applied if found.filter is one), None)
        multiple = one.kind == "choice"
        values = self.query.getlist(one.name) if multiple else [self.query.get(name, "") for name in one.parameters]
        options = one.options() if multiple else []  # type: ignore[attr-defined]
        return Editor(filter=one, id=f"{self.id}-{one.name}", values=values, applied=applied, options=options)

    @cached_property
    def totals(self) -> Totals:
        """Counts and sums of the whole view, not of the page: one statement at most."""
        whole = None if self.slice.has_next or self.slice.has_previous else totals_of_whole_view(self.slice.rows, self.columns)
        return whole or totals_of(self.queryset, self.columns)

    @cached_property
    def totals_come_later(self) -> bool:
        """Whether the totals are fetched by a second request: only a page that is not the whole view makes counting dear."""
        return self.slice.has_next or self.slice.has_previous

    @property
    def foot(self) -> list[str]:
        """The totals under the columns, for the columns after the first."""
        return [self.totals.under(column, self.list.reader) for column in self.columns]

    @property
    def counted(self) -> str:
        """How many rows the view has, in words."""
        return self.list.counted(self.totals.count)

    @property
    def last_number(self) -> int:
        """The number of the last row on show."""
        return self.slice.first_number + len(self.slice.rows) - 1

    @property
    def next_url(self) -> str:
        """The address of the next page; the empty text on the last."""
        if not self.slice.has_next:
            return ""
        return self.url(after=keyset.position_of(self.slice.rows[-1], self.key, self.last_number).text())

    @property
    def previous_url(self) -> str:
        """The address of the page before; the empty text on the first."""
        if not self.slice.has_previous:
            return ""
        return self.url(before=keyset.position_of(self.slice.rows[0], self.key, self.slice.first_number).text())

    @property
    def totals_url(self) -> str:
        """Where the totals of this view are."""
        return self.url(part="totals")

    @property
    def csv_url(self) -> str:
        """Where this view is as CSV."""
        return self.url(export="csv")

    @property
    def xlsx_url(self) -> str:
        """Where this view is as a spreadsheet."""
        return self.url(export="xlsx")

    def url_without(self, applied: Applied) -> str:
        """The address of this view with one filter taken away."""
        return self.url(**dict.fromkeys(applied.filter.parameters))

    def hidden_without(self, names: list[str]) -> list[tuple[str, str]]:
        """Parameters that a form carries along so that it changes only its own."""
        return [(name, value) for name, values in self.query.lists() for value in values if name not in names and name not in PAGING]

    @cached_property
    def tabs(self) -> list[tuple[Any, str, bool]]:
        """The declared views: label, address, whether it is the one on show."""
        present = sorted(
            (name, value) for name, values in self.query.lists() for value in values if value and name not in (*PAGING, "sort", "column")
        )
        return [(view.label, f"?{view.query}", sorted(_plain(view.query)) == present) for view in self.list.views]

    def url(self, **changes: str | None) -> str:
        """The address of this view with some parameters changed; it starts again at the first page unless a place is given."""
        query = self.query.copy()
        for name in (*PAGING, *changes):
            query.pop(name, None)
        for name, value in changes.items():
            if value is not None:
                query[name] = value
        return f"{self.path}?{query.urlencode()}"


def _plain(query: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in parse_qsl(query) if name != "sort"]
