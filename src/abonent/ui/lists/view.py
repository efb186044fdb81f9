"""Answers a request for a list: the page, its table for htmx, its totals, the whole view as a file, or what the reader wants kept."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from abonent.ui import toasts
from abonent.ui.lists import keyset
from abonent.ui.lists.choosing import keep
from abonent.ui.lists.declaration import List
from abonent.ui.lists.export import csv_lines, xlsx_file
from abonent.ui.lists.page import ListPage


def list_view(request: HttpRequest, declared: type[List], *, template: str = "ui/list/page.html", **context: Any) -> HttpResponseBase:
    """Everything a page that is one list answers. `template` extends "ui/list/page.html"; `context` is for its blocks."""
    page = ListPage(request, declared(request))
    if request.method == "POST" and request.POST.get("keep"):
        return keep(request, page)
    if not request.GET and page.opening_url:
        return redirect(page.opening_url)
    if export := request.GET.get("export"):
        return _export(request, page, export)
    if request.GET.get("part") == "totals":
        return render(request, "ui/list/totals.html", {"page": page})
    swapped = request.headers.get("HX-Target") == page.id
    response = render(request, "ui/list/list.html" if swapped else template, {"page": page, **context})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def render_list(request: HttpRequest, declared: List, *, url: str) -> SafeString:
    """A list as part of another page, for example a tab of a record; its own address `url` answers with `list_view`."""
    return render_to_string("ui/list/list.html", {"page": ListPage(request, declared, url=url)}, request=request)


def _export(request: HttpRequest, page: ListPage, kind: str) -> HttpResponseBase:
    columns = [column for column in page.list.columns if page.list.allowed(column.permission)]
    rows = keyset.ordered(page.queryset, page.key)
    name = f"{page.list.name}-{page.list.reader.today:%Y-%m-%d}"
    if kind != "xlsx":
        lines = csv_lines(rows, columns, page.list.reader.language)
        return _named(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{name}.csv")
    if page.totals.count > page.list.most_rows_in_xlsx:
        toasts.warn(request, _("Too many rows for a spreadsheet. Take CSV, or narrow the view with a filter."))
        response = HttpResponse(status=302)
        response["Location"] = page.url()
        return response
    file = xlsx_file(rows, columns, str(page.list.title))
    kind_name = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=kind_name)


def _named(response: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
