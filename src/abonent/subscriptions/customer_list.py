"""Who subscribes to what, as a filter of the list of customers."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.customer_product_queries import products_to_choose
from abonent.kit import clock
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui.lists import ChoiceFilter


def subscribes_to(viewer: StaffUser) -> ChoiceFilter:
    """Those who receive a product today."""
    today = clock.today(viewer.zone)

    def receives(products: list[str]) -> Q:
        running = visible_subscriptions(viewer).running(today).filter(product_id__in=products)
        return Q(Exists(running.filter(subscriber__canonical=OuterRef("pk"))))

    return ChoiceFilter(
        name="subscribes_to",
        label=_("Subscribes to"),
        choices=partial(products_to_choose, viewer, today),
        where=receives,
        permission="subscriptions.see",
    )


CUSTOMER_FILTERS = [subscribes_to]
