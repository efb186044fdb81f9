"""The view on show as a file: at once if it is short; a long one is written by a worker, which asks at the same address.

The worker's request has `rows_written`, a function that it is told by how many rows are done; it gets `Written` and no toast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from abonent.kit import documents
from abonent.ui import toasts
from abonent.ui.lists import keyset
from abonent.ui.lists.columns import Column
from abonent.ui.lists.export import CHUNK, csv_lines, xlsx_file
from abonent.ui.lists.keeping import keeper
from abonent.ui.lists.page import ListPage
from abonent.ui.lists.pdf import pdf_file
from abonent.ui.lists.sheets import EditableSheet, workbook

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": documents.PDF,
}
# What a reader waits for without getting restless: about two seconds of each.
AT_ONCE = {"csv": 5_000, "xlsx": 5_000, "sheet": 2_000, "pdf": 300}


class Written(HttpResponse):
    """A file for the worker: its pieces, its name, what it is."""

    def __init__(self, pieces: Iterable[bytes], name: str, media_type: str) -> None:
        super().__init__(content_type=media_type)
        self.pieces, self.name, self.media_type = pieces, name, media_type


def export(request: HttpRequest, page: ListPage, kind: str) -> HttpResponseBase:
    """Answer with the file, or with where it will be."""
    kind = kind if kind in MEDIA_TYPES and (kind != "sheet" or page.sheet_url) else "csv"
    tell = getattr(request, "rows_written", None)
    name = f"{page.list.name}-{page.list.reader.today:%Y-%m-%d}.{'xlsx' if kind == 'sheet' else kind}"
    if tell is not None:
        return Written(_pieces(page, kind, tell), name, MEDIA_TYPES[kind])
    count = page.totals.count
    most = {"xlsx": page.list.most_rows_in_xlsx, "sheet": page.list.most_rows_in_xlsx, "pdf": page.list.most_rows_in_pdf}
    if count > most.get(kind, count):
        toasts.warn(request, _("Too many rows for such a file. Take CSV, or narrow the view with a filter."))
        return HttpResponseRedirect(page.url())
    found = keeper() if page.kept else None
    if found and count > AT_ONCE[kind]:
        found.export_later(request, title=str(page.list.title), address=page.url(export=kind), row_count=count)
        toasts.say(request, _("The file is being written. You find it under the bell and among your files."))
        return HttpResponseRedirect(page.url())
    return _at_once(page, kind, name)


@dataclass(frozen=True)
class Computed:
    """Rows that no table holds, as a file takes them."""

    rows: Iterable[Any]

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """The rows, as they are computed."""
        return iter(self.rows)


def computed_file(rows: Iterable[Any], columns: Sequence[Column], *, kind: str, name: str, title: str, language: str) -> HttpResponseBase:
    """Computed rows as CSV or a spreadsheet, like the file of a list; what else is asked for is CSV."""
    if kind == "xlsx":
        file = xlsx_file(Computed(rows), columns, title)
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=MEDIA_TYPES[kind])
    response = StreamingHttpResponse(csv_lines(Computed(rows), columns, language), content_type=MEDIA_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _at_once(page: ListPage, kind: str, name: str) -> HttpResponseBase:
    if kind == "csv":
        response = StreamingHttpResponse(_csv(page), content_type=MEDIA_TYPES[kind])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return FileResponse(_whole(page, kind), as_attachment=True, filename=name, content_type=MEDIA_TYPES[kind])


def _pieces(page: ListPage, kind: str, tell: Any) -> Iterator[bytes]:
    if kind == "csv":
        yield from (line.encode() for line in _csv(page, tell))
    else:
        with _whole(page, kind, tell) as file:
            yield from iter(partial(file.read, 1 << 20), b"")


def _csv(page: ListPage, tell: Any = None) -> Iterator[str]:
    return csv_lines(_rows(page), page.columns, page.list.reader.language, tell)


def _whole(page: ListPage, kind: str, tell: Any = None) -> IO[bytes]:
    if kind == "pdf":
        return pdf_file(page, _rows(page), tell)
    if kind == "sheet" and page.list.sheet:
        return _sheet(page, page.list.sheet, tell)
    return xlsx_file(_rows(page), page.columns, str(page.list.title), tell)


def _sheet(page: ListPage, declared: EditableSheet, tell: Any) -> IO[bytes]:
    """The view as a workbook to be changed and brought back; it says which list and view it is, and of which day."""
    about = {
        "list": page.list.name,
        "title": str(page.list.title),
        "view": page.present_query,
        "day": page.list.reader.today.isoformat(),
    }
    rows = _rows(page).iterator(chunk_size=CHUNK)
    return workbook(rows, declared, page.list.columns, identity=page.list.identity, about=about, tell=tell)


def _rows(page: ListPage) -> QuerySet[Any]:
    return keyset.ordered(page.queryset, page.key)
