"""Questions about subscriptions: whose are seen, what state they are in, which days they bring a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition, Price, PriceList, Product
from abonent.catalog.queries import orderable_prices
from abonent.charges.models import Charge, OpenCharge
from abonent.customers.models import Customer
from abonent.editions.models import Issue
from abonent.editions.queries import latest_issue, next_issue
from abonent.kit import statements
from abonent.runs.models import Act
from abonent.subscriptions.models import Subscription, Term

COMING, RUNNING, CANCELLED, ENDED = "coming", "running", "cancelled", "ended"


def visible_subscriptions(viewer: StaffUser) -> QuerySet[Subscription]:
    """Subscriptions of the entities the viewer works for, with what every screen shows of them."""
    rows = Subscription.objects.select_related("entity", "product", "price_list", "subscriber", "payer", "expiry")
    return of_my_entities(rows, viewer)


def with_state(rows: QuerySet[Subscription], today: date) -> QuerySet[Subscription]:
    """Each with its `state` on a day and the day from which it is cancelled, `ends_on`; both follow from rows, none is stored.

    Ended is what is sold no further than that day, whoever wanted it so; coming is what begins later; cancelled is what runs
    until the end of its terms and then no more.
    """
    standing = FilteredRelation("cancellations", condition=Q(cancellations__withdrawn_at=None))
    state = Case(
        When(expiry__expires_on__lte=today, then=Value(ENDED)),
        When(started_on__gt=today, then=Value(COMING)),
        When(standing__id__isnull=False, then=Value(CANCELLED)),
        default=Value(RUNNING),
    )
    return rows.annotate(standing=standing).annotate(
        state=state, ends_on=F("standing__from_on"), cancelled_at=F("standing__cancelled_at")
    )


def with_price(rows: QuerySet[Subscription]) -> QuerySet[Subscription]:
    """Each with the price of its latest term, `latest_amount`."""
    latest = Term.objects.filter(pk=OuterRef("expiry__latest_term_id"))
    return rows.annotate(latest_amount=Subquery(latest.values("amount")))
