"""Home: what a person of this role wants to know in the morning; each figure opens the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.desk import queries
from abonent.desk.first_steps import first_steps
from abonent.desk.tiles import finance_tiles, service_tiles
from abonent.imports.queries import waiting_imports
from abonent.kit import clock
from abonent.kit.periods import add_months
from abonent.runs.models import Run
from abonent.runs.queries import visible_runs
from abonent.runs.registry import kind_of
from abonent.ui import wording
from abonent.ui.curve import curve
from abonent.ui.open_records import OpenRecord, listed

ROLES = {
    "service": ("clerk", "sales", "service", "marketing", "circulation"),
    "finance": ("finance", "manager", "auditor", "administrator"),
}
MONTHS_SHOWN = 13
RUNS_SHOWN = 6
IMPORTS_SHOWN = 5


@dataclass(frozen=True)
class RunLine:
    """A run as the home page lists it."""

    label: Any
    run: Run


@permit("desk.see_home")
def home(request: StaffRequest) -> HttpResponse:
    """Tiles for the chosen role, the work that waits, the customers looked at latest."""
    today = today_of(request)
    role = request.GET.get("role") if request.GET.get("role") in ROLES else _own_role(request.user)
    return render(
        request,
        "desk/home.html",
        {
            "today": today,
            "role": role,
            "first_steps": first_steps(request.user),
            "greeting": _greeting(timezone.localtime(clock.now()).hour),
            "tiles": (service_tiles if role == "service" else finance_tiles)(request.user, today),
            "imports": waiting_imports(request.user, limit=IMPORTS_SHOWN),
            "runs": _recent_runs(request.user) if request.user.may("runs.see") else [],
            "recent": _recent_customers(request),
        },
    )


@permit("subscriptions.see")
def running(request: StaffRequest) -> HttpResponse:
    """The curve of running subscriptions, fetched after the page so that the page never waits for it."""
    today = today_of(request)
    days = queries.running_by_month(viewer=request.user, from_month=_first_month(today), today=today)
    language = request.user.language
    points = [(_("today") if day == today else wording.month_name(day, language), count) for day, count in days]
    count = wording.number(points[-1][1], language)
    summary = _("Running subscriptions on the first of each month, and %(count)s today") % {"count": count}
    shown = any(count for _label, count in points)
    return render(request, "desk/running.html", {"curve": curve(summary=summary, points=points, language=language) if shown else None})


def _first_month(today: date) -> date:
    return add_months(today.replace(day=1), 1 - MONTHS_SHOWN)


def _own_role(user: StaffUser) -> str:
    codes = set(user.roles.values_list("code", flat=True))
    return next((role for role, names in ROLES.items() if codes & set(names)), "service")


def _greeting(hour: int) -> str:
    if hour < 11:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def _recent_customers(request: StaffRequest) -> list[OpenRecord]:
    customers = reverse("customers:list")
    return [record for record in reversed(listed(request)) if record.url.startswith(customers)]


def _recent_runs(viewer: StaffUser) -> list[RunLine]:
    return [RunLine(kind_of(run.kind).label, run) for run in visible_runs(viewer).order_by("-id")[:RUNS_SHOWN]]
