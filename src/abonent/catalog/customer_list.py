"""What customers are to products and which prices they pay, in their list: filters, and acts on the chosen ones."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.customer_product_queries import visible_customer_products
from abonent.catalog.models import CustomerProduct, PriceGroup, PriceGroupMember
from abonent.catalog.product_queries import said_name
from abonent.kit.names import name_in
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
    columns = ("product", "product_name", "status", "status__name", "status__ordinal")
    found = list(rows.order_by("product_name", "product", "status__ordinal", "status").values_list(*columns).distinct())
    ordered = sorted({(ordinal, status): name_in(name, viewer.language) for *_product, status, name, ordinal in found}.items())
    names = {status: name for (_ordinal, status), name in ordered}
    statuses = [(f"-{status}", name) for status, name in names.items()]
    by_product: dict[int, list[tuple[str, str]]] = {}
    for product, product_name, status, _name, _ordinal in found:
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


def by_price_group(viewer: StaffUser) -> ChoiceFilter:
    """Those in a price group of the viewer's companies."""
    return ChoiceFilter(
        name="price_group",
        label=_("Price group"),
        choices=partial(groups_to_choose, viewer),
        where=lambda chosen: Q(Exists(_memberships(viewer).filter(price_group__in=chosen))),
        empty=lambda: ~Q(Exists(_memberships(viewer))),
        permission="catalog.see",
    )


def groups_to_choose(viewer: StaffUser) -> list[tuple[str, str]]:
    """The price groups of the viewer's companies."""
    groups = of_my_entities(PriceGroup.objects.annotate(shown_name=said_name(viewer.language)).order_by("shown_name"), viewer)
    return [(str(pk), name) for pk, name in groups.values_list("pk", "shown_name")]


def _memberships(viewer: StaffUser) -> QuerySet[PriceGroupMember]:
    return of_my_entities(PriceGroupMember.objects.filter(customer__canonical=OuterRef("pk")), viewer)


CUSTOMER_FILTERS = [by_product_and_status, by_price_group]
CUSTOMER_BULK = [
    BulkAct(label=_("Status with a product"), url_name="catalog:bulk_customers", icon="tag", permission="catalog.note", of_all=True),
    BulkAct(label=_("Price group"), url_name="catalog:bulk_price_group", icon="users", permission="customers.change", of_all=True),
]
