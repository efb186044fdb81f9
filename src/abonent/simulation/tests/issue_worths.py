"""What each issue of a term is worth, counted by hand beside the statements that defer revenue: one by one, each at what the term costs in its
copies."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from psycopg.types.range import DateRange

from abonent.catalog.models import ProductComponent
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.subscriptions.models import CopiesChange, CopiesSettlement, EarlyEnd, Pause, Subscription, Term
from abonent.subscriptions.models.pause import CREDIT, PROLONG

Calendar = dict[int | None, list[date]]


@dataclass(frozen=True)
class Known:
    """What shares the price of terms: the calendar, what products bring, and what became of the terms; by their keys."""

    calendar: Calendar
    parts: dict[int, list[ProductComponent]]
    ends: dict[int, EarlyEnd]
    pauses: dict[int, list[Pause]]
    changes: dict[int, list[CopiesChange]]
    prices: dict[int, dict[int, Decimal]]


def misvalued(today: date, subscriptions: Iterable[Subscription] | None = None) -> list[tuple[Term, date, Decimal, Decimal]]:
    """Terms of which another amount is ahead than counted by hand; of all subscriptions, or of some."""
    asked = Term.objects.select_related("subscription").order_by("pk")
    terms = {term.pk: term for term in (asked if subscriptions is None else asked.filter(subscription__in=subscriptions))}
    known = known_of(terms)
    said = {"terms": None if subscriptions is None else list(terms), "days": [today, today + timedelta(days=45)]}
    wrong = []
    for row in statements.rows("subscriptions/deferred_of_terms", source="subscriptions/money_of_terms", **said):
        weights = weights_of(terms[row.term_id], row.ordinal, known)
        whole, ahead = sum(weights.values()), sum(weight for day, weight in weights.items() if day > row.day)
        counted = (row.amount * ahead / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else row.deferred
        if counted != row.deferred:
            wrong.append((terms[row.term_id], row.day, counted, row.deferred))
    return wrong


def known_of(terms: dict[int, Term]) -> Known:
    """What the database says of some terms."""
    subscriptions = {term.subscription_id for term in terms.values()}
    known = Known(defaultdict(list), defaultdict(list), {}, defaultdict(list), defaultdict(list), defaultdict(dict))
    for edition, day in Issue.objects.order_by("published_on").values_list("edition", "published_on"):
        known.calendar[edition].append(day)
    for part in ProductComponent.objects.exclude(edition=None).select_related("edition").order_by("product", "ordinal"):
        known.parts[part.product_id].append(part)
    for end in EarlyEnd.objects.filter(term__in=terms, withdrawn_at=None).select_related("cancellation"):
        known.ends[end.term_id] = end
    for pause in Pause.objects.filter(subscription__in=subscriptions, withdrawn_at=None, gives__in=[PROLONG, CREDIT]):
        known.pauses[pause.subscription_id].append(pause)
    for change in CopiesChange.objects.filter(subscription__in=subscriptions, withdrawn_at=None).order_by("from_on"):
        known.changes[change.subscription_id].append(change)
    for one in CopiesSettlement.objects.filter(term__in=terms):
        known.prices[one.term_id][one.change_id] = one.price
    return known


def weights_of(term: Term, ordinal: int, known: Known) -> dict[date, Decimal]:
    """The issues that share a part of what a term comes to, each with what the term costs in its number of copies."""
    ended = known.ends.get(term.pk)
    during = ended.during_before if ended and not ended.cancellation.gives_back else term.during
    if not during:
        return {}
    part = _part_of(term, ordinal, known)
    published = _published(term, part, during, known.calendar)
    is_electronic = bool(part and part.edition and part.edition.medium == "electronic")
    pauses = known.pauses[term.subscription_id]
    rested = [one.during for one in pauses if one.during.upper and not (one.digital_goes_on and is_electronic)]
    shared = {day: _price_on(day, term, known) for day in published if not any(day in rest for rest in rested)}
    if ended and not ended.cancellation.gives_back:
        # What does not come any more is earned on the first day without.
        lost = sum((shared.pop(day) for day in list(shared) if day > ended.ends_on), Decimal(0))
        shared[ended.ends_on] = shared.get(ended.ends_on, Decimal(0)) + lost
    return shared


def _part_of(term: Term, ordinal: int, known: Known) -> ProductComponent | None:
    """The part itself, where it has issues; else the leading one, where anything comes at all."""
    if term.subscription.delivery_method == "none" or not (parts := known.parts[term.product_id]):
        return None
    return next((part for part in parts if part.ordinal == ordinal), parts[0])


def _published(term: Term, part: ProductComponent | None, during: DateRange, calendar: Calendar) -> list[date]:
    """The days of its issues on the weekdays of the term; without issues, each day."""
    first, until = during.lower, during.upper
    assert first and until
    if part is None:
        return [first + timedelta(days=number) for number in range((until - first).days)]
    bits, days = term.weekdays & (127 if part.weekdays is None else part.weekdays), calendar[part.edition_id]
    return [day for day in days[bisect_left(days, first) : bisect_left(days, until)] if bits & 1 << day.weekday()]


def _price_on(day: date, term: Term, known: Known) -> Decimal:
    """What the whole term costs in the copies that come on a day."""
    latest = next((change for change in reversed(known.changes[term.subscription_id]) if change.from_on <= day), None)
    price = known.prices[term.pk].get(latest.pk) if latest else None
    return (term.amount if price is None else price) if term.amount else Decimal(1)
