"""Questions about subscriber gifts: which are seen, and what has become of each."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When

from abonent.access.models import StaffUser
from abonent.stock.models import StockMovement
from abonent.stock.models.movement import RETURN, SHIPMENT
from abonent.subscriptions.models import Premium
from abonent.subscriptions.queries import visible_subscriptions

WAITING, SENT, RETURNED, TAKEN = "waiting", "sent", "returned", "taken"


def with_state(premiums: QuerySet[Premium]) -> QuerySet[Any]:
    """Gifts with their `state`, and the day on which they were sent."""
    of_it = StockMovement.objects.filter(reservation=OuterRef("reservation"))
    shipment = of_it.filter(kind=SHIPMENT, reverses=None, reversed_by=None)
    state = Case(
        When(withdrawn_at__isnull=False, then=Value(TAKEN)),
        When(Exists(of_it.filter(kind=RETURN)), then=Value(RETURNED)),
        When(reservation__released_at__isnull=False, then=Value(SENT)),
        default=Value(WAITING),
    )
    known = premiums.select_related("reservation__item", "receiver", "place", "promotion", "given_by")
    return known.annotate(state=state, sent_on=Subquery(shipment.values("moved_on")[:1]))


def visible_premiums(viewer: StaffUser) -> QuerySet[Any]:
    """Gifts that go with the orders the viewer sees."""
    seen = Premium.objects.filter(subscription__in=visible_subscriptions(viewer).order_by().values("pk"))
    return with_state(seen.select_related("subscription__entity"))


def premiums_of_order(subscriptions: list[int]) -> list[Any]:
    """What is given with these subscriptions and was not taken away, in the order in which it was given."""
    return list(with_state(Premium.objects.filter(subscription__in=subscriptions, withdrawn_at=None)).order_by("pk"))
