"""Do the books agree with themselves? Every rule, green or red, and the rows for which it does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.runs.invariants import MOST_FINDINGS, Finding, Invariant, check_all


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


@permit("desk.check_books")
def books(request: StaffRequest) -> HttpResponse:
    """The board, checked at this moment. The books of all companies: what is wrong in one is wrong for the installation."""
    rules = [CheckedRule(invariant, findings) for invariant, findings in check_all()]
    broken = [rule for rule in rules if not rule.holds]
    return render(request, "desk/books.html", {"broken": broken, "holding": [rule for rule in rules if rule.holds], "checked": len(rules)})
