"""How many customers have a status with a product, for the pages of the catalog."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.customer_product_queries import visible_customer_products
from abonent.catalog.models import Product
from abonent.catalog.uses import ProductUse


def status_count(viewer: StaffUser, today: date) -> Coalesce:
    """The customers whom the viewer sees who have a status with a product."""
    given = visible_customer_products(viewer).filter(product=OuterRef("pk")).order_by()
    return Coalesce(Subquery(given.values("product").annotate(count=Count("pk")).values("count")), Value(0))


def customers_url(product: Product) -> str:
    """The list of those customers."""
    return f"{reverse('catalog:customer_products')}?product={product.pk}"


PRODUCT_USES = [
    ProductUse(name="statuses", label=_("Customers with a status"), count=status_count, url=customers_url, permission="catalog.see")
]
