"""What each issue of a term is worth: what is charged and credited for the term, shared by the issues that it is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from abonent.access.models import StaffUser
from abonent.charges.models import Charge
from abonent.kit import statements
from abonent.kit.periods import add_months
from abonent.subscriptions.models import EarlyEnd, Term, TermCharge
from abonent.subscriptions.queries import OTHER_DAY, IssueDay, issue_days

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class IssueValue:
    """What is earned on a day, and what is still for later; `issue` is empty where none comes out: a month, or the end of a term.

    `parts` is the value by the parts of the product, in their order.
    """

    on: date
    issue: IssueDay | None
    amount: Decimal
    ahead: Decimal
    parts: tuple[Decimal, ...]

    @property
    def before(self) -> Decimal:
        """What was for this issue and later ones."""
        return self.amount + self.ahead


@dataclass(frozen=True)
class TermValue:
    """What is charged and credited for a term, by the kind of charge, and the days on which it is earned."""

    charged: dict[str, Decimal]
    days: tuple[IssueValue, ...]

    @property
    def amount(self) -> Decimal:
        """What the term costs by now."""
        return sum(self.charged.values(), Decimal(0))

    @property
    def waiting(self) -> Decimal:
        """What no known day earns: that of issues which a pause without an end keeps back, or which the calendar does not have yet."""
        return self.days[-1].ahead if self.days else self.amount

    @property
    def sharing(self) -> int:
        """How many days share it."""
        return sum(1 for day in self.days if day.amount)

    def ahead_on(self, today: date) -> Decimal:
        """What is still for issues after a day."""
        return next((day.ahead for day in reversed(self.days) if day.on <= today), self.amount)


def value_of_term(term: Term, *, viewer: StaffUser, today: date) -> TermValue:
    """The value of each issue of a term, those that do not come among them."""
    ended = EarlyEnd.objects.filter(term=term, withdrawn_at=None).first()
    during = ended.during_before if ended else term.during
    first, until = during.lower, during.upper
    issues = _issues(term, first, until, viewer, today)
    asked = {*(issues or _month_ends(first, until)), until - ONE_DAY, *([ended.ends_on] if ended else [])}
    days = _shared(term, [first - ONE_DAY, *sorted(asked)], issues)
    return TermValue(_charged(term), tuple(day for day in days if day.amount or day.issue))


def _issues(term: Term, first: date, until: date, viewer: StaffUser, today: date) -> dict[date, IssueDay]:
    if not term.subscription.is_delivered:
        return {}
    found = issue_days([term.subscription], first=first, until=until, today=today, viewer=viewer)
    return {one.on: one for one in found[term.subscription_id] if one.outcome != OTHER_DAY}


def _month_ends(first: date, until: date) -> Iterator[date]:
    """What brings no issues is told by the month."""
    month = first.replace(day=1)
    while (month := add_months(month, 1)) < until:
        yield month - ONE_DAY


def _charged(term: Term) -> dict[str, Decimal]:
    charges = Charge.objects.filter(pk__in=TermCharge.objects.filter(term_id=term.pk).values("charge_id"))
    return dict(charges.values_list("source_kind").annotate(amount=Sum("amount")).order_by("source_kind"))


def _shared(term: Term, asked: Sequence[date], issues: dict[date, IssueDay]) -> list[IssueValue]:
    """What is ahead on one day and not on the next is what the next is worth."""
    ahead: dict[date, dict[int, Decimal]] = defaultdict(dict)
    charged = {"source": "subscriptions/money_of_terms", "terms": [term.pk]}
    for row in statements.rows("subscriptions/deferred_of_terms", **charged, days=list(asked)):
        ahead[row.day][row.ordinal] = row.deferred
    values = []
    for before, on in zip(asked, asked[1:], strict=False):
        parts = tuple(ahead[before][part] - ahead[on][part] for part in sorted(ahead[on]))
        values.append(IssueValue(on, issues.get(on), sum(parts, Decimal(0)), sum(ahead[on].values(), Decimal(0)), parts))
    return values
