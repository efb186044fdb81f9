"""Give issues back in money that were sold and did not come as they should, and take that back: the same statements for one and for many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.charges.operations import withdraw_charges, write_charges
from abonent.editions.models import Issue
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.subscriptions.models import IssueCredit, Subscription
from abonent.subscriptions.queries import (
    BEFORE_START,
    DONATED,
    NOT_RENEWED,
    NOT_SOLD,
    OTHER_DAY,
    PAUSED,
    STOPPED,
)

ONE_DAY = timedelta(days=1)


class CannotCredit(Refusal):
    """An issue that is not given back; each sentence may be read to a customer."""

    sentences = {
        "issue_credit.not_brought": _("This subscription does not bring the paper of %(day)s."),
        "issue_credit.not_out": _("The paper of %(day)s is not out yet."),
        "issue_credit.paused": _("The subscription was paused on %(day)s."),
        "issue_credit.other_day": _("No paper was due on %(day)s: it comes on other weekdays."),
        "issue_credit.before_start": _("The subscription had not begun on %(day)s."),
        "issue_credit.ended": _("The subscription had ended before %(day)s."),
        "issue_credit.not_sold": _("The paper of %(day)s is not invoiced, so there is nothing to give back for it."),
        "issue_credit.too_many": _("No more copies of the paper of %(day)s than were due: %(due)s."),
        "issue_credit.given_back": _("The paper of %(day)s is given back already."),
        "issue_credit.free": _("The paper of %(day)s cost nothing, so there is nothing to give back for it."),
        "issue_credit.withdrawn": _("The credit is taken back already."),
    }


WHY_NONE_WAS_DUE = {
    None: "issue_credit.not_brought",
    PAUSED: "issue_credit.paused",
    DONATED: "issue_credit.paused",
    OTHER_DAY: "issue_credit.other_day",
    BEFORE_START: "issue_credit.before_start",
    STOPPED: "issue_credit.ended",
    NOT_SOLD: "issue_credit.not_sold",
    NOT_RENEWED: "issue_credit.ended",
}


def credit_issues(*, missing: str, actor: StaffUser | None, today: date, **parameters: Any) -> list[IssueCredit]:
    """Give back the copies that a SELECT of the caller names (subscription_id, issue_id, copies), each issue of a subscription once.

    What nothing is to be given back for is left out. In the caller's transaction, which records the act.
    """
    _find(missing, today, parameters)
    given_before = set(_given_back())
    statements.run("subscriptions/write_issue_credits", made_by=actor.pk if actor else None)
    fresh = [credit for credit in _given_back() if credit not in given_before]
    _write_charges(fresh, today)
    return list(IssueCredit.objects.filter(pk__in=fresh).order_by("pk"))


def credit_issue(*, subscription: Subscription, issue: Issue, copies: int, actor: StaffUser | None, today: date) -> IssueCredit:
    """Give back copies of one issue, or say why nothing is given back for it. In the caller's transaction, which records the act."""
    asked = {"subscription": subscription.pk, "issue": issue.pk, "copies": copies}
    credits = credit_issues(missing="subscriptions/one_missing", actor=actor, today=today, **asked)
    if not credits:
        raise _why_not(statements.row("subscriptions/missing_found"), today)
    return credits[0]


def withdraw_issue_credits(*, credits: Sequence[int], actor: StaffUser | None, today: date) -> int:
    """Let credits give nothing back: what is not invoiced is charged no more, what is invoiced is evened out. Returns how many stood."""
    standing = IssueCredit.objects.filter(pk__in=credits, withdrawn_at=None)
    withdrawn = standing.update(withdrawn_at=clock.now(), withdrawn_by=actor, amount=0)
    withdraw_charges(charges="subscriptions/issue_credits_to_withdraw", credits=list(credits))
    _write_charges(credits, today)
    return withdrawn


def why_none_was_due(outcome: str | None, day: date) -> CannotCredit | None:
    """Why no copy of an issue was to come, by what became of it; None where one was."""
    return CannotCredit(WHY_NONE_WAS_DUE[outcome], day=day) if outcome in WHY_NONE_WAS_DUE else None


def _find(missing: str, today: date, parameters: dict[str, Any]) -> None:
    statements.run("subscriptions/make_work_missing")
    statements.run("subscriptions/empty_work_missing")
    statements.run("subscriptions/take_missing", source=missing, **parameters)
    statements.rows("subscriptions/lock_missing")
    destinations = ("subscriptions/issue_destinations", "subscriptions/missing_issues")
    statements.run("subscriptions/find_missing", source=destinations, today=today)
    days = [row.day for row in statements.rows("subscriptions/missing_days")]
    shared = ("subscriptions/deferred_of_terms", "subscriptions/money_of_missing")
    statements.run("subscriptions/value_missing", source=shared, days=days, today=today)


def _given_back() -> list[int]:
    return [row.given_back_by for row in statements.rows("subscriptions/missing_found") if row.given_back_by]


def _write_charges(credits: Sequence[int], today: date) -> None:
    statements.run("subscriptions/make_work_credit")
    statements.run("subscriptions/empty_work_credit")
    statements.run("subscriptions/find_issue_credits", credits=list(credits))
    write_charges(charges="subscriptions/charges_of_issue_credits", components="subscriptions/components_of_credits", today=today)


def _why_not(found: Any, today: date) -> CannotCredit:
    day = found.published_on
    if found.given_back_by:
        return CannotCredit("issue_credit.given_back", day=day)
    if day > today:
        return CannotCredit("issue_credit.not_out", day=day)
    none_was_due = why_none_was_due(found.outcome, day)
    if none_was_due:
        return none_was_due
    if found.term_id is None:
        return CannotCredit("issue_credit.not_sold", day=day)
    if not 1 <= found.copies <= found.due_copies:
        return CannotCredit("issue_credit.too_many", day=day, due=found.due_copies)
    return CannotCredit("issue_credit.free", day=day)
