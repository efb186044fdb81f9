"""Whether an issue comes and where it goes, or why it does not, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.customers.models import Place
from abonent.subscriptions.queries import BEFORE_START, DONATED, NOT_RENEWED, NOT_SOLD, OTHER_DAY, PAUSED, STOPPED, IssueDay

WHY_NOT = {
    PAUSED: gettext_lazy("paused"),
    DONATED: gettext_lazy("paused, given away"),
    OTHER_DAY: gettext_lazy("no delivery on this day"),
    STOPPED: gettext_lazy("stopped"),
    NOT_SOLD: gettext_lazy("next term missing"),
    NOT_RENEWED: gettext_lazy("not renewed"),
    BEFORE_START: gettext_lazy("before the start"),
}


@dataclass(frozen=True)
class ShownDay:
    """An issue day: its shape, what becomes of the issue, and where it goes if that is worth saying."""

    on: date
    shape: str
    words: str
    where: str
    copies: int = 1


def shown_days(days: Sequence[IssueDay], today: date) -> list[ShownDay]:
    """The days with their reasons; the doors are looked up at once."""
    places = Place.objects.in_bulk({day.place_id for day in days if day.place_id and day.is_elsewhere})
    return [_shown(day, today, places) for day in days]


def _shown(day: IssueDay, today: date, places: dict[int, Place]) -> ShownDay:
    if not day.comes:
        return ShownDay(day.on, "paused" if day.is_paused else "none", str(WHY_NOT[day.outcome]), "")
    if day.is_elsewhere:
        where = ", ".join(part for part in (day.receiver, str(places.get(day.place_id or 0, ""))) if part)
        return ShownDay(day.on, "redirect", _("other address"), where, day.copies)
    if day.place_id is None and not day.is_electronic:
        return ShownDay(day.on, "coming", _("no address is known"), "")
    if day.in_grace:
        return ShownDay(day.on, "ok" if day.on <= today else "coming", _("in grace"), "", day.copies)
    shape, words = ("ok", _("delivered")) if day.on <= today else ("coming", _("coming"))
    return ShownDay(day.on, shape, words, "", day.copies)
