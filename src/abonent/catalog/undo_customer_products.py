"""How acts about customers and products are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product, ProductStatus
from abonent.catalog.operations.customer_products import customers_and_products_of, put_product_statuses_back
from abonent.catalog.operations.product_statuses import change_product_status
from abonent.customers.visibility import sees_customers
from abonent.runs.inverses import Inverse, everybodys


def _change_status_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    change_product_status(status=ProductStatus.objects.get(pk=arguments["status"]), said=arguments["said"], actor=actor)


def _of_those_i_see(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    customers, products = customers_and_products_of(arguments)
    my_products = of_my_entities(Product.objects.filter(pk__in=products), viewer)
    return my_products.count() == len(products) and sees_customers(viewer, customers)


INVERSES = [
    Inverse(
        "put_product_statuses_back",
        _("Say of the product what was said before"),
        put_product_statuses_back,
        "catalog.note",
        _of_those_i_see,
    ),
    Inverse("change_product_status_back", _("Change the status back"), _change_status_back, "catalog.change", everybodys),
]
