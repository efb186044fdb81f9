"""Discounts as data: offered, changed, taken away, and each of it taken back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.catalog.models import Discount, DiscountGroup
from abonent.catalog.operations import (
    CannotDiscount,
    DiscountDescription,
    change_discount,
    change_discount_group,
    describe_discount,
    open_discount,
    open_discount_group,
    remove_discount,
    remove_discount_group,
)
from abonent.catalog.testing import a_discount, a_price_list, a_product, an_entity, prices_from
from abonent.kit.periods import day, inclusive, period
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

TODAY = day("2026-03-01")


@pytest.fixture
def daily(db: None) -> Any:
    return a_product(entity=an_entity())


@pytest.fixture
def price_list(daily: Any) -> Any:
    return prices_from("2025-01-01", a_price_list(entity=daily.entity), {(daily, 1): "329.00"}).price_list


@pytest.fixture
def manager(daily: Any) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("manager", "m@example.se")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(daily.entity)
    return user


def test_a_discount_is_changed_and_changed_back_taken_away_and_put_back(daily, price_list, manager):
    discount = a_discount(price_list=price_list, percent="10", products=[daily])
    before = describe_discount(discount)
    otherwise = replace(
        before, percent_off=None, amount_off=Decimal(50), products=(), needs=[daily], ends_on=day("2026-12-31"), value_from=Decimal(500)
    )
    change_discount(discount=discount, described=otherwise, actor=manager)
    discount.refresh_from_db()
    assert (discount.percent_off, discount.amount_off, discount.during) == (
        None,
        Decimal(50),
        inclusive(day("2025-01-01"), day("2026-12-31")),
    )
    undo_act(act=Act.objects.get(verb="change_discount"), actor=manager, today=TODAY)
    discount.refresh_from_db()
    assert describe_discount(discount) == before
    assert discount.during == period("2025-01-01", None)

    remove_discount(discount=discount, actor=manager)
    assert not Discount.objects.exists()
    undo_act(act=Act.objects.get(verb="remove_discount"), actor=manager, today=TODAY)
    assert describe_discount(Discount.objects.get()) == before


def test_a_new_one_is_taken_back_and_a_group_that_has_discounts_stays(daily, price_list, manager):
    group = open_discount_group(price_list=price_list, name={"en": "Season"}, takes=DiscountGroup.BEST, actor=manager)
    described = DiscountDescription(code="sale", name={"en": "Sale"}, begins_on=TODAY, percent_off=Decimal(5), group=group)
    open_discount(price_list=price_list, described=described, actor=manager)
    assert Discount.objects.get().code == "SALE"
    with pytest.raises(CannotDiscount) as refused:
        remove_discount_group(group=group, actor=manager)
    assert refused.value.code == "discount.group_in_use"
    undo_act(act=Act.objects.get(verb="open_discount"), actor=manager, today=TODAY)
    change_discount_group(group=group, name={"en": "Winter"}, takes=DiscountGroup.FIRST, actor=manager)
    undo_act(act=Act.objects.get(verb="change_discount_group"), actor=manager, today=TODAY)
    assert DiscountGroup.objects.values_list("takes", flat=True).get() == DiscountGroup.BEST
    undo_act(act=Act.objects.get(verb="open_discount_group"), actor=manager, today=TODAY)
    assert not DiscountGroup.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"percent_off": None}, "discount.percent_or_amount"),
        ({"amount_off": Decimal(5)}, "discount.percent_or_amount"),
        ({"ends_on": day("2025-12-31")}, "discount.ends_before_it_begins"),
        ({"code": "ten"}, "discount.code_taken"),
    ],
)
def test_what_cannot_be_a_discount_is_refused(daily, price_list, wrong, code):
    a_discount(price_list=price_list, percent="10", code="TEN")
    described = DiscountDescription(code="SALE", name={"en": "Sale"}, begins_on=TODAY, percent_off=Decimal(5))
    with pytest.raises(CannotDiscount) as refused:
        open_discount(price_list=price_list, described=replace(described, **wrong), actor=None)
    assert refused.value.code == code
    assert Discount.objects.count() == 1


def test_a_product_of_another_company_is_refused(daily, price_list):
    stranger = a_product(entity=an_entity(code="lehti", country="FI", currency="EUR"))
    with pytest.raises(CannotDiscount) as refused:
        a_discount(price_list=price_list, percent="10", products=[stranger])
    assert refused.value.code == "discount.other_entity"
