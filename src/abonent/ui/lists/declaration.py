"""What a list declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext

from abonent.ui import wording
from abonent.ui.lists.columns import Column
from abonent.ui.lists.filters import Filter
from abonent.ui.lists.reader import Reader, present_reader
from abonent.ui.lists.sheets import EditableSheet


@dataclass(frozen=True, kw_only=True)
class EmptyState:
    """What an empty list says: what would be here, and what to do."""

    title: Any
    text: Any = ""
    act_label: Any = ""
    act_url_name: str = ""


@dataclass(frozen=True, kw_only=True)
class BulkAct:
    """An act on the chosen rows: their ids are posted as `chosen` to the view, which asks `ui.lists.bulk` for them.

    With `of_all` a reader may choose every row of the view on show, also those of its other pages.
    """

    label: Any
    url_name: str
    icon: str = ""
    permission: str | None = None
    of_all: bool = False


@dataclass(frozen=True, kw_only=True)
class View:
    """A view of a list as a tab: a name and the query that makes it, for example "state=overdue&sort=-due"."""

    name: str
    label: Any
    query: str = ""


class List:
    """A list of rows. A subclass declares; `rows()` gives the queryset that this request may see."""

    name: ClassVar[str]
    title: ClassVar[Any]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    views: ClassVar[Sequence[View]] = ()
    bulk: ClassVar[Sequence[BulkAct]] = ()
    default_sort: ClassVar[str]
    identity: ClassVar[str] = "pk"
    page_size: ClassVar[int] = 50
    empty: ClassVar[EmptyState] = EmptyState(title="")
    # With it the view can be taken out as a workbook, changed in a spreadsheet and brought back.
    sheet: ClassVar[EditableSheet | None] = None
    # A spreadsheet of more rows is refused with a hint at CSV, which streams.
    most_rows_in_xlsx: ClassVar[int] = 200_000
    # A PDF is for reading and filing; nobody reads further than this.
    most_rows_in_pdf: ClassVar[int] = 20_000

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def rows(self) -> QuerySet[Any]:
        """All rows of the list, before filters; with what the columns need joined or annotated."""
        raise NotImplementedError

    def further_columns(self) -> Sequence[Column]:
        """Columns that the installation has set up itself, after the declared ones."""
        return ()

    def further_filters(self) -> Sequence[Filter]:
        """Filters that the installation has set up itself, after the declared ones."""
        return ()

    def further_views(self) -> Sequence[View]:
        """Views that follow from what the installation has set up, after the declared ones."""
        return ()

    @cached_property
    def all_columns(self) -> list[Column]:
        """The declared columns and the further ones."""
        return [*self.columns, *self.further_columns()]

    def counted(self, count: int) -> str:
        """How many rows, in words: "1 204 customers"."""
        return ngettext("%(count)s row", "%(count)s rows", count) % {"count": wording.number(count, self.reader.language)}

    def row_label(self, row: Any) -> str:
        """What the box that chooses the row is called."""
        main = next((column for column in self.columns if column.slot == "main"), self.columns[0])
        return main.words(row, self.reader)

    @cached_property
    def reader(self) -> Reader:
        """For whom this list is written."""
        return present_reader()

    def allowed(self, permission: str | None) -> bool:
        """Whether the viewer may see a column, a filter or an act with this permission."""
        return permission is None or self.request.user.may(permission)  # type: ignore[union-attr]
