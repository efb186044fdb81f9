"""A bar of ticks: weeks of days, each day a shape. The words for the shapes are the caller's; the shapes are the look's.

Render with `<c-ticks :bar="bar" />`. Shape first, colour second: every state can be told without colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from abonent.ui import wording

WEEK = 7


class Shape(StrEnum):
    """How a day is drawn; the values are those of the style sheet."""

    FULL = "ok"
    OUTLINE = "coming"
    FLAT = "paused"
    BROKEN = "redirect"
    DOTTED = "gift"
    CROSSED = "missed"
    NONE = "none"


@dataclass(frozen=True)
class Tick:
    """A day: its shape, whether it is today, whether the form beside the bar would make it so."""

    shape: str
    today: bool = False
    new: bool = False


@dataclass(frozen=True)
class TickWeek:
    """A week: its seven days, its words, and where its days are listed."""

    words: str
    ticks: list[Tick]
    current: bool
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """A word under the bar: a month where it begins, or today."""

    week: int
    label: str
    now: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """A shape that occurs, its word and how often."""

    shape: str
    label: Any
    count: int


@dataclass(frozen=True)
class TickBar:
    """A whole bar, ready to be shown."""

    title: str
    summary: str
    weeks: list[TickWeek]
    axis: list[Mark]
    legend: list[LegendEntry]
    target: str = field(default="")


def tick_bar(
    *,
    title: str,
    first_monday: date,
    weeks: int,
    shapes: Mapping[date, Shape],
    words: Mapping[Shape, Any],
    today: date,
    language: str,
    changed: frozenset[date] = frozenset(),
    reasons: Mapping[date, Any] | None = None,
    week_urls: Sequence[str] = (),
    target: str = "",
) -> TickBar:
    """The bar of `weeks` weeks from a Monday; days not in `shapes` have a dot on the baseline.

    `words` names each shape in the reader's language ("delivered"); `changed` are days that the form beside would change; `reasons` says of
    days without a shape why they have none.
    """
    mondays = [first_monday + timedelta(days=WEEK * number) for number in range(weeks)]
    listed = [_week(monday, shapes, words, reasons or {}, today, language, changed) for monday in mondays]
    if week_urls:
        listed = [TickWeek(week.words, week.ticks, week.current, url) for week, url in zip(listed, week_urls, strict=True)]
    end = mondays[-1] + timedelta(days=WEEK)
    counts: Counter[Shape] = Counter(shape for day, shape in shapes.items() if first_monday <= day < end and shape != Shape.NONE)
    legend = [LegendEntry(shape, str(words[shape]).capitalize(), counts[shape]) for shape in words if counts[shape]]
    span = {
        "title": title,
        "first": wording.short_day(first_monday, today, language),
        "last": wording.short_day(end - timedelta(days=1), today, language),
        "counts": _counted(counts, words),
    }
    summary = _("%(title)s, from %(first)s to %(last)s: %(counts)s.") % span
    return TickBar(title, summary, listed, _axis(mondays, today, language), legend, target)


def _week(
    monday: date,
    shapes: Mapping[date, Shape],
    words: Mapping[Shape, Any],
    reasons: Mapping[date, Any],
    today: date,
    language: str,
    changed: frozenset[date],
) -> TickWeek:
    days = [monday + timedelta(days=number) for number in range(WEEK)]
    ticks = [Tick(shapes.get(day, Shape.NONE).value, day == today, day in changed) for day in days]
    counts: Counter[Shape] = Counter(shapes[day] for day in days if shapes.get(day, Shape.NONE) != Shape.NONE)
    without = Counter(str(reasons[day]) for day in days if day in reasons and day not in shapes)
    said = {
        "week": monday.isocalendar().week,
        "first": wording.short_day(monday, today, language),
        "last": wording.short_day(days[-1], today, language),
        "counts": _counted(counts, words, without),
    }
    return TickWeek(_("Week %(week)s, %(first)s to %(last)s: %(counts)s") % said, ticks, today in days)


def _counted(counts: Counter[Shape], words: Mapping[Shape, Any], without: Mapping[str, int] | None = None) -> str:
    told = [f"{counts[shape]} {words[shape]}" for shape in words if counts[shape]]
    return ", ".join([*told, *(f"{count} {reason}" for reason, count in (without or {}).items())]) or _("nothing")


def _axis(mondays: list[date], today: date, language: str) -> list[Mark]:
    present = next((place for place, monday in enumerate(mondays, 1) if monday <= today < monday + timedelta(days=WEEK)), 0)
    marks = [Mark(1, wording.month_name(mondays[0], language))]
    for place, monday in enumerate(mondays[1:], 2):
        if monday.month != mondays[place - 2].month and place not in (present, present + 1):
            marks.append(Mark(place, wording.month_name(monday, language)))
    return [*marks, Mark(present, _("Today"), now=True)] if present > 1 else marks
