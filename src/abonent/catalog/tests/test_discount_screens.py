"""The pages of discounts: made, changed, taken away and taken back; and any case tried with them."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from django.urls import reverse

from abonent.catalog.models import Discount, DiscountGroup
from abonent.catalog.operations import open_discount_group
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_discount, a_price_list, a_product, a_promotion, an_edition, an_entity, prices_from
from abonent.catalog.tests.viewers import client_of, page, toast
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_to(clock.moment(day("2026-02-02"), time(12), "Europe/Stockholm")):
        yield


@pytest.fixture
def daily():
    return a_product(entity=an_entity())


@pytest.fixture
def weekend(daily):
    return a_product(entity=daily.entity, code="weekend", editions=[an_edition(entity=daily.entity, code="weekend")])


@pytest.fixture
def price_list(daily, weekend):
    prices = {(daily, 1): "329.00", (weekend, 1): "149.00"}
    return prices_from("2026-01-01", a_price_list(entity=daily.entity), prices, term_kind="until_further_notice").price_list


@pytest.fixture
def said(daily, price_list):
    return {
        "name_en": "Winter",
        "code": "winter10",
        "price_list": price_list.pk,
        "percent_off": "10",
        "base": "list",
        "begins_on": "2026-02-02",
        "copies_from": "1",
        "ordinal": "10",
    }


def case(client, price_list, **asked):
    usual = {"term": "until_further_notice-month-1", "copies": "1", "on": "2026-02-02"}
    return page(client.get(reverse("catalog:case", args=[price_list.pk]), {**usual, **asked}))


def test_without_discounts_the_list_says_what_one_is(daily):
    assert "No discounts yet" in page(client_of("finance", daily.entity).get(reverse("catalog:discounts")))


def test_a_discount_is_made_changed_and_taken_away_and_each_can_be_undone(daily, said):
    finance = client_of("finance", daily.entity)
    response = finance.post(reverse("catalog:new_discount"), {**said, "products": [daily.pk], "copies_from": "5"})
    discount = Discount.objects.get(code="WINTER10")
    assert response["Location"] == reverse("catalog:discount", args=[discount.pk])
    words, _undo = toast(finance, response)
    assert words == "Winter (WINTER10) holds for the terms that begin in its days."
    shown = page(finance.get(reverse("catalog:discounts")))
    assert "off the list price" in shown
    assert "from a quantity of 5" in shown
    assert "Holds now" in shown

    response = finance.post(reverse("catalog:discount", args=[discount.pk]), {**said, "percent_off": "", "amount_off": "50,00"})
    _words, undo_url = toast(finance, response)
    discount.refresh_from_db()
    assert (discount.percent_off, discount.amount_off) == (None, Decimal(50))
    finance.post(undo_url, follow=True)
    discount.refresh_from_db()
    assert (discount.percent_off, discount.copies_from) == (Decimal(10), 5)

    response = finance.post(reverse("catalog:remove_discount", args=[discount.pk]))
    _words, undo_url = toast(finance, response)
    assert not Discount.objects.exists()
    finance.post(undo_url, follow=True)
    assert Discount.objects.get().code == "WINTER10"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"percent_off": ""}, "percent_off", "Say a percentage or an amount"),
        ({"amount_off": "5"}, "amount_off", "not both"),
        ({"ends_on": "2026-02-01"}, "ends_on", "before the first"),
        ({"code": "winter 10"}, "code", "Letters A to Z"),
        ({"customer": "99"}, "customer", "no customer"),
        ({"name_en": ""}, "name_en", "at least one language"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(daily, said, changes, field, sentence):
    response = client_of("finance", daily.entity).post(reverse("catalog:new_discount"), {**said, **changes})
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Discount.objects.exists()


def test_a_code_that_is_taken_is_said_at_the_code_and_one_like_it_begins_with_what_it_takes_off(daily, price_list, said):
    discount = a_discount(price_list=price_list, percent="12", code="WINTER10")
    finance = client_of("finance", daily.entity)
    response = finance.post(reverse("catalog:new_discount"), said)
    assert "WINTER10" in " ".join(response.context["form"].errors["code"])
    like = page(finance.get(f"{reverse('catalog:new_discount')}?like={discount.pk}"))
    assert 'value="12"' in like


def test_whoever_may_not_price_reads_it_and_another_company_does_not(daily, price_list):
    discount = a_discount(price_list=price_list, percent="12")
    address = reverse("catalog:discount", args=[discount.pk])
    clerk = client_of("clerk", daily.entity)
    assert "off the list price" in page(clerk.get(address))
    clerk.post(address, {})
    assert client_of("finance", an_entity(code="lehti", country="FI", currency="EUR")).get(address).status_code == 404


def test_a_group_of_alternatives_is_made_changed_and_taken_away(daily, price_list):
    finance = client_of("finance", daily.entity)
    assert "No alternatives yet" in page(finance.get(reverse("catalog:discount_groups")))
    finance.post(reverse("catalog:new_discount_group"), {"name_en": "Quantity", "price_list": price_list.pk, "takes": "best"}, follow=True)
    group = DiscountGroup.objects.get()
    response = finance.post(reverse("catalog:discount_group", args=[group.pk]), {"name_en": "Season", "takes": "first"})
    _words, undo_url = toast(finance, response)
    assert "Season" in page(finance.get(reverse("catalog:discount_groups")))
    finance.post(undo_url, follow=True)
    group.refresh_from_db()
    assert (group.name, group.takes) == ({"en": "Quantity"}, "best")
    a_discount(price_list=price_list, percent="5", group=group)
    finance.post(reverse("catalog:remove_discount_group", args=[group.pk]))
    assert DiscountGroup.objects.exists()


def test_any_case_is_tried_with_discounts_a_promotion_and_other_products_and_says_why_and_why_not(daily, weekend, price_list):
    group = open_discount_group(price_list=price_list, name={"en": "One"}, takes="best", actor=None)
    a_discount(price_list=price_list, percent="10", code="TEN", group=group)
    a_discount(price_list=price_list, percent="20", code="BOTH", group=group, needs=[weekend])
    a_discount(price_list=price_list, percent="30", code="LATER", begins_on="2026-06-01")
    a_discount(price_list=price_list, percent="40", code="SECRET", customer=a_customer())
    spring = a_promotion(
        price_list=price_list, products=[daily], steps=[Step(terms=2, unit_price=Decimal(99))], term_kind="until_further_notice"
    )
    finance = client_of("finance", daily.entity)
    alone = case(finance, price_list, product=daily.pk)
    assert "Why 296,10 kr" in alone
    assert "needs on the same order: Weekend" in alone
    assert "holds from 1 Jun 2026" in alone or "holds from Jun 1, 2026" in alone
    assert "Secret" not in alone
    assert "Why 263,20 kr" in case(finance, price_list, product=daily.pk, others=[weekend.pk])
    promoted = case(finance, price_list, product=daily.pk, promotion=spring.pk, term_number="2")
    assert "Why 99,00 kr" in promoted
    assert "does not go together with a promotion" in promoted
    assert "Why 296,10 kr" in case(finance, price_list, product=daily.pk, promotion=spring.pk, term_number="3")
