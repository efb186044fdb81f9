"""What a carrier sends from his round. It comes from a telephone that anybody may hold: nothing of it is believed before it is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from abonent.distribution.models import FrozenBook
from abonent.distribution.models.round import SAID
from abonent.distribution.operations.rounds import Report

MOST_AT_ONCE = 100
MOST_BYTES = 100_000


class ReportForm(forms.Form):
    """One report of a round: about which book, what, and where."""

    key = forms.UUIDField()
    list = forms.IntegerField(min_value=1)
    route = forms.IntegerField(min_value=1)
    said = forms.ChoiceField(choices=SAID)
    place = forms.IntegerField(min_value=1, required=False)
    copies = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=9999, required=False)
    remark = forms.CharField(max_length=200, required=False)

    def report_on(self, books: Mapping[tuple[int, int], FrozenBook]) -> Report | None:
        """The report, if it is about a book that the carrier has and a door in it."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        book = books.get((said["list"], said["route"]))
        doors = {stop["place"] for stop in book.content["stops"]} if book else set()
        if book is None or said["place"] and said["place"] not in doors:
            return None
        return Report(said["key"], book, said["said"], said["place"], said["copies"], said["remark"])


def sent_reports(request: HttpRequest) -> list[dict[str, Any]]:
    """What was sent, as a form or as several at once; nothing where it is neither."""
    if request.content_type != "application/json":
        return [request.POST.dict()]
    try:
        told = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        return []
    reports = told.get("reports") if isinstance(told, dict) else None
    return [one for one in reports[:MOST_AT_ONCE] if isinstance(one, dict)] if isinstance(reports, list) else []
