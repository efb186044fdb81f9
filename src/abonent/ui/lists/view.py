"""Answers a request for a list: the page, its table for htmx, its totals, the whole view as a file, or what the reader wants kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

from abonent.ui.lists.choosing import keep
from abonent.ui.lists.declaration import List
from abonent.ui.lists.exporting import export
from abonent.ui.lists.page import ListPage


def list_view(request: HttpRequest, declared: type[List], *, template: str = "ui/list/page.html", **context: Any) -> HttpResponseBase:
    """Everything a page that is one list answers. `template` extends "ui/list/page.html"; `context` is for its blocks."""
    page = ListPage(request, declared(request))
    if request.method == "POST" and request.POST.get("keep"):
        return keep(request, page)
    if not request.GET and page.opening_url:
        return redirect(page.opening_url)
    if kind := request.GET.get("export"):
        return export(request, page, kind)
    if request.GET.get("part") == "totals":
        return render(request, "ui/list/totals.html", {"page": page})
    swapped = request.headers.get("HX-Target") == page.id
    response = render(request, "ui/list/list.html" if swapped else template, {"page": page, **context})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def render_list(request: HttpRequest, declared: List, *, url: str) -> SafeString:
    """A list as part of another page, for example a tab of a record; its own address `url` answers with `list_view`."""
    return render_to_string("ui/list/list.html", {"page": ListPage(request, declared, url=url)}, request=request)
