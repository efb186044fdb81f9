"""What was sold with each term and what became of it: counted anew and by hand, beside the statements that count it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, ProductComponent
from abonent.charges.models import Charge
from abonent.editions.models import Issue
from abonent.subscriptions.models import CopiesSettlement, EarlyEnd, IssueCredit, Pause, Subscription, Term, TermAdjustment
from abonent.subscriptions.models.pause import CREDIT, PROLONG
from abonent.subscriptions.queries import COMES, PAUSED, REDIRECTED, issue_days

MONTHS_DIFFER = 3
CENT = Decimal("0.01")
AT_A_TIME = 100


@dataclass
class Account:
    """What a term sold and what became of it, in issues of the leading edition and in money.

    `given_back` is what was credited, in so many `steps` that were rounded each, and `worth` what it should be; both are empty where
    another number of copies came in between, whose price is not that of the term.
    """

    price: Decimal = Decimal(0)
    sold: int = 0
    came: int = 0
    readable: int = 0
    credited: int = 0
    given_up: int = 0
    moved: bool = False
    given_back: Decimal | None = None
    worth: Decimal = Decimal(0)
    steps: int = 0

    @property
    def is_even(self) -> bool:
        """Each issue that was sold came, was credited, or was given up with a stop: once. A term that had to begin later than it was sold
        for keeps its months, and months differ by as many as three days (docs/algorithms/pauses.md, 3)."""
        difference = self.sold - self.came - self.credited - self.given_up
        return abs(difference) <= (MONTHS_DIFFER if self.moved else 0) and self.is_fair

    @property
    def is_fair(self) -> bool:
        """What was given back is the share of the price that its issues have, each step rounded; never more than was paid."""
        if self.given_back is None or not self.sold:
            return True
        differ = CENT * self.steps + (self.price * MONTHS_DIFFER / self.sold if self.moved else 0)
        return abs(self.given_back - self.worth) <= differ and self.given_back <= self.price


@dataclass
class Known:
    """What became of some subscriptions and their terms, by their keys; asked once for many."""

    outcomes: dict[int, dict[date, str]] = field(default_factory=dict)
    pauses: dict[int, list[Pause]] = field(default_factory=lambda: defaultdict(list))
    adjustments: dict[int, list[TermAdjustment]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[int, list[EarlyEnd]] = field(default_factory=lambda: defaultdict(list))
    other_copies: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Leading:
    """The edition by which a product is counted: its days, in their order, and its own weekdays. `share` is what part of the price is for
    paper: a rest in which the digital edition goes on gives no more."""

    days: Sequence[date]
    weekdays: int
    is_electronic: bool
    share: Decimal

    def published(self, during: object, weekdays: int) -> list[date]:
        """Its days within a period, on some weekdays."""
        first, until = during.lower, during.upper  # type: ignore[attr-defined]
        bits = weekdays & self.weekdays
        return [day for day in self.days[bisect_left(self.days, first) : bisect_left(self.days, until)] if bits & 1 << day.weekday()]


def promised() -> dict[str, Decimal]:
    """What pauses, stops and issues that did not come have said that they credit, by the kind of charge."""
    ends = -sum((one.amount for one in EarlyEnd.objects.filter(withdrawn_at=None)), Decimal(0))
    pauses = -sum((one.amount or 0 for one in TermAdjustment.objects.all()), Decimal(0))
    missing = -sum((one.amount for one in IssueCredit.objects.all()), Decimal(0))
    return {"stop_credit": ends, "pause_credit": pauses, "issue_credit": missing}


def charged(kind: str) -> Decimal:
    """What is charged by charges of a kind, less what they credit."""
    return sum(Charge.objects.filter(source_kind=kind).values_list("amount", flat=True), Decimal(0))


def uneven(today: date, viewer: StaffUser, subscriptions: Iterable[Subscription] | None = None) -> dict[int, Account]:
    """The terms, by their keys, of which an issue was lost or counted twice, or credited for another price than it was sold at."""
    asked = Subscription.objects.order_by("pk") if subscriptions is None else subscriptions
    return {term.pk: account for term, account in accounts(today, viewer, asked) if not account.is_even}


def accounts(today: date, viewer: StaffUser, subscriptions: Iterable[Subscription]) -> Iterator[tuple[Term, Account]]:
    """What became of each term that was ever sold to these subscriptions."""
    leading, waiting = leading_editions(), list(subscriptions)
    for place in range(0, len(waiting), AT_A_TIME):
        some = waiting[place : place + AT_A_TIME]
        terms = list(Term.objects.filter(subscription__in=some).order_by("pk"))
        known = known_of(some, terms, today, viewer)
        for term in terms:
            yield term, account_of(term, leading[term.product_id], known)


def leading_editions() -> dict[int, Leading]:
    """Product -> its leading edition, by the whole calendar."""
    calendar: dict[int, list[date]] = defaultdict(list)
    for edition, day in Issue.objects.order_by("published_on").values_list("edition", "published_on"):
        calendar[edition].append(day)
    parts: dict[int, list[ProductComponent]] = defaultdict(list)
    for part in ProductComponent.objects.select_related("edition").prefetch_related("shares").order_by("product", "ordinal"):
        parts[part.product_id].append(part)
    return {product: _leading(of_product, calendar) for product, of_product in parts.items()}


def _leading(parts: Sequence[ProductComponent], calendar: dict[int, list[date]]) -> Leading:
    edition = parts[0].edition
    assert edition
    shares = [(part.edition, part.shares.all()[0].share) for part in parts]
    printed = sum((share for one, share in shares if one and one.medium != Edition.ELECTRONIC), Decimal(0))
    own_weekdays = parts[0].weekdays
    return Leading(
        days=calendar[edition.pk],
        weekdays=127 if own_weekdays is None else own_weekdays,
        is_electronic=edition.medium == Edition.ELECTRONIC,
        share=printed / sum(share for _edition, share in shares),
    )


def known_of(subscriptions: Sequence[Subscription], terms: Sequence[Term], today: date, viewer: StaffUser) -> Known:
    """What the database says of some subscriptions, as they are seen today, as far as their terms reach."""
    first = min(one.started_on for one in subscriptions)
    until = max((term.during.upper for term in terms if term.during), default=today)
    found = issue_days(subscriptions, first=first, until=until, today=today, viewer=viewer)
    known = Known(outcomes={key: {one.on: one.outcome for one in days} for key, days in found.items()})
    for pause in Pause.objects.filter(subscription__in=subscriptions, withdrawn_at=None, gives__in=[PROLONG, CREDIT]):
        known.pauses[pause.subscription_id].append(pause)
    for adjustment in TermAdjustment.objects.filter(term__subscription__in=subscriptions).select_related("pause"):
        known.adjustments[adjustment.term_id].append(adjustment)
    for end in EarlyEnd.objects.filter(term__subscription__in=subscriptions, withdrawn_at=None).select_related("cancellation"):
        known.ends[end.term_id].append(end)
    copies = CopiesSettlement.objects.filter(term__subscription__in=subscriptions)
    known.other_copies = set(copies.values_list("term_id", flat=True))
    return known


def account_of(term: Term, leading: Leading, known: Known) -> Account:
    """Counts issues of the leading edition on the weekdays of the term; what a pause that donates takes counts as if it came."""
    pauses = known.pauses[term.subscription_id]
    rested = [one.during for one in pauses if not (one.digital_goes_on and leading.is_electronic)]
    unread = [one.during for one in pauses if not one.digital_goes_on]
    account = Account(price=term.amount, sold=len(leading.published(term.sold_during, term.weekdays)))
    if term.during:
        account.moved = term.during.lower != term.sold_during.lower
        outcomes = known.outcomes.get(term.subscription_id, {})
        for day in leading.published(term.during, term.weekdays):
            if not any(day in during for during in rested):
                assert outcomes.get(day) in (COMES, REDIRECTED, PAUSED), (term, day, outcomes.get(day))
                account.came += 1
            account.readable += not any(day in during for during in unread)
    adjustments, ends = known.adjustments[term.pk], known.ends[term.pk]
    account.credited = sum(one.credited for one in adjustments)
    account.given_up = sum(one.issues for one in ends)
    if term.pk not in known.other_copies:
        _value(account, adjustments, ends, leading.share)
    return account


def _value(account: Account, adjustments: Sequence[TermAdjustment], ends: Sequence[EarlyEnd], printed: Decimal) -> None:
    """What pauses and a stop gave for what they took, and what that is worth: all that is left, where nothing came at all."""
    of_an_issue = account.price / max(account.sold, 1)
    rested = sum((one.amount or 0 for one in adjustments), Decimal(0))
    account.worth = sum((of_an_issue * one.credited * (printed if one.pause.digital_goes_on else 1) for one in adjustments), Decimal(0))
    account.given_back, account.steps = rested, sum(bool(one.credited) for one in adjustments)
    for end in ends:
        if end.cancellation.gives_back and end.issues and end.digital_amount is not None:
            account.worth += _worth_of_parts(account, adjustments, end, printed)
            account.given_back += end.amount
            account.steps += 2
        elif end.cancellation.gives_back and end.issues:
            account.worth += of_an_issue * end.issues if account.came > 0 else account.price - rested
            account.given_back += end.amount
            account.steps += 1


def _worth_of_parts(account: Account, adjustments: Sequence[TermAdjustment], end: EarlyEnd, printed: Decimal) -> Decimal:
    """What a stop gives for paper and for digital, which went on in a pause and so came on more days."""
    of_an_issue = account.price / max(account.sold, 1)
    of_both = [one for one in adjustments if not one.pause.digital_goes_on]
    unread = max(account.sold - account.readable - sum(one.credited for one in of_both), 0)
    read_back = sum(((one.amount or 0) for one in of_both), Decimal(0)) * (1 - printed)
    left_of_paper = account.price * printed - (sum((one.amount or 0 for one in adjustments), Decimal(0)) - read_back)
    paper = of_an_issue * printed * end.issues if account.came > 0 else left_of_paper
    digital = of_an_issue * (1 - printed) * unread if account.readable > 0 else account.price * (1 - printed) - read_back
    return paper + digital
