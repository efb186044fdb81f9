"""A promotion gives the first terms of an order their price, step by step, held to docs/algorithms/promotions.md."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.catalog.invariants import INVARIANTS
from abonent.catalog.models import Promotion, PromotionStep
from abonent.catalog.operations import CannotPromote, change_promotion, remove_promotion
from abonent.catalog.promotion_queries import OrderedCase, price_schedule
from abonent.catalog.rules.pricing import PriceBook, Priced, Situation, price_situation
from abonent.catalog.rules.promotions import PromotedStep, Step, promoted_price, wrong_with
from abonent.catalog.testing import a_price_list, a_product, a_promotion, an_entity, prices_from
from abonent.catalog.tests.test_pricing import PAGE, book, situation, tables
from abonent.kit.periods import day, inclusive, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

TODAY = day("2026-03-01")
STEPS, CASES = tables(PAGE.with_name("promotions.md"))


def promotions() -> dict[str, list[Step]]:
    """The steps of the page by the code of the promotion."""
    found: dict[str, list[Step]] = defaultdict(list)
    for row in STEPS:
        found[row["promotion"]].append(
            Step(
                terms=int(row["terms"]),
                unit_price=Decimal(row["price"]) if row["price"] else None,
                percent_off=Decimal(row["percent"]) if row["percent"] else None,
                own_length=int(row["own length"]) if row["own length"] else None,
            )
        )
    return found


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['promotion']}-{row['term']}-{row['list']}")
def test_a_term_costs_what_the_page_says(row: dict[str, str]):
    term_by_term = [step for step in promotions()[row["promotion"]] for _term in range(step.terms)]
    step = dict(enumerate(term_by_term, start=1)).get(int(row["term"]))
    price = promoted_price(step, Decimal(row["list"])) if step else Decimal(row["list"])
    assert price == Decimal(row["price"])


PRICES = st.decimals("0", "99999", places=2)
ANY_STEP = st.one_of(
    st.builds(Step, terms=st.integers(1, 12), unit_price=PRICES),
    st.builds(Step, terms=st.integers(1, 12), percent_off=st.decimals("0.01", "100", places=2)),
    st.builds(Step, terms=st.integers(1, 12), unit_price=PRICES, own_length=st.integers(1, 12)),
)


@settings(deadline=None)
@given(ANY_STEP, st.integers(1, 99), st.integers(0, 2))
def test_a_promoted_price_is_never_below_zero_never_dearer_and_its_parts_sum_to_it(step: Step, copies: int, exponent: int):
    known = book()
    promoted = PromotedStep(step_id=5, promotion={"en": "Spring"}, code="SPRING", from_term=1, step=step)
    offered = PriceBook(versions=known.versions, products=known.products, prices=known.prices, promotion_steps={5: promoted})
    asked = {**vars(situation(BY_THE_MONTH)), "copies": copies}

    without = price_situation(Situation(**asked), offered, exponent=exponent)
    priced = price_situation(Situation(**{**asked, "promotion_step_id": 5}), offered, exponent=exponent)

    assert isinstance(priced, Priced)
    assert isinstance(without, Priced)
    assert priced.amount >= 0
    assert sum(part.amount for part in priced.parts) == priced.amount
    assert step.own_length is not None or priced.amount <= without.amount
    assert Decimal(priced.trace[-1]["amount"]) >= 0
    assert any(each["code"].startswith("price.promotion") for each in priced.trace)


BY_THE_MONTH = {
    "kind": "until_further_notice", "unit": "month", "length": "1", "weekdays": "127", "copies": "1", "group": "", "customer": ""
}  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "unit", "then_ends", "code"),
    [
        ([], "month", False, "promotion.no_steps"),
        ([Step(terms=1)], "month", False, "promotion.price_or_percent"),
        ([Step(terms=1, unit_price=Decimal(1), percent_off=Decimal(1))], "month", False, "promotion.price_or_percent"),
        ([Step(terms=1, percent_off=Decimal(1), own_length=3)], "month", False, "promotion.own_length_without_price"),
        ([Step(terms=2, unit_price=Decimal(1), own_length=3)], "issue", False, "promotion.own_length_in_front"),
        ([Step(terms=2, unit_price=Decimal(0))], "month", True, "promotion.trial_of_one_term"),
        ([Step(terms=1, unit_price=Decimal(0), own_length=3)], "issue", True, ""),
    ],
)
def test_what_cannot_be_promised_is_named(steps: list[Step], unit: str, then_ends: bool, code: str):
    assert wrong_with(steps, unit=unit, then_ends=then_ends) == code


@pytest.fixture
def daily(db: None) -> Any:
    return a_product(entity=an_entity())


@pytest.fixture
def price_list(daily: Any) -> Any:
    return prices_from("2025-01-01", a_price_list(entity=daily.entity), {(daily, 1): "329.00"}, term_kind="until_further_notice").price_list


@pytest.fixture
def manager(daily: Any) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("manager", "m@example.se")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(daily.entity)
    return user


def test_the_terms_of_an_order_are_priced_before_it_is_taken(daily, price_list):
    spring = a_promotion(
        price_list=price_list,
        products=[daily],
        steps=[Step(terms=1, unit_price=Decimal(99), own_length=3), Step(terms=2, percent_off=Decimal(50))],
    )
    ordered = OrderedCase(product=daily, weekdays=127, copies=2)
    scheduled = [
        (each.from_term, each.until_term, each.term_length, each.amount) for each in price_schedule(spring, ordered=ordered, on=TODAY)
    ]
    assert scheduled == [(1, 1, 3, Decimal(198)), (2, 3, 1, Decimal(329)), (4, None, 1, Decimal(658))]


def test_a_code_is_there_once_in_a_price_list(daily, price_list):
    a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99))], code="SPRING3")
    with pytest.raises(CannotPromote, match="SPRING3"):
        a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(1))], code="spring3")
    assert Promotion.objects.count() == 1


def test_a_product_of_another_company_is_refused(daily, price_list):
    stranger = a_product(entity=an_entity(code="lehti", country="FI", currency="EUR"))
    with pytest.raises(CannotPromote) as refused:
        a_promotion(price_list=price_list, products=[stranger], steps=[Step(terms=1, unit_price=Decimal(99))])
    assert refused.value.code == "promotion.other_entity"


def test_who_may_order_it_is_changed_and_changed_back_and_a_new_one_is_taken_away(daily, price_list, manager):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99))])
    change_promotion(
        promotion=spring,
        name={"en": "Spring", "sv": "Vår"},
        ordered_from=day("2026-03-01"),
        ordered_to=day("2026-05-31"),
        for_whom="new",
        sales_channels=["web"],
        by_code_only=True,
        actor=manager,
    )
    spring.refresh_from_db()
    assert (spring.ordered_during, spring.for_whom, spring.sales_channels, spring.by_code_only) == (
        inclusive(day("2026-03-01"), day("2026-05-31")),
        "new",
        ["web"],
        True,
    )
    undo_act(act=Act.objects.get(verb="change_promotion"), actor=manager, today=TODAY)
    spring.refresh_from_db()
    assert (spring.ordered_during, spring.for_whom, spring.name) == (period("2025-01-01", None), "everybody", {"en": "Spring3"})

    undo_act(act=Act.objects.get(verb="open_promotion"), actor=manager, today=TODAY)
    assert not Promotion.objects.exists()


def test_a_promotion_that_ends_before_it_begins_is_refused(daily, price_list):
    with pytest.raises(CannotPromote) as refused:
        a_promotion(
            price_list=price_list,
            products=[daily],
            steps=[Step(terms=1, unit_price=Decimal(99))],
            ordered_from="2026-05-01",
            ordered_to=day("2026-04-30"),
        )
    assert refused.value.code == "promotion.ends_before_it_begins"


def test_nobody_has_ordered_it_and_it_is_taken_away(daily, price_list):
    remove_promotion(
        promotion=a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99))]), actor=None
    )
    assert not PromotionStep.objects.exists()


@pytest.mark.parametrize(
    "damage", ["percent_off = 101, unit_price = NULL", "unit_price = -1", "percent_off = 10", "own_length = 0", "terms = 0"]
)
def test_the_database_refuses_steps_that_cannot_be(daily, price_list, damage):
    a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99))])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE promotion_step SET {damage}")  # noqa: S608


def test_a_gap_between_steps_is_found(daily, price_list):
    a_promotion(
        price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(9)), Step(terms=2, unit_price=Decimal(99))]
    )
    (invariant,) = INVARIANTS
    assert not list(check(invariant))
    PromotionStep.objects.filter(from_term=2).update(from_term=3)
    assert len(list(check(invariant))) == 1
