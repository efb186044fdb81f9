"""Questions about circulation: the copies of each issue by channel and price class, and how they agree with what was frozen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, QuerySet, Sum

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.catalog.models import Edition
from abonent.distribution.models import FrozenExtra, Outlet, PriceClasses
from abonent.distribution.models.circulation import USUAL
from abonent.distribution.models.sorting import PRINTED_WAYS
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.organisation.models import LegalEntity
from abonent.subscriptions.copies import OF_THE_ISSUE, named

SINGLE, ELECTRONIC = "single", "electronic"
PAID, FREE, DONATED, NOT_SOLD, GIVEN_BACK, NO_PRICE = "paid", "free", "donated", "not_sold", "given_back", "no_price"
SUBSCRIBED = [way for way, _label in PRINTED_WAYS]


@dataclass(frozen=True)
class PriceClass:
    """What was paid for a copy: from how many percent of the full price on, or why it is no paid one."""

    code: str
    from_percent: int | None = None


@dataclass(frozen=True)
class Listed:
    """What the lists of an issue come to: frozen, changed by addenda, and resting."""

    frozen: int
    added: int
    paused: int

    @property
    def copies(self) -> int:
        """What went out by the lists as they stand."""
        return self.frozen + self.added


@dataclass(frozen=True)
class IssueCirculation:
    """The copies of the issues of one day by channel and price class; the electronic ones are of the other editions of its title."""

    issue: Issue
    copies: Counter[tuple[str, PriceClass]]
    listed: Listed | None
    may_come_back: bool = False

    @property
    def subscribed(self) -> int:
        """Paid copies of subscribers, on paper."""
        return self._sum(SUBSCRIBED, paid=True)

    @property
    def unpaid(self) -> int:
        """Copies on paper that nobody has paid for."""
        return self._sum(SUBSCRIBED, paid=False)

    @property
    def single(self) -> int:
        """Single copies, less those that came back."""
        return self._sum([SINGLE])

    @property
    def on_paper(self) -> int:
        """All copies on paper."""
        return self._sum([*SUBSCRIBED, SINGLE])

    @property
    def electronic(self) -> int:
        """Those who could read it on a screen."""
        return self._sum([ELECTRONIC])

    @property
    def difference(self) -> int:
        """How many copies of subscribers are counted beyond those on the lists: none, or something is wrong."""
        return self.subscribed + self.unpaid - (self.listed.copies if self.listed else 0)

    def _sum(self, channels: Iterable[str], *, paid: bool | None = None) -> int:
        asked = set(channels)
        return sum(
            copies
            for (channel, price_class), copies in self.copies.items()
            if channel in asked and paid in (None, price_class.code in (PAID, NO_PRICE))
        )


@dataclass(frozen=True)
class Circulation:
    """The issues of an edition in a time."""

    issues: Sequence[IssueCirculation]
    from_percents: Sequence[int]

    @property
    def copies(self) -> Counter[tuple[str, PriceClass]]:
        """All of them by channel and price class."""
        return sum((one.copies for one in self.issues), Counter())

    def average(self, name: str) -> int:
        """A figure of an issue on average of those that are frozen, rounded half up."""
        counted = [one for one in self.issues if one.listed]
        return (2 * sum(getattr(one, name) for one in counted) + len(counted)) // (2 * len(counted)) if counted else 0


@dataclass(frozen=True)
class SingleCopies:
    """The draws of an issue: as they went out with its lists, as they are known today, and what came back of them."""

    on_lists: int
    drawn: int
    returned: int


@dataclass(frozen=True)
class Difference:
    """Why what is owed of an issue today is not what went out."""

    reason: str
    subscriptions: int
    copies: int


def circulated_editions(viewer: StaffUser) -> QuerySet[Edition]:
    """Printed editions of the viewer's companies; circulation tells of all customers, so whoever sees only some of them sees none."""
    rows = Edition.objects.exclude(medium=Edition.ELECTRONIC).select_related("title__entity").order_by("title__code", "code")
    return of_whole_companies(rows, viewer, path="title__entity")


def classes_of(entity: LegalEntity) -> Sequence[int]:
    """From which percents of the full price a company counts its classes, highest first."""
    said = PriceClasses.objects.filter(entity=entity).first()
    return said.from_percents if said else USUAL


def circulation(edition: Edition, *, first: date, until: date, viewer: StaffUser, today: date) -> Circulation:
    """The issues of a printed edition that came out from a day until before another, with what was read of the title on screens."""
    issues = list(
        edition.issues.filter(published_on__gte=first, published_on__lt=min(until, today + timedelta(days=1))).order_by("published_on")
    )
    days = {issue.pk: issue.published_on for issue in issues}
    days |= dict(_electronic(edition, days.values()).values_list("pk", "published_on"))
    copies: dict[date, Counter[tuple[str, PriceClass]]] = defaultdict(Counter)
    for row in _counted(edition, first, until, viewer):
        if row.issue_id in days:
            copies[days[row.issue_id]][row.channel, PriceClass(row.price_class, row.from_percent)] += row.copies
    listed = _listed([issue.pk for issue in issues])
    longest = Outlet.objects.filter(entity=edition.title.entity_id).aggregate(days=Max("return_days"))["days"]
    return Circulation(
        [
            IssueCirculation(
                issue,
                copies[issue.published_on],
                listed.get(issue.pk),
                bool(longest) and issue.published_on + timedelta(days=longest) >= today,
            )
            for issue in issues
        ],
        classes_of(edition.title.entity),
    )


def differences(issue: Issue, *, today: date) -> list[Difference]:
    """Why what is owed of an issue as it is known today is not what went out."""
    rows = statements.rows("distribution/circulation_differences", source=OF_THE_ISSUE, today=today, **named(issue))
    return [Difference(*row) for row in rows]


def single_copies(issue: Issue) -> SingleCopies:
    """What outlets drew of an issue, and how that agrees with its lists."""
    rows = statements.rows("distribution/draws_of_outlets", outlets=None, product=None, issues=[issue.pk], first=None, until=None)
    brought = FrozenExtra.objects.printed().filter(list__issue=issue, list__withdrawn_at=None)
    return SingleCopies(
        brought.aggregate(copies=Sum("copies"))["copies"] or 0, sum(row.copies for row in rows), sum(row.returned or 0 for row in rows)
    )


def _counted(edition: Edition, first: date, until: date, viewer: StaffUser) -> Iterable[Any]:
    """Copies by issue, channel and class of an edition and of the electronic ones of its title."""
    electronic = Edition.objects.filter(title=edition.title_id, medium=Edition.ELECTRONIC).values_list("pk", flat=True)
    outlets = Outlet.objects.filter(entity=edition.title.entity_id).values_list("pk", flat=True)
    return statements.rows(
        "distribution/circulation",
        source="distribution/draws_of_outlets",
        editions=[edition.pk, *electronic],
        first=first,
        until=until,
        viewer=viewer.pk,
        from_percents=list(classes_of(edition.title.entity)),
        outlets=list(outlets),
        product=None,
        issues=None,
    )


def _electronic(edition: Edition, days: Iterable[date]) -> QuerySet[Issue]:
    rows = Issue.objects.filter(edition__title=edition.title_id, edition__medium=Edition.ELECTRONIC)
    return rows.filter(published_on__in=list(days))


def _listed(issues: Sequence[int]) -> Mapping[int, Listed]:
    rows = statements.rows("distribution/circulation_lists", issues=list(issues))
    return {row.issue_id: Listed(row.frozen, row.added, row.paused) for row in rows}
