"""What was sold with each term and what became of it: counted anew and by hand, beside the statements that count it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from abonent.access.models import StaffUser
from abonent.catalog.models import ProductComponent
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.subscriptions.models import CopiesChange, CopiesSettlement, EarlyEnd, Pause, Subscription, Term, TermAdjustment
from abonent.subscriptions.models.pause import CREDIT, PROLONG
from abonent.subscriptions.queries import COMES, PAUSED, REDIRECTED, issue_days

AS_FAR_AS_TERMS_REACH = timedelta(days=1200)
MONTHS_DIFFER = 3


@dataclass
class Account:
    """What a term sold and what became of it, in issues of the leading edition."""

    sold: int = 0
    came: int = 0
    credited: int = 0
    given_up: int = 0
    moved: bool = False

    @property
    def is_even(self) -> bool:
        """Each issue that was sold came, was credited, or was given up with a stop: once. A term that had to begin later than it was sold
        for keeps its months, and months differ by as many as three days (docs/algorithms/pauses.md, 3)."""
        difference = self.sold - self.came - self.credited - self.given_up
        return abs(difference) <= (MONTHS_DIFFER if self.moved else 0)


def promised() -> dict[str, Decimal]:
    """What pauses, stops and other numbers of copies have said that they credit or charge, by the kind of charge."""
    ends = -sum((one.amount for one in EarlyEnd.objects.filter(withdrawn_at=None)), Decimal(0))
    pauses = -sum((one.amount or 0 for one in TermAdjustment.objects.all()), Decimal(0))
    return {"stop_credit": ends, "pause_credit": pauses}


def accounts(today: date, viewer: StaffUser) -> dict[Term, Account]:
    """What became of each term that was ever sold."""
    calendar: dict[int | None, list[date]] = defaultdict(list)
    for edition, day in Issue.objects.order_by("published_on").values_list("edition", "published_on"):
        calendar[edition].append(day)
    return {term: account_of(term, days, calendar) for term, days in terms_with_days(today, viewer)}


def terms_with_days(today: date, viewer: StaffUser) -> list[tuple[Term, dict[date, str]]]:
    """Each term, with the days on which an issue of what is subscribed comes out and what becomes of it."""
    subscriptions = list(Subscription.objects.all())
    first = min((one.started_on for one in subscriptions), default=today)
    found = issue_days(subscriptions, first=first, until=today + AS_FAR_AS_TERMS_REACH, today=today, viewer=viewer)
    outcomes = {key: {one.on: one.outcome for one in days} for key, days in found.items()}
    return [(term, outcomes.get(term.subscription_id, {})) for term in Term.objects.select_related("subscription")]


def account_of(term: Term, outcomes: dict[date, str], calendar: dict[int | None, list[date]]) -> Account:
    """Counts issues of the leading edition on the weekdays of the term; what a pause that donates takes counts as if it came."""
    published = published_of(term, calendar)
    pauses = Pause.objects.filter(subscription=term.subscription_id, withdrawn_at=None, gives__in=[PROLONG, CREDIT])
    rested = [one.during for one in pauses]
    is_moved = bool(term.during) and term.during.lower != term.sold_during.lower
    account = Account(sold=sum(day in term.sold_during for day in published), moved=is_moved)
    for day in published:
        if term.during and day in term.during and not any(day in during for during in rested):
            assert outcomes.get(day) in (COMES, REDIRECTED, PAUSED), (term, day, outcomes.get(day))
            account.came += 1
    account.credited = sum(one.credited for one in TermAdjustment.objects.filter(term=term))
    account.given_up = sum(one.issues for one in EarlyEnd.objects.filter(term=term, withdrawn_at=None))
    return account


def published_of(term: Term, calendar: dict[int | None, list[date]]) -> list[date]:
    """The days of the leading edition on the weekdays of the term."""
    component = ProductComponent.objects.filter(product=term.product_id).order_by("ordinal").first()
    assert component
    bits = term.weekdays & (127 if component.weekdays is None else component.weekdays)
    return [day for day in calendar[component.edition_id] if bits & 1 << day.weekday()]


def misvalued(today: date) -> list[tuple[Term, date, Decimal, Decimal]]:
    """Terms of which another amount is ahead than counted by hand: issues one by one, each at what the term costs in its copies."""
    calendar: dict[int | None, list[date]] = defaultdict(list)
    for edition, day in Issue.objects.order_by("published_on").values_list("edition", "published_on"):
        calendar[edition].append(day)
    terms = {term.pk: term for term in Term.objects.select_related("subscription").order_by("pk")}
    days = [today, today + timedelta(days=45)]
    wrong = []
    for row in statements.rows("subscriptions/deferred_of_terms", source="subscriptions/money_of_terms", terms=None, days=days):
        weights = weights_of(terms[row.term_id], row.ordinal, calendar)
        whole, ahead = sum(weights.values()), sum(weight for day, weight in weights.items() if day > row.day)
        counted = (row.amount * ahead / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else row.deferred
        if counted != row.deferred:
            wrong.append((terms[row.term_id], row.day, counted, row.deferred))
    return wrong


def weights_of(term: Term, ordinal: int, calendar: dict[int | None, list[date]]) -> dict[date, Decimal]:
    """The issues that share a part of what a term comes to, each with what the term costs in its number of copies."""
    ended = EarlyEnd.objects.filter(term=term, withdrawn_at=None).select_related("cancellation").first()
    during = ended.during_before if ended and not ended.cancellation.gives_back else term.during
    editions = ProductComponent.objects.filter(product=term.product_id).exclude(edition=None).select_related("edition")
    leading = editions.order_by("ordinal").first() if term.subscription.delivery_method != "none" else None
    part = (editions.filter(ordinal=ordinal).first() or leading) if leading else None
    if part and part.edition:
        bits = term.weekdays & (127 if part.weekdays is None else part.weekdays)
        published = [day for day in calendar[part.edition_id] if bits & 1 << day.weekday()]
    else:
        published = [during.lower + timedelta(days=number) for number in range((during.upper - during.lower).days)]
    pauses = Pause.objects.filter(subscription=term.subscription_id, withdrawn_at=None, gives__in=[PROLONG, CREDIT])
    is_electronic = bool(part and part.edition and part.edition.medium == "electronic")
    rested = [one.during for one in pauses if one.during.upper and not (one.digital_goes_on and is_electronic)]
    prices = {one.change_id: one.price for one in CopiesSettlement.objects.filter(term=term)}
    changes = list(CopiesChange.objects.filter(subscription=term.subscription_id, withdrawn_at=None).order_by("from_on"))
    shared: dict[date, Decimal] = {}
    for day in published:
        if during and day in during and not any(day in rest for rest in rested):
            latest = next((change for change in reversed(changes) if change.from_on <= day), None)
            price = prices.get(latest.pk) if latest else None
            shared[day] = (term.amount if price is None else price) if term.amount else Decimal(1)
    if ended and not ended.cancellation.gives_back:
        # What does not come any more is earned on the first day without.
        lost = sum((shared.pop(day) for day in list(shared) if day > ended.ends_on), Decimal(0))
        shared[ended.ends_on] = shared.get(ended.ends_on, Decimal(0)) + lost
    return shared
