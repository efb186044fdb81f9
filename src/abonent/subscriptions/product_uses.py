"""How many subscriptions run on a product, and what they hold against a change of it, for the pages of the catalog."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.catalog.operations import CannotDescribe
from abonent.catalog.uses import ProductUse
from abonent.subscriptions.models import SeatCount
from abonent.subscriptions.queries import visible_subscriptions

# Subscriptions that a refusal names; whoever sees more than so many has another question.
NAMED = 10


def running_count(viewer: StaffUser, today: date) -> Coalesce:
    """The subscriptions of a product that the viewer sees and that run on the day."""
    running = visible_subscriptions(viewer).running(today).filter(product=OuterRef("pk")).order_by()
    return Coalesce(Subquery(running.values("product").annotate(count=Count("pk")).values("count")), Value(0))


def running_url(product: Product) -> str:
    """The list of those subscriptions."""
    return f"{reverse('subscriptions:list')}?product={product.pk}&state=running"


def lost_in_grace(viewer: StaffUser, today: date) -> Coalesce:
    """The copies that came in grace to whoever did not renew after all."""
    over = visible_subscriptions(viewer).filter(product=OuterRef("pk"), expiry__expires_on__lte=today).order_by()
    lost = over.filter(grace__papers_until__lte=today, grace__reads_until__lte=today)
    return Coalesce(Subquery(lost.values("product").annotate(copies=Sum("grace__copies")).values("copies")), Value(0))


def not_renewed_url(product: Product) -> str:
    """The list of those who did not."""
    return f"{reverse('subscriptions:list')}?product={product.pk}&state=not_renewed"


def refuse_fewer_seats_than_are_taken(product: Product) -> None:
    """Nobody who reads loses his seat by a figure in the catalog: whoever looks after the subscriptions says whose seats end."""
    full = SeatCount.objects.filter(subscription__product=product, taken__gt=F("seats")).order_by("subscription__number")
    numbers = list(full.values_list("subscription__number", flat=True).distinct())
    if numbers:
        named = ", ".join(str(number) for number in numbers[:NAMED]) + (", ..." if len(numbers) > NAMED else "")
        raise CannotDescribe("product.seats_taken", count=len(numbers), numbers=named)


PRODUCT_CHECKS = [refuse_fewer_seats_than_are_taken]
PRODUCT_USES = [
    ProductUse(name="running", label=_("Running subscriptions"), count=running_count, url=running_url, permission="subscriptions.see"),
    ProductUse(
        name="lost_in_grace",
        label=_("Copies lost in grace"),
        count=lost_in_grace,
        url=not_renewed_url,
        permission="subscriptions.see",
        part="editions",
    ),
]
