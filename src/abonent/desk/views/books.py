"""Do the books agree with themselves? Rule by rule while one looks on; or all at once, of one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.runs.invariants import MOST_FINDINGS, Finding, Invariant, check, check_and_record, invariants
from abonent.runs.models import BooksCheck
from abonent.ui.steps import Progress


@dataclass(frozen=True)
class CheckedRule:
    """A rule as it stands on the board."""

    invariant: Invariant
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        return not self.findings

    @property
    def is_cut(self) -> bool:
        """Whether there may be more rows than are shown."""
        return len(self.findings) >= MOST_FINDINGS


@dataclass(frozen=True)
class Tally:
    """How far the check has come, and how many rules did not hold so far."""

    progress: Progress
    broken: int
    at: datetime

    @property
    def holding(self) -> int:
        return self.progress.done - self.broken


@permit("desk.check_books")
def books(request: StaffRequest) -> HttpResponse:
    """The board. The books of all companies: what is wrong in one is wrong for the installation.

    With `?all` everything is checked before the page is answered; else each rule is asked for in its turn.
    """
    rules = [CheckedRule(invariant, findings) for invariant, findings in check_and_record()] if "all" in request.GET else []
    broken = sum(not rule.holds for rule in rules)
    context = {"rules": rules, "tally": _tally(request, len(rules), broken), "next": None if rules else _rule(0), "place": 0, "broken": 0}
    context["latest"] = BooksCheck.objects.order_by("pk").last()
    return render(request, "desk/books.html", context)


@permit("desk.check_books")
def rule(request: StaffRequest, place: int) -> HttpResponse:
    """One rule, checked at this moment by one statement; what comes with it asks for the next one."""
    invariant = _rule(place)
    if invariant is None:
        raise Http404
    checked = CheckedRule(invariant, check(invariant))
    before = request.GET.get("broken", "")
    broken = min(int(before) if before.isdecimal() else 0, place) + (not checked.holds)
    context = {"rule": checked, "tally": _tally(request, place + 1, broken), "next": _rule(place + 1), "place": place + 1, "broken": broken}
    return render(request, "desk/books.html#rule", context)


def _rule(place: int) -> Invariant | None:
    return next(iter(invariants()[place : place + 1]), None)


def _tally(request: StaffRequest, done: int, broken: int) -> Tally:
    progress = Progress(done, len(invariants()), _("rules"), request.user.language, errors=broken)
    return Tally(progress, broken, clock.now())
