"""What each issue of a term is worth, counted by hand beside the statements that defer revenue: one by one, each at what the term costs in its
copies."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from abonent.catalog.models import ProductComponent
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.subscriptions.models import CopiesChange, CopiesSettlement, EarlyEnd, Pause, Subscription, Term
from abonent.subscriptions.models.pause import CREDIT, PROLONG

Calendar = dict[int | None, list[date]]


def misvalued(today: date, subscriptions: Iterable[Subscription] | None = None) -> list[tuple[Term, date, Decimal, Decimal]]:
    """Terms of which another amount is ahead than counted by hand; of all subscriptions, or of some."""
    calendar: Calendar = defaultdict(list)
    for edition, day in Issue.objects.order_by("published_on").values_list("edition", "published_on"):
        calendar[edition].append(day)
    asked = Term.objects.select_related("subscription").order_by("pk")
    terms = {term.pk: term for term in (asked if subscriptions is None else asked.filter(subscription__in=subscriptions))}
    said = {"terms": None if subscriptions is None else list(terms), "days": [today, today + timedelta(days=45)]}
    wrong = []
    for row in statements.rows("subscriptions/deferred_of_terms", source="subscriptions/money_of_terms", **said):
        weights = weights_of(terms[row.term_id], row.ordinal, calendar)
        whole, ahead = sum(weights.values()), sum(weight for day, weight in weights.items() if day > row.day)
        counted = (row.amount * ahead / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else row.deferred
        if counted != row.deferred:
            wrong.append((terms[row.term_id], row.day, counted, row.deferred))
    return wrong


def weights_of(term: Term, ordinal: int, calendar: Calendar) -> dict[date, Decimal]:
    """The issues that share a part of what a term comes to, each with what the term costs in its number of copies."""
    ended = EarlyEnd.objects.filter(term=term, withdrawn_at=None).select_related("cancellation").first()
    during = ended.during_before if ended and not ended.cancellation.gives_back else term.during
    if not during:
        return {}
    editions = ProductComponent.objects.filter(product=term.product_id).exclude(edition=None).select_related("edition")
    leading = editions.order_by("ordinal").first() if term.subscription.delivery_method != "none" else None
    part = (editions.filter(ordinal=ordinal).first() or leading) if leading else None
    if part and part.edition:
        bits = term.weekdays & (127 if part.weekdays is None else part.weekdays)
        days = calendar[part.edition_id]
        within = days[bisect_left(days, during.lower) : bisect_left(days, during.upper)]
        published = [day for day in within if bits & 1 << day.weekday()]
    else:
        published = [during.lower + timedelta(days=number) for number in range((during.upper - during.lower).days)]
    pauses = Pause.objects.filter(subscription=term.subscription_id, withdrawn_at=None, gives__in=[PROLONG, CREDIT])
    is_electronic = bool(part and part.edition and part.edition.medium == "electronic")
    rested = [one.during for one in pauses if one.during.upper and not (one.digital_goes_on and is_electronic)]
    prices = {one.change_id: one.price for one in CopiesSettlement.objects.filter(term=term)}
    changes = list(CopiesChange.objects.filter(subscription=term.subscription_id, withdrawn_at=None).order_by("from_on"))
    shared: dict[date, Decimal] = {}
    for day in published:
        if not any(day in rest for rest in rested):
            latest = next((change for change in reversed(changes) if change.from_on <= day), None)
            price = prices.get(latest.pk) if latest else None
            shared[day] = (term.amount if price is None else price) if term.amount else Decimal(1)
    if ended and not ended.cancellation.gives_back:
        # What does not come any more is earned on the first day without.
        lost = sum((shared.pop(day) for day in list(shared) if day > ended.ends_on), Decimal(0))
        shared[ended.ends_on] = shared.get(ended.ends_on, Decimal(0)) + lost
    return shared
