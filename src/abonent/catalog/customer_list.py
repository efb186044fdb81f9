"""What customers are to products, in their list: a filter, and an act on the chosen ones."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.customer_product_queries import visible_customer_products
from abonent.catalog.models import CustomerProduct, ProductStatus
from abonent.catalog.product_queries import said_name
from abonent.ui.lists import BulkAct, ChoiceFilter


def by_product_and_status(viewer: StaffUser) -> ChoiceFilter:
    """Those who have a status, with any product or with one; only what is there is offered."""
    return ChoiceFilter(
        name="product_status",
        label=_("Product and status"),
        choices=partial(statuses_given, viewer),
        where=lambda chosen: _having(chosen, viewer),
        empty=lambda: ~Q(Exists(_of_the_customer(viewer))),
        permission="catalog.see",
    )


def statuses_given(viewer: StaffUser) -> list[tuple[str, str]]:
    """What is given, as (key, words): every status, every product, and every pair of the two."""
    rows = visible_customer_products(viewer).annotate(product_name=said_name(viewer.language, "product__name"))
    given = (
        rows.order_by("product_name", "product", "status__ordinal", "status").values_list("product", "product_name", "status").distinct()
    )
    names = {status.pk: str(status) for status in ProductStatus.objects.all()}
    found = list(given)
    statuses = [(f"-{status}", name) for status, name in names.items() if any(row[2] == status for row in found)]
    by_product: dict[int, list[tuple[str, str]]] = {}
    for product, product_name, status in found:
        offered = by_product.setdefault(product, [(f"{product}-", product_name)])
        offered.append((f"{product}-{status}", f"{product_name}: {names[status]}"))
    return statuses + [choice for offered in by_product.values() for choice in offered]


def _having(chosen: list[str], viewer: StaffUser) -> Q:
    condition = Q()
    for key in chosen:
        product, _dash, status = key.partition("-")
        condition |= Q(**{name: value for name, value in (("product", product), ("status", status)) if value})
    return Q(Exists(_of_the_customer(viewer).filter(condition)))


def _of_the_customer(viewer: StaffUser) -> QuerySet[CustomerProduct]:
    return visible_customer_products(viewer).filter(customer__canonical=OuterRef("pk"))


CUSTOMER_FILTERS = [by_product_and_status]
CUSTOMER_BULK = [
    BulkAct(label=_("Status with a product"), url_name="catalog:bulk_customers", icon="tag", permission="catalog.note", of_all=True)
]
