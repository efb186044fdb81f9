"""Discounts are offered, changed and taken away; what was priced with them stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Discount, DiscountGroup, DiscountProduct, PriceGroup, PriceList, Product
from abonent.customers.models import Customer
from abonent.kit.periods import inclusive, period
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act


class CannotDiscount(Refusal):
    """A discount that cannot be as asked."""

    sentences = {
        "discount.code_taken": _("There is already a discount with the code %(taken)s in this price list."),
        "discount.other_entity": _("A product, group or group of alternatives belongs to another price list or company."),
        "discount.percent_or_amount": _("Say a percentage or an amount, not both."),
        "discount.customer_or_group": _("Choose a group or a customer, not both."),
        "discount.ends_before_it_begins": _("The last day is before the first."),
        "discount.group_in_use": _("Discounts belong to this group. Take them out of it first."),
    }


@dataclass(frozen=True, kw_only=True)
class DiscountDescription:
    """What is taken off, for whom, and when."""

    code: str
    name: Mapping[str, str]
    begins_on: date
    ends_on: date | None = None
    ordinal: int = 10
    percent_off: Decimal | None = None
    amount_off: Decimal | None = None
    base: str = Discount.LIST
    products: Sequence[Product] = field(default=())
    needs: Sequence[Product] = field(default=())
    copies_from: int = 1
    value_from: Decimal = Decimal(0)
    price_group: PriceGroup | None = None
    customer: Customer | None = None
    with_promotion: bool = False
    group: DiscountGroup | None = None


COLUMNS = (
    "ordinal",
    "percent_off",
    "amount_off",
    "base",
    "copies_from",
    "value_from",
    "price_group",
    "customer",
    "with_promotion",
    "group",
)


def open_discount(*, price_list: PriceList, described: DiscountDescription, actor: StaffUser | None) -> Discount:
    """Give a discount on the prices of a list."""
    _check(price_list, described)
    with change_by(actor, "open_discount"):
        columns = _columns(described)
        discount, is_new = Discount.objects.get_or_create(price_list=price_list, code=columns["code"], defaults=columns)
        if not is_new:
            raise CannotDiscount("discount.code_taken", taken=discount.code)
        _write_products(discount, described)
        _record(actor, "open_discount", discount, {"verb": "remove_discount", "discount": discount.pk})
    return discount


def change_discount(*, discount: Discount, described: DiscountDescription, actor: StaffUser | None) -> Discount:
    """Let it be otherwise for the terms that are made from now on."""
    _check(discount.price_list, described)
    with change_by(actor, "change_discount"):
        locked = Discount.objects.select_for_update().get(pk=discount.pk)
        columns = _columns(described)
        if Discount.objects.filter(price_list=locked.price_list_id, code=columns["code"]).exclude(pk=locked.pk).exists():
            raise CannotDiscount("discount.code_taken", taken=columns["code"])
        before = _plain(locked)
        for name, value in columns.items():
            setattr(locked, name, value)
        locked.save()
        locked.products.all().delete()
        _write_products(locked, described)
        _record(actor, "change_discount", locked, {"verb": "change_discount", "discount": locked.pk, **before})
    return locked


def remove_discount(*, discount: Discount, actor: StaffUser | None) -> None:
    """Take a discount away; terms that were made with it keep their price."""
    with change_by(actor, "remove_discount"):
        locked = Discount.objects.select_for_update().get(pk=discount.pk)
        _record(actor, "remove_discount", locked, {"verb": "put_discount_back", "price_list": locked.price_list_id, **_plain(locked)})
        locked.delete()


def described_again(plain: Mapping[str, Any]) -> DiscountDescription:
    """A discount as it was described in plain JSON."""
    figures: dict[str, Any] = {
        name: Decimal(plain[name]) if plain[name] is not None else None for name in ("percent_off", "amount_off", "value_from")
    }
    rows = {"price_group": PriceGroup, "customer": Customer, "group": DiscountGroup}
    chosen: dict[str, Any] = {name: model._default_manager.filter(pk=plain[name]).first() for name, model in rows.items()}
    return DiscountDescription(
        **{name: plain[name] for name in ("code", "name", "ordinal", "base", "copies_from", "with_promotion")},
        **figures,
        **chosen,
        begins_on=date.fromisoformat(plain["begins_on"]),
        ends_on=date.fromisoformat(plain["ends_on"]) if plain["ends_on"] else None,
        products=list(Product.objects.filter(pk__in=plain["products"])),
        needs=list(Product.objects.filter(pk__in=plain["needs"])),
    )


def describe_discount(discount: Discount) -> DiscountDescription:
    """A discount as it is."""
    return described_again(_plain(discount))


def open_discount_group(*, price_list: PriceList, name: Mapping[str, str], takes: str, actor: StaffUser | None) -> DiscountGroup:
    """A group of discounts of which one alone holds."""
    with change_by(actor, "open_discount_group"):
        group = DiscountGroup.objects.create(price_list=price_list, name=dict(name), takes=takes)
        inverse = {"verb": "remove_discount_group", "discount_group": group.pk}
        record_act(actor=actor, verb="open_discount_group", subject_kind="discount_group", subject_ids=[group.pk], inverse=inverse)
    return group


def change_discount_group(*, group: DiscountGroup, name: Mapping[str, str], takes: str, actor: StaffUser | None) -> DiscountGroup:
    """Call the group otherwise, or let another of its discounts hold."""
    with change_by(actor, "change_discount_group"):
        locked = DiscountGroup.objects.select_for_update().get(pk=group.pk)
        inverse = {"verb": "change_discount_group", "discount_group": locked.pk, "name": locked.name, "takes": locked.takes}
        locked.name, locked.takes = dict(name), takes
        locked.save()
        record_act(actor=actor, verb="change_discount_group", subject_kind="discount_group", subject_ids=[locked.pk], inverse=inverse)
    return locked


def remove_discount_group(*, group: DiscountGroup, actor: StaffUser | None) -> None:
    """A group that no discount belongs to is gone."""
    with change_by(actor, "remove_discount_group"):
        try:
            group.delete()
        except ProtectedError as held:
            raise CannotDiscount("discount.group_in_use") from held
        record_act(actor=actor, verb="remove_discount_group", subject_kind="discount_group", subject_ids=[group.pk])


def _check(price_list: PriceList, described: DiscountDescription) -> None:
    if (described.percent_off is None) == (described.amount_off is None):
        raise CannotDiscount("discount.percent_or_amount")
    if described.price_group and described.customer:
        raise CannotDiscount("discount.customer_or_group")
    if described.ends_on is not None and described.ends_on < described.begins_on:
        raise CannotDiscount("discount.ends_before_it_begins")
    owners = {product.entity_id for product in (*described.products, *described.needs)}
    if described.price_group:
        owners.add(described.price_group.entity_id)
    if owners - {price_list.entity_id} or (described.group and described.group.price_list_id != price_list.pk):
        raise CannotDiscount("discount.other_entity")


def _columns(described: DiscountDescription) -> dict[str, Any]:
    first, last = described.begins_on, described.ends_on
    return {
        **{name: getattr(described, name) for name in COLUMNS},
        "code": described.code.upper(),
        "name": dict(described.name),
        "during": inclusive(first, last) if last else period(first, None),
    }


def _write_products(discount: Discount, described: DiscountDescription) -> None:
    roles = ((DiscountProduct.CHEAPER, described.products), (DiscountProduct.NEEDED, described.needs))
    DiscountProduct.objects.bulk_create(
        DiscountProduct(discount=discount, product=product, role=role) for role, products in roles for product in products
    )


def _plain(discount: Discount) -> dict[str, Any]:
    """All of a discount in plain JSON."""
    roles: dict[str, list[int]] = {DiscountProduct.CHEAPER: [], DiscountProduct.NEEDED: []}
    for role, product in discount.products.order_by("product").values_list("role", "product"):
        roles[role].append(product)
    until = discount.during.upper
    figures = {name: getattr(discount, name) for name in ("percent_off", "amount_off", "value_from")}
    return {
        **{name: getattr(discount, name) for name in ("code", "name", "ordinal", "base", "copies_from", "with_promotion")},
        **{name: str(figure) if figure is not None else None for name, figure in figures.items()},
        "price_group": discount.price_group_id,
        "customer": discount.customer_id,
        "group": discount.group_id,
        "begins_on": discount.during.lower.isoformat(),
        "ends_on": (until - timedelta(days=1)).isoformat() if until else None,
        "products": roles[DiscountProduct.CHEAPER],
        "needs": roles[DiscountProduct.NEEDED],
    }


def _record(actor: StaffUser | None, verb: str, discount: Discount, inverse: Mapping[str, Any]) -> None:
    record_act(actor=actor, verb=verb, subject_kind="discount", subject_ids=[discount.pk], inverse=inverse)
