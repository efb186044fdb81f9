"""Questions about what goes out: which lists there are, what they are compared with, what tonight brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Case, Count, QuerySet, Sum, When

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.distribution.coverage_queries import laid_of, with_laid_out
from abonent.distribution.list_lines import sorting_by
from abonent.distribution.models import FrozenExtra, FrozenList, FrozenSum, HandOver, Route
from abonent.distribution.models.freezing import CHANGED, NEW, STOPPED
from abonent.distribution.rules.print_order import PrintOrder, print_order
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.subscriptions.copies import DUE
from abonent.subscriptions.queries import PAUSED

WEEK = timedelta(days=7)
# So many weeks back the copies of the same weekday are drawn.
WEEKS_BACK = 6
# A weekly that skipped an issue is still compared by weekday; what is older says nothing any more.
LONGEST_BACK = timedelta(days=29)


def visible_lists(viewer: StaffUser) -> QuerySet[FrozenList]:
    """Lists of the viewer's companies that stand; they tell of all customers, so whoever sees only some of them sees none."""
    rows = FrozenList.objects.standing().select_related("issue__edition__title__entity", "run__created_by")
    return of_whole_companies(rows, viewer, path="issue__edition__title__entity")


def list_before(frozen: FrozenList) -> FrozenList | None:
    """The freeze that a list is compared with: of the same weekday up to four weeks before, else of the issue before."""
    return latest_before(frozen.issue, frozen.delivery_method)


def issue_before(frozen: FrozenList) -> FrozenList | None:
    """The freeze of the issue before, whatever its weekday."""
    return _earlier(frozen.issue, frozen.delivery_method).order_by("-issue__published_on").first()


def latest_before(issue: Issue, way: str) -> FrozenList | None:
    """The freeze of the same edition and way that an issue is compared with."""
    earlier = _earlier(issue, way).filter(issue__published_on__gte=issue.published_on - LONGEST_BACK)
    is_other_day = Case(When(issue__published_on__iso_week_day=issue.published_on.isoweekday(), then=0), default=1)
    return earlier.order_by(is_other_day, "-issue__published_on").first()


@dataclass(frozen=True)
class OutgoingCopies:
    """What of an issue goes one way, and what is printed for it; of the copies `drawn` are those of outlets, `laid` those laid out to
    households that do not subscribe."""

    frozen: FrozenList
    paused: int
    drawn: int
    laid: int
    order: PrintOrder


def outgoing_copies(issue: Issue) -> list[OutgoingCopies]:
    """The print order of an issue: each way that is frozen, with spares and what fills the last bundle."""
    lists = {one.delivery_method: one for one in FrozenList.objects.standing().freezes().filter(issue=issue)}
    sums = FrozenSum.objects.filter(list__in=lists.values()).values_list("list", "outcome").annotate(Sum("copies"))
    copies = {(list_id, outcome): count for list_id, outcome, count in sums}
    draws = FrozenExtra.objects.printed().filter(list__in=lists.values())
    drawn = dict(draws.values_list("list").annotate(Sum("copies")))
    rules = {rule.delivery_method: rule for rule in HandOver.objects.select_related("profile").filter(edition=issue.edition_id)}
    with_laid = with_laid_out(Issue.objects.filter(pk=issue.pk)).get()
    return [
        _outgoing(one, issue, copies, (drawn.get(one.pk, 0), laid_of(with_laid, way)), rules.get(way)) for way, one in sorted(lists.items())
    ]


def routes_compared(frozen: FrozenList, before: FrozenList | None) -> list[tuple[Route | None, int, int | None]]:
    """Route, copies, and copies in a list before, in the order of routes; the doors without one come first."""
    now, then = copies_by_route(frozen), copies_by_route(before) if before else None
    routes = {route.pk: route for route in Route.objects.filter(pk__in=[*now, *(then or {})])}
    ordered = sorted({*now, *(then or {})}, key=lambda pk: routes[pk].sorts_as if pk else "")
    return [(routes.get(pk or 0), now.get(pk, 0), None if then is None else then.get(pk, 0)) for pk in ordered]


def copies_by_route(frozen: FrozenList) -> dict[int | None, int]:
    """Route -> the copies of a list that come by it; None are those that no route brings."""
    return dict(FrozenSum.objects.filter(list=frozen, outcome__in=DUE).values_list("route").annotate(Sum("copies")))


def changes_counted(frozen: FrozenList) -> dict[str, int]:
    """Of an addendum: how many subscriptions are new, changed and stopped."""
    return dict(FrozenSum.objects.filter(list=frozen).values_list("change").annotate(Sum("subscriptions")))


@dataclass(frozen=True)
class Changes:
    """How many subscriptions, and how many copies of theirs, are otherwise than on a list before."""

    subscriptions: int = 0
    copies: int = 0


def changes_since(frozen: FrozenList, before: FrozenList) -> dict[str, Changes]:
    """What is new, changed and stopped on a list since one before; each of them, were it none."""
    rows = statements.rows("distribution/changes_counted", source="distribution/delta_of_lists", list=frozen.pk, before=before.pk)
    found = {row.change: Changes(row.subscriptions, row.copies) for row in rows}
    return {change: found.get(change, Changes()) for change in (NEW, CHANGED, STOPPED)}


def _earlier(issue: Issue, way: str) -> QuerySet[FrozenList]:
    rows = FrozenList.objects.standing().freezes().select_related("issue")
    return rows.filter(issue__edition=issue.edition_id, delivery_method=way, issue__published_on__lt=issue.published_on)


def _outgoing(
    frozen: FrozenList, issue: Issue, copies: Mapping[tuple[int, str], int], beside: tuple[int, int], rule: HandOver | None
) -> OutgoingCopies:
    sorting = sorting_by(rule, issue)
    order = print_order(
        due=sum(copies.get((frozen.pk, outcome), 0) for outcome in DUE) + sum(beside),
        spare_percent=rule.spare_percent if rule else Decimal(0),
        least_spares=rule.least_spares if rule else 0,
        per_bundle=sorting.profile.bundle_rule(pages=sorting.pages).most_copies,
    )
    return OutgoingCopies(frozen, copies.get((frozen.pk, PAUSED), 0), *beside, order)


def brought_along(frozen: FrozenList) -> list[tuple[str, int, int]]:
    """What carriers bring along with a list: kind, doors and copies."""
    counted = frozen.extras.order_by("kind").values_list("kind").annotate(Count("place", distinct=True), Sum("copies"))
    return list(counted)
