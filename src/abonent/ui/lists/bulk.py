"""The rows that a bulk act is for: those whose boxes are ticked, or every row of the view. Only rows that the list itself shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from abonent.ui.lists.declaration import List
from abonent.ui.lists.page import ListPage


@dataclass(frozen=True)
class Chosen:
    """The chosen rows; `carried` are the fields with which a form asks for the same rows again."""

    rows: QuerySet[Any]
    carried: list[tuple[str, str]]

    @cached_property
    def count(self) -> int:
        """How many rows are chosen."""
        return self.rows.order_by().count()


def chosen_rows(request: HttpRequest, declared: List) -> Chosen:
    """What was chosen in a list whose query stands in the address of the act."""
    page = ListPage(request, declared)
    if request.POST.get("everything"):
        return Chosen(page.queryset, [("everything", "yes")])
    identities = [identity for identity in request.POST.getlist("chosen") if identity.isdecimal()]
    rows = declared.rows().filter(**{f"{declared.identity}__in": identities})
    return Chosen(rows, [("chosen", identity) for identity in identities])
