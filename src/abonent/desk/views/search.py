"""The one search box: type-ahead hits from every folder, an exact number jumps at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from abonent.access.permissions import SIGNED_IN, permit
from abonent.access.requests import StaffRequest
from abonent.ui.search import Hit, declared_sources

HITS_PER_SOURCE = 8
HITS_PER_PAGE = 20


@dataclass(frozen=True)
class Group:
    """The hits of one source under its heading."""

    label: Any
    hits: list[Hit]


@permit(SIGNED_IN)
def search(request: StaffRequest) -> HttpResponse:
    """A fragment while typing; a page, or a jump to the only exact hit, on Enter."""
    text = request.GET.get("q", "").strip()[:200]
    typing = bool(request.headers.get("HX-Request"))
    groups = _found(text, request.user, HITS_PER_SOURCE if typing else HITS_PER_PAGE)
    exact = [hit for group in groups for hit in group.hits if hit.exact]
    if not typing and len(exact) == 1:
        return HttpResponseRedirect(exact[0].url)
    return render(request, "desk/search.html#hits" if typing else "desk/search.html", {"groups": groups, "text": text})


def _found(text: str, viewer: Any, limit: int) -> list[Group]:
    groups = [Group(source.label, list(source.find(text, viewer, limit))) for source in declared_sources if viewer.may(source.permission)]
    return [group for group in groups if group.hits]
