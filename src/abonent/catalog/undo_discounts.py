"""How acts about discounts are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog import operations
from abonent.catalog.models import Discount, DiscountGroup, PriceList
from abonent.catalog.operations.discounts import described_again
from abonent.customers.visibility import sees_customers
from abonent.runs.inverses import Inverse, SeenBy, of_a_company

Arguments = Mapping[str, Any]


def change_discount_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The discount is as it was."""
    discount = Discount.objects.get(pk=arguments["discount"])
    operations.change_discount(discount=discount, described=described_again(arguments), actor=actor)


def remove_discount(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The discount is gone; what was priced with it stays."""
    operations.remove_discount(discount=Discount.objects.get(pk=arguments["discount"]), actor=actor)


def put_discount_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The discount is there again."""
    price_list = PriceList.objects.get(pk=arguments["price_list"])
    operations.open_discount(price_list=price_list, described=described_again(arguments), actor=actor)


def change_discount_group_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The group is called what it was, and takes what it took."""
    group = DiscountGroup.objects.get(pk=arguments["discount_group"])
    operations.change_discount_group(group=group, name=arguments["name"], takes=arguments["takes"], actor=actor)


def remove_discount_group(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The group is gone, if no discount belongs to it."""
    operations.remove_discount_group(group=DiscountGroup.objects.get(pk=arguments["discount_group"]), actor=actor)


def _seen(model: type[Discount | DiscountGroup | PriceList], argument: str, path: str) -> SeenBy:
    """Of a company the viewer works for; and of a customer whom he sees, where it names one."""

    def seen(arguments: Arguments, viewer: StaffUser) -> bool:
        customers = [arguments["customer"]] if arguments.get("customer") else []
        found = of_my_entities(model._default_manager.filter(pk=arguments[argument]), viewer, path=path)  # type: ignore[type-var]
        return found.exists() and sees_customers(viewer, customers)

    return seen


DISCOUNT = _seen(Discount, "discount", "price_list__entity")
GROUP = of_a_company(DiscountGroup, "discount_group", "price_list__entity")

INVERSES = [
    Inverse("change_discount", _("Change the discount"), change_discount_back, "catalog.price", DISCOUNT),
    Inverse("remove_discount", _("Take the discount away"), remove_discount, "catalog.price", DISCOUNT),
    Inverse("put_discount_back", _("Put the discount back"), put_discount_back, "catalog.price", _seen(PriceList, "price_list", "entity")),
    Inverse("change_discount_group", _("Change the group of discounts"), change_discount_group_back, "catalog.price", GROUP),
    Inverse("remove_discount_group", _("Take the group of discounts away"), remove_discount_group, "catalog.price", GROUP),
]
