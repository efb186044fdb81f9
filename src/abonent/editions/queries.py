"""Questions about the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from abonent.catalog.models import Edition
from abonent.catalog.rules.weekdays import EVERY_DAY, days_of
from abonent.editions.models import Issue


def issues(*, edition: Edition | int, first: date, until: date, weekdays: int = EVERY_DAY) -> list[Issue]:
    """The issues of an edition from `first` until before `until` on a pattern of weekdays, in order."""
    found = Issue.objects.filter(edition=edition, published_on__gte=first, published_on__lt=until)
    if weekdays != EVERY_DAY:
        # ISO counts Monday as 1.
        found = found.filter(published_on__iso_week_day__in=[day + 1 for day in days_of(weekdays)])
    return list(found.order_by("published_on"))


def next_issue(*, edition: Edition | int, on_or_after: date, weekdays: int = EVERY_DAY) -> Issue | None:
    """The first issue on a day or after it; None where the calendar ends."""
    found = Issue.objects.filter(edition=edition, published_on__gte=on_or_after)
    if weekdays != EVERY_DAY:
        found = found.filter(published_on__iso_week_day__in=[day + 1 for day in days_of(weekdays)])
    return found.order_by("published_on").first()


def latest_issue(*, edition: Edition | int, before: date, weekdays: int = EVERY_DAY) -> Issue | None:
    """The last issue that comes out before a day; None if there is none."""
    found = Issue.objects.filter(edition=edition, published_on__lt=before)
    if weekdays != EVERY_DAY:
        found = found.filter(published_on__iso_week_day__in=[day + 1 for day in days_of(weekdays)])
    return found.order_by("-published_on").first()


def calendar_reaches(*, edition: Edition | int) -> date | None:
    """The latest day with an issue; None for an edition without any."""
    return Issue.objects.filter(edition=edition).order_by("-published_on").values_list("published_on", flat=True).first()


def issue_counts_by_month(editions: Iterable[Edition], *, year: int) -> dict[int, Counter[int]]:
    """Edition -> month -> number of issues."""
    counts: dict[int, Counter[int]] = {edition.pk: Counter() for edition in editions}
    for edition_id, published_on in Issue.objects.filter(edition__in=counts, year=year).values_list("edition_id", "published_on"):
        counts[edition_id][published_on.month] += 1
    return counts
