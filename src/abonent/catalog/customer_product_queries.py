"""Questions about what customers are to products."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.held import HeldProduct, declared_held
from abonent.catalog.models import CustomerProduct, PriceGroupMember, Product
from abonent.catalog.product_queries import visible_products
from abonent.customers.models import Customer
from abonent.customers.visibility import of_my_customers
from abonent.kit.names import name_in


def visible_customer_products(viewer: StaffUser) -> QuerySet[CustomerProduct]:
    """What the customers whom the viewer sees are to the products of the companies that he works for."""
    return of_my_customers(of_my_entities(CustomerProduct.objects.all(), viewer, path="product__entity"), viewer, "customer")


def product_statuses_of(customer: Customer, viewer: StaffUser) -> list[CustomerProduct]:
    """One row per product; what was said of the customer himself goes before what was said of a record merged into him."""
    rows = visible_customer_products(viewer).filter(customer__in=customer.merged_ids).select_related("product", "status", "seller")
    first_of_each: dict[int, CustomerProduct] = {}
    for row in sorted(rows.order_by("-since", "pk"), key=lambda row: row.customer_id != customer.canonical_id):
        first_of_each.setdefault(row.product_id, row)
    return sorted(first_of_each.values(), key=lambda row: (row.status.ordinal, row.status_id, product_name(row.product).casefold()))


def products_held(customer: Customer, viewer: StaffUser, today: date) -> list[HeldProduct]:
    """What he has and had by orders, as far as the viewer may see it."""
    return [one for source in declared_held if viewer.may(source.permission) for one in source.find(customer, viewer, today)]


def products_to_choose(viewer: StaffUser, today: date) -> list[tuple[str, str]]:
    """The products that a status may be given with, by name; those not sold any more stand last."""
    language = get_language() or "en"
    ordered = sorted(visible_products(viewer), key=lambda product: (_is_over(product, today), name_in(product.name, language).casefold()))
    return [(str(product.pk), name_in(product.name, language)) for product in ordered]


def product_name(product: Product) -> str:
    """A product as the reader calls it."""
    return name_in(product.name, get_language() or "en")


def _is_over(product: Product, today: date) -> bool:
    return product.withdrawn_on is not None and product.withdrawn_on <= today


def price_groups_of(customer: Customer, viewer: StaffUser) -> QuerySet[PriceGroupMember]:
    """The price groups of the viewer's companies that a customer is in."""
    return of_my_entities(PriceGroupMember.objects.filter(customer__in=customer.merged_ids).select_related("price_group", "entity"), viewer)
