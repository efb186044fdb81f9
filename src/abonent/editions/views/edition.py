"""The page of an edition: its calendar of issues by the year, its rules, holidays and exceptions."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.models import Edition
from abonent.editions.issue_calendar import issue_calendar
from abonent.editions.queries import calendar_reaches
from abonent.editions.rules.national_holidays import holiday_names
from abonent.editions.views.titles import language, visible_edition
from abonent.editions.wording import exception_words, rule_words
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.ui.open_records import remember

EARLIEST_YEAR, LATEST_YEAR = 1990, 2200
EXCEPTIONS_SHOWN = 12
ISSUES_SHOWN = 7


@permit("editions.see")
def edition_page(request: StaffRequest, edition_id: int) -> HttpResponse:
    """An edition and its year."""
    edition = visible_edition(request, edition_id)
    today = clock.today(edition.title.entity.zone)
    year = _year(request.GET.get("year", ""), today)
    rules = edition.publication_rules.order_by("-during")
    exceptions = list(edition.publication_exceptions.filter(on__gte=today).select_related("decided_by").order_by("on"))
    remember(
        request, label=f"{name_in(edition.title.name, language())}, {name_in(edition.name, language())}", url=request.path, icon="news"
    )
    return render(
        request,
        "editions/edition.html",
        {
            "edition": edition,
            "today": today,
            "year": year,
            "calendar": issue_calendar(edition, date(year, 1, 1), 12, today=today, language=language()),
            "this_month": today.replace(day=1),
            "first_stop": max(today, date(year, 1, 1)),
            "before": year - 1 if year > EARLIEST_YEAR else None,
            "after": year + 1 if year < LATEST_YEAR else None,
            "rules": [(rule, rule_words(rule, today, language())) for rule in rules],
            "holidays": chosen_holidays(edition, today.year),
            "exceptions": [(one, exception_words(one, today, language())) for one in exceptions[:EXCEPTIONS_SHOWN]],
            "more_exceptions": max(0, len(exceptions) - EXCEPTIONS_SHOWN),
            "next_issues": edition.issues.filter(published_on__gte=today).order_by("published_on")[:ISSUES_SHOWN],
            "reaches": calendar_reaches(edition=edition),
            "may_change": request.user.may("editions.change"),
        },
    )


def chosen_holidays(edition: Edition, year: int) -> list[tuple[str, date | None]]:
    """The holidays without an issue by the names their readers use, with their day in a year, in the order of the year."""
    chosen = set(edition.holiday_choices.values_list("holiday", flat=True))
    known = national_holidays(edition, year)
    listed: list[tuple[str, date | None]] = [(label, day) for key, label, day in known if key in chosen]
    return listed + [(key, None) for key in sorted(chosen - {key for key, _label, _day in known})]


def national_holidays(edition: Edition, year: int) -> list[tuple[str, str, date]]:
    """(key, name for the reader, day) of the national holidays of a year, in its order; a name of two days with the first of them."""
    found: dict[str, tuple[str, date]] = {}
    for day, names in holiday_names(edition.title.entity.country, year, language()).items():
        for key, label in names.items():
            found.setdefault(key, (label, day))
    return [(key, label, day) for key, (label, day) in found.items()]


def _year(asked: str, today: date) -> int:
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    return min(max(year, EARLIEST_YEAR), LATEST_YEAR)
