"""One page of a list, ready for its template: filters in words, cells as text, addresses of every act. One statement reads the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from abonent.ui.lists import keyset
from abonent.ui.lists.columns import Column
from abonent.ui.lists.declaration import BulkAct, List, View
from abonent.ui.lists.filters import Applied, Filter
from abonent.ui.lists.keeping import Kept, KeptView, kept_of
from abonent.ui.lists.totals import Totals, totals_of, totals_of_whole_view

PAGING = ("after", "before", "part", "export")
# What an address says beside the filters: they tell how the rows are shown, not which.
SHOWING = ("sort", "column", "density", "view", "embedded")
DENSITIES = ("compact", "comfortable")
# The tab of a list without any filter; named in the address, so that it can be opened where the list opens with another view.
WHOLE = "all"


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
    how: str = ""
    options: list[tuple[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Tab:
    """A view as a tab: declared, or saved. `changed` says that a saved one is on show with something else than was saved."""

    key: str
    label: Any
    url: str
    on: bool
    opens: bool
    changed: bool = False
    saved: KeptView | None = None


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
        every = [*self.list.filters, *self.list.further_filters()]
        return [one for one in every if self.list.allowed(one.permission)]

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
            rows = rows.filter(applied.condition)
        for column in self._columns_that_join.values():
            rows = column.joins(rows) if column.joins else rows
        return rows

    @property
    def _columns_that_join(self) -> dict[str, Column]:
        """The columns on show and the one sorted by, where they bring what the rows do not have anyway."""
        sorted_by = self._sortable.get(self.sort.removeprefix("-"))
        return {column.name: column for column in [*self.columns, *([sorted_by] if sorted_by else [])] if column.joins}

    @cached_property
    def kept(self) -> Kept | None:
        """What this reader keeps of the list; None if nothing can be kept."""
        return kept_of(self.request, self.list.name)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns on show: those of the address in its order, else those the reader has chosen, else as declared."""
        asked = self.query.getlist("column") or (self.kept.columns if self.kept else ())
        found = [self._allowed_columns[name] for name in dict.fromkeys(asked) if name in self._allowed_columns]
        allowed = list(self._allowed_columns.values())
        return found or [column for column in allowed if column.shown] or allowed[:1]

    @cached_property
    def choosable_columns(self) -> list[tuple[Column, bool]]:
        """Every column this viewer may have, and whether it is on show; those on show first, in their order."""
        hidden = [column for column in self._allowed_columns.values() if column not in self.columns]
        return [*((column, True) for column in self.columns), *((column, False) for column in hidden)]

    @cached_property
    def _allowed_columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.list.all_columns if self.list.allowed(column.permission)}

    @cached_property
    def density(self) -> str:
        """How dense this list is to be; the empty text for as all pages are."""
        asked = self.query.get("density", "")
        return asked if asked in DENSITIES else self.kept.density if self.kept else ""

    @cached_property
    def sort(self) -> str:
        """The order asked for, "name" or "-name"; the declared one if nothing sensible is asked."""
        asked = self.query.get("sort", "")
        return asked if asked.removeprefix("-") in self._sortable else self.list.default_sort

    @cached_property
    def key(self) -> keyset.SortKey:
        """What the rows are sorted by."""
        name = self.sort.removeprefix("-")
        column = self._sortable.get(name)
        key = keyset.sort_key(
            self.queryset.model, column.sort if column else name, descending=self.sort.startswith("-"), identity=self.list.identity
        )
        if column is None:
            return key
        return replace(key, sort_identity=column.sort_identity, nullable=key.nullable and not column.sort_is_filled)

    @cached_property
    def _sortable(self) -> dict[str, Column]:
        return {column.name: column for column in self.list.all_columns if column.sort and self.list.allowed(column.permission)}

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
        label = self.list.row_label(row) if self.acts else ""
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
        values = self.query.getlist(one.name) if multiple else [self.query.get(name, "") for name in one.value_parameters]
        options = one.options() if multiple else []  # type: ignore[attr-defined]
        return Editor(
            filter=one, id=f"{self.id}-{one.name}", values=values, applied=applied, how=applied.how if applied else "", options=options
        )

    @property
    def acts(self) -> list[BulkAct]:
        """What the viewer may do with chosen rows."""
        return [act for act in self.list.bulk if self.list.allowed(act.permission)]

    @property
    def offers_all(self) -> bool:
        """Whether there are rows beyond this page that could be chosen with it."""
        return self.totals_come_later and not self.embedded and any(act.of_all for act in self.acts)

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

    @property
    def pdf_url(self) -> str:
        """Where this view is as a PDF."""
        return self.url(export="pdf")

    @property
    def sheet_url(self) -> str:
        """Where this view is as a workbook to be changed and brought back; the empty text where it cannot be."""
        return self.url(export="sheet") if self.list.sheet and self.list.allowed(self.list.sheet.permission) else ""

    def url_without(self, applied: Applied) -> str:
        """The address of this view with one filter taken away."""
        return self.url(**dict.fromkeys(applied.filter.parameters))

    def hidden_without(self, names: list[str]) -> list[tuple[str, str]]:
        """Parameters that a form carries along so that it changes only its own."""
        return [(name, value) for name, values in self.query.lists() for value in values if name not in names and name not in PAGING]

    @cached_property
    def tabs(self) -> list[Tab]:
        """The views as tabs: the declared ones, then what is saved. A list inside another page has the declared ones alone."""
        saved = self.kept.views if self.kept and not self.embedded else ()
        declared = [self._declared_tab(view) for view in [*self.list.views, *self.list.further_views()]]
        if saved and not declared:
            declared = [self._declared_tab(View(name=WHOLE, label=_("All")))]
        return [*declared, *(self._saved_tab(view) for view in saved)]

    def _declared_tab(self, view: View) -> Tab:
        on = not self._saved_on and sorted(_plain(view.query)) == self._filtered_by
        return Tab(view.name, view.label, self._address(view.name, view.query), on, opens=self._opening == view.name)

    def _saved_tab(self, view: KeptView) -> Tab:
        on = view is self._saved_on
        changed = on and self.canonical(QueryDict(view.query)) != self.canonical(self.query)
        return Tab(view.key, view.label, self._address(view.key, view.query), on, self._opening == view.key, changed, view)

    @property
    def keeps_views(self) -> bool:
        """Whether the reader can save views here: not in a list inside another page, whose address is not its own."""
        return self.kept is not None and not self.embedded

    @property
    def here(self) -> str:
        """The address of the view on show, from its first page."""
        return self.url()

    @cached_property
    def tab(self) -> Tab | None:
        """The tab of the view on show, if it is one of them."""
        return next((tab for tab in self.tabs if tab.on), None)

    @cached_property
    def _saved_on(self) -> KeptView | None:
        named = self.query.get("view", "")
        return next((view for view in self.kept.views if view.key == named), None) if self.kept and named else None

    @property
    def _opening(self) -> str:
        return self.kept.opening if self.kept else ""

    @cached_property
    def _filtered_by(self) -> list[tuple[str, str]]:
        lists = ((name, values) for name, values in self.query.lists() if name not in PAGING + SHOWING)
        return sorted((name, value) for name, values in lists for value in values if value)

    def _address(self, key: str, query: str = "") -> str:
        named = urlencode({"view": key, **({"embedded": "1"} if self.embedded else {})})
        return f"{self.path}?{named}&{query}" if query else f"{self.path}?{named}"

    @property
    def opening_url(self) -> str:
        """Where the list begins for a reader who opens it with one of its views; the empty text for as it is."""
        return next((tab.url for tab in self.tabs if tab.opens and tab.key != WHOLE), "") if self._opening else ""

    @property
    def whole_url(self) -> str:
        """The address of the list without any filter."""
        return self._address(WHOLE)

    @cached_property
    def present_query(self) -> str:
        """The view on show as a query that shows it to anybody: filters, order, columns, density."""
        query = self.query.copy()
        query.setlist("column", [column.name for column in self.columns])
        query["sort"] = self.sort
        query["density"] = self.density
        return self.canonical(query)

    def canonical(self, query: QueryDict) -> str:
        """A query with what this list knows, in a settled order, and nothing else."""
        pairs = [(name, value) for one in self.filters for name in one.parameters for value in query.getlist(name) if value.strip()]
        sort, density = query.get("sort", ""), query.get("density", "")
        pairs += [("sort", sort)] if sort.removeprefix("-") in self._sortable else []
        pairs += [("column", name) for name in query.getlist("column") if name in self._allowed_columns]
        pairs += [("density", density)] if density in DENSITIES else []
        return urlencode(pairs)

    def url(self, **changes: str | Sequence[str] | None) -> str:
        """The address of this view with some parameters changed; it starts again at the first page unless a place is given."""
        query = self.query.copy()
        for name in (*PAGING, *changes):
            query.pop(name, None)
        for name, value in changes.items():
            if value is not None:
                query.setlist(name, [value] if isinstance(value, str) else list(value))
        return f"{self.path}?{query.urlencode()}"


def _plain(query: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in parse_qsl(query) if name != "sort"]
