"""The pages of promotions: opened with their steps, changed in who may order them, taken away and taken back."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abonent.catalog.models import Promotion
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_price_list, a_product, a_promotion, an_entity, prices_from
from abonent.catalog.tests.viewers import client_of, page, toast
from abonent.kit import clock
from abonent.kit.periods import day, period

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 25


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_to(clock.moment(day("2026-02-02"), time(12), "Europe/Stockholm")):
        yield


@pytest.fixture
def daily():
    return a_product(entity=an_entity())


@pytest.fixture
def price_list(daily):
    price_list = a_price_list(entity=daily.entity)
    prices_from("2026-01-01", price_list, {(daily, 1): "329.00"}, term_kind="until_further_notice")
    return price_list


@pytest.fixture
def spring(daily, price_list):
    return a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99), own_length=3)])


@pytest.fixture
def said(daily, price_list):
    return {
        "name_en": "Spring offer",
        "code": "spring3",
        "sold_as": f"{price_list.pk}-until_further_notice-month-1",
        "products": [daily.pk],
        "terms_1": "1",
        "price_1": "99,00",
        "length_1": "3",
        "terms_2": "2",
        "percent_2": "50",
        "ordered_from": "2026-02-02",
        "for_whom": "new",
    }


def address(name, promotion):
    return reverse(f"catalog:{name}", args=[promotion.pk])


def test_without_promotions_the_list_says_what_one_is(daily):
    assert "No promotions yet" in page(client_of("finance", daily.entity).get(reverse("catalog:promotions")))


def test_a_promotion_is_opened_with_its_steps_shown_at_todays_prices_and_taken_back(daily, said):
    finance = client_of("finance", daily.entity)
    response = finance.post(reverse("catalog:new_promotion"), said)
    promotion = Promotion.objects.get(code="SPRING3")
    assert response["Location"] == address("promotion", promotion)
    steps = promotion.steps.values_list("from_term", "terms", "unit_price", "percent_off", "own_length")
    assert list(steps) == [(1, 1, Decimal(99), None, 3), (2, 2, None, Decimal(50), None)]
    words, undo_url = toast(finance, response)
    assert words == "Spring offer (SPRING3) can be ordered as its days say."
    shown = page(finance.get(address("promotion", promotion)))
    assert "3 months for 99,00 kr, then 2 times 1 month for 164,50 kr each, then 329,00 kr for 1 month at a time, by the list" in shown
    finance.post(undo_url)
    assert not Promotion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"price_1": "", "length_1": "", "percent_2": "", "terms_2": ""}, "price_1", "Say what the first terms cost"),
        ({"percent_1": "10"}, "percent_1", "not both"),
        ({"price_1": "", "percent_1": "10"}, "length_1", "need a price"),
        ({"percent_2": ""}, "price_2", "Say a price or a percentage"),
        ({"code": "spring 3"}, "code", "Letters A to Z"),
        ({"products": []}, "products", "required"),
        ({"ordered_to": "2026-02-01"}, "ordered_to", "before the first"),
        ({"then_ends": "on"}, "then_ends", "has one term"),
        ({"percent_2": "101"}, "percent_2", "less than or equal to 100"),
    ],
)
def test_what_cannot_be_promised_is_said_at_its_field(daily, said, changes, field, sentence):
    response = client_of("finance", daily.entity).post(reverse("catalog:new_promotion"), {**said, **changes})
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Promotion.objects.exists()


def test_a_code_that_is_taken_is_said_at_the_code(daily, said, spring):
    response = client_of("finance", daily.entity).post(reverse("catalog:new_promotion"), said)
    assert response.status_code == 422
    assert "already a promotion with the code SPRING3" in response.context["form"].errors["code"][0]


def test_who_may_order_it_is_changed_and_changed_back(daily, spring):
    finance = client_of("finance", daily.entity)
    said = {"name_en": "Spring", "ordered_from": "2026-02-02", "ordered_to": "2026-05-31", "for_whom": "former", "sales_channels": ["web"]}
    response = finance.post(address("promotion", spring), said)
    spring.refresh_from_db()
    assert (spring.ordered_during, spring.for_whom, spring.sales_channels) == (period("2026-02-02", "2026-06-01"), "former", ["web"])
    words, undo_url = toast(finance, response)
    assert words == "Spring (SPRING3) is changed."
    finance.post(undo_url)
    spring.refresh_from_db()
    assert spring.for_whom == "everybody"


def test_one_like_another_begins_with_what_it_promises(daily, spring):
    form = client_of("finance", daily.entity).get(f"{reverse('catalog:new_promotion')}?like={spring.pk}").context["form"]
    assert form["price_1"].value() == "99,00"
    assert form["length_1"].value() == 3
    assert form["code"].value() is None
    assert form["products"].value() == [str(daily.pk)]


def test_one_that_nobody_has_ordered_is_taken_away_and_put_back(daily, spring):
    finance = client_of("finance", daily.entity)
    response = finance.post(address("remove_promotion", spring))
    assert response["Location"] == reverse("catalog:promotions")
    assert not Promotion.objects.exists()
    words, undo_url = toast(finance, response)
    assert words == "The promotion SPRING3 is deleted."
    finance.post(undo_url)
    back = Promotion.objects.get(code="SPRING3")
    assert [(step.unit_price, step.own_length) for step in back.steps.all()] == [(Decimal(99), 3)]
    assert [row.product for row in back.products.all()] == [daily]
    assert back.ordered_during == spring.ordered_during


def test_a_clerk_reads_promotions_and_changes_none(daily, spring):
    clerk = client_of("clerk", daily.entity)
    assert "Spring3" in page(clerk.get(reverse("catalog:promotions")))
    shown = page(clerk.get(address("promotion", spring)))
    assert "3 months for 99,00 kr" in shown
    assert "<c-form" not in shown
    assert 'name="ordered_to"' not in shown
    clerk.post(address("promotion", spring), {"name_en": "Mine", "ordered_from": "2026-02-02", "for_whom": "new"})
    spring.refresh_from_db()
    assert spring.for_whom == "everybody"
    assert clerk.get(reverse("catalog:new_promotion")).status_code == 403
    assert clerk.post(address("remove_promotion", spring)).status_code == 403


def test_promotions_of_another_company_are_not_there(spring):
    stranger = client_of("manager", an_entity(code="lehti", country="FI", currency="EUR"))
    assert "No promotions yet" in page(stranger.get(reverse("catalog:promotions")))
    assert stranger.get(address("promotion", spring)).status_code == 404
    assert stranger.post(address("remove_promotion", spring)).status_code == 404
    assert stranger.get(f"{reverse('catalog:new_promotion')}?like={spring.pk}").context["form"]["price_1"].value() is None


def test_no_page_of_promotions_asks_the_database_often(daily, price_list, spring):
    finance = client_of("finance", daily.entity)
    a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=2, percent_off=Decimal(5))], code="OTHER", for_whom="new")
    for each in (reverse("catalog:promotions"), reverse("catalog:new_promotion"), address("promotion", spring)):
        with CaptureQueriesContext(connection) as asked:
            assert finance.get(each).status_code == 200
        assert len(asked) <= MOST_STATEMENTS, f"{each}: {len(asked)}"
