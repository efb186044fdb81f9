"""The quality of delivery over eight weeks, by route or by postal code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.distribution.models import Route
from abonent.service.quality import BY_POSTAL_CODE, BY_ROUTE, WEEKS, Quality, quality_of_delivery, ways_to_look
from abonent.ui import wording
from abonent.ui.lists.reader import Reader, present_reader

MOST_AREAS = 100
LINE_WIDTH, LINE_HEIGHT = 96, 20
WAYS = {BY_ROUTE: _("Route"), BY_POSTAL_CODE: _("Postal code")}


@dataclass(frozen=True)
class ShownQuality:
    """An area in words: its figures, the complaints behind them, each week for whoever does not see the line, and the line."""

    quality: Quality
    name: str
    url: str
    per_thousand: str
    weeks: list[tuple[str, str]]
    line: str


@permit("service.see")
def quality(request: StaffRequest) -> HttpResponse:
    """The areas that were complained of, the worst first, `?by=`; the sums tell of all customers."""
    reader = present_reader()
    ways = ways_to_look(request.user)
    by = request.GET.get("by", ways[0])
    if by not in ways:
        raise Http404
    found = quality_of_delivery(by, viewer=request.user, today=reader.today)
    most = max((week.per_thousand for one in found for week in one.weeks), default=Decimal(0))
    worst = found[:MOST_AREAS]
    names = _names(by, worst)
    context = {
        "rows": [_shown(one, by, names[one.area], most, reader) for one in worst],
        "by": by,
        "by_label": WAYS[by],
        "ways": [(way, WAYS[way]) for way in ways],
        "weeks": WEEKS,
        "sees_everybody": request.user.sees_everybody,
    }
    return render(request, "service/quality.html", context)


def _names(by: str, found: Sequence[Quality]) -> dict[str, str]:
    """Area -> how people call it: the number of the route, or the postal code without its country."""
    if by == BY_POSTAL_CODE:
        return {one.area: one.area.partition(" ")[2] for one in found}
    routes = Route.objects.in_bulk([int(one.area) for one in found])
    return {str(key): route.number for key, route in routes.items()}


def _shown(one: Quality, by: str, name: str, most: Decimal, reader: Reader) -> ShownQuality:
    figures = [week.per_thousand for week in one.weeks]
    weeks = [
        (wording.short_day(week.first, reader.today, reader.language), wording.number(figure, reader.language, decimals=1))
        for week, figure in zip(one.weeks, figures, strict=True)
    ]
    url = f"{reverse('service:complaints')}?{urlencode({by: name})}"
    return ShownQuality(
        one, name, url, wording.number(one.whole.per_thousand, reader.language, decimals=1), weeks, line_through(figures, most)
    )


def line_through(figures: Sequence[Decimal], most: Decimal) -> str:
    """The points of a small line from the first week to the latest; all lines of a page share their scale."""
    step = Decimal(LINE_WIDTH) / (len(figures) - 1)
    return " ".join(
        f"{round(step * place, 1)},{round(LINE_HEIGHT - LINE_HEIGHT * figure / (most or 1), 1)}" for place, figure in enumerate(figures)
    )
