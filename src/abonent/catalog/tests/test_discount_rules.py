"""What discounts make of a price, held to docs/algorithms/discounts.md, and what is always true of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abonent.catalog.rules.discounts import BEST, FIRST, LIST, RUNNING, Alternatives, Discount, OrderedTerm, discounted, latest_turn
from abonent.catalog.rules.pricing import (
    Component,
    ListedPrice,
    ListedVersion,
    OrderLine,
    PriceBook,
    Priced,
    PricedProduct,
    Situation,
    price_situation,
    split_to_components,
)
from abonent.catalog.rules.promotions import PromotedStep, Step
from abonent.catalog.rules.trace_words import trace_lines
from abonent.catalog.tests.test_pricing import PAGE, tables
from abonent.kit.periods import day

PRODUCTS = {"Daily": 1, "Weekend": 2}
PRICES = {"Daily": Decimal("2929.00"), "Weekend": Decimal("1495.00")}
SINCE = day("2026-01-01")
NARROW = "\N{NO-BREAK SPACE}"
DISCOUNTS, CASES = tables(PAGE.with_name("discounts.md"))


def discounts() -> list[Discount]:
    """The discounts of the page."""
    quantity = Alternatives(group_id=1, name={"en": "quantity"}, takes=BEST)
    return [
        Discount(
            discount_id=place,
            code=row["code"],
            name={"en": row["code"]},
            ordinal=int(row["turn"]),
            holds_from=SINCE,
            percent_off=Decimal(row["percent"]) if row["percent"] else None,
            amount_off=Decimal(row["off each copy"]) if row["off each copy"] else None,
            base=row["of"],
            products=frozenset({PRODUCTS[row["product"]]} if row["product"] else ()),
            needs={PRODUCTS[row["needs"]]: {"en": row["needs"]}} if row["needs"] else {},
            copies_from=int(row["copies from"]),
            value_from=Decimal(row["value from"] or 0),
            price_group_id=3 if row["group"] else None,
            customer_id=int(row["customer"]) if row["customer"] else None,
            with_promotion=bool(row["with promotion"]),
            alternatives=quantity if row["one of"] else None,
        )
        for place, row in enumerate(DISCOUNTS, start=1)
    ]


def book(known: Sequence[Discount], promoted: str = "") -> PriceBook:
    shares = {SINCE: [_component(1, "80"), _component(2, "20")]}
    steps = {}
    if promoted:
        steps[5] = PromotedStep(
            step_id=5, promotion={"en": "Spring"}, code="SPRING", from_term=1, step=Step(terms=1, unit_price=Decimal(promoted))
        )
    return PriceBook(
        versions={5: ListedVersion(version_id=5, price_list_id=1, name={"en": "List"}, valid_from=SINCE, currency="SEK", basis="gross")},
        products={
            number: PricedProduct(product_id=number, name={"en": name}, deferred=True, unit_id=None, components=shares)
            for name, number in PRODUCTS.items()
        },
        prices={(5, number, "fixed", "month", 12): [ListedPrice(unit_price=PRICES[name])] for name, number in PRODUCTS.items()},
        promotion_steps=steps,
        discounts={5: known},
    )


def situation(row: dict[str, str]) -> Situation:
    lines: list[OrderLine] = []
    if row["with"]:
        copies, name = row["with"].split()
        lines = [_line(PRODUCTS[row["product"]], int(row["copies"])), _line(PRODUCTS[name], int(copies))]
    return Situation(
        product_id=PRODUCTS[row["product"]],
        version_id=5,
        shares_from=SINCE,
        term_kind="fixed",
        term_unit="month",
        term_length=12,
        weekdays=127,
        copies=int(row["copies"]),
        price_group_id=3 if row["group"] else None,
        customer_id=int(row["customer"]) if row["customer"] else None,
        promotion_step_id=5 if row["promotion"] else None,
        discounts_from=SINCE,
        order_lines=tuple(lines),
    )


def _line(product: int, copies: int) -> OrderLine:
    return OrderLine(product, "fixed", "month", 12, 127, copies)


def _component(ordinal: int, share: str) -> Component:
    return Component(ordinal=ordinal, name={"en": str(ordinal)}, tax_category="press", revenue_class="paper", share=Decimal(share))


@pytest.mark.parametrize("row", CASES, ids=lambda row: "-".join(row[name] for name in ("product", "copies", "with", "group", "customer")))
def test_a_term_costs_what_the_page_says(row: dict[str, str]):
    priced = price_situation(situation(row), book(discounts(), row["promotion"]))
    assert isinstance(priced, Priced)
    assert priced.amount == Decimal(row["amount"])
    holds = [f"{one.discount.code} {one.taken}" for one in priced.verdicts if one.taken]
    assert ", ".join(holds) == row["holds"]
    assert sum(part.amount for part in priced.parts) == priced.amount


PERCENT = st.decimals("0.01", "100", places=2)
AMOUNT = st.decimals("0.01", "5000", places=2)
GROUPS = st.sampled_from(
    [None, Alternatives(group_id=1, name={"en": "a"}, takes=BEST), Alternatives(group_id=2, name={"en": "b"}, takes=FIRST)]
)


@st.composite
def any_discounts(draw: Any, *, bases: Sequence[str] = (LIST, RUNNING), grouped: bool = True) -> list[Discount]:
    """Some discounts, each with conditions that may or may not hold."""
    found = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        percent = draw(st.one_of(st.none(), PERCENT))
        found.append(
            Discount(
                discount_id=number,
                code=str(number),
                name={"en": str(number)},
                ordinal=draw(st.integers(1, 3)),
                holds_from=SINCE,
                percent_off=percent,
                amount_off=draw(AMOUNT) if percent is None else None,
                base=draw(st.sampled_from(bases)),
                copies_from=draw(st.integers(1, 4)),
                value_from=draw(st.sampled_from([Decimal(0), Decimal(5000)])),
                alternatives=draw(GROUPS) if grouped else None,
            )
        )
    return found


@settings(deadline=None)
@given(any_discounts(), st.integers(1, 9), st.integers(0, 2))
def test_what_is_taken_and_what_is_left_sum_to_the_price_and_nothing_is_below_zero(known: list[Discount], copies: int, exponent: int):
    row = dict.fromkeys(CASES[0], "") | {"product": "Daily", "copies": str(copies)}
    without = price_situation(situation(row), book([]), exponent=exponent)
    priced = price_situation(situation(row), book(known), exponent=exponent)
    assert isinstance(without, Priced)
    assert isinstance(priced, Priced)
    assert priced.amount + sum(one.taken for one in priced.verdicts) == without.amount
    assert priced.amount >= 0
    assert all(one.taken >= 0 for one in priced.verdicts)
    assert sum(part.amount for part in priced.parts) == priced.amount
    before = split_to_components(without.amount, [part.component for part in without.parts], exponent=exponent)
    borne = [was.amount - now.amount for was, now in zip(before, priced.parts, strict=True)]
    assert sum(borne) == without.amount - priced.amount


@settings(deadline=None)
@given(any_discounts())
def test_every_discount_gets_one_verdict_and_one_of_alternatives_holds(known: list[Discount]):
    term = OrderedTerm(product_id=1, copies=2, on=SINCE, order_copies={1: 2}, order_value=Decimal(5858))
    _left, verdicts = discounted(known, term, listed=Decimal(5858), amount=Decimal(5858))
    assert sorted(one.discount.discount_id for one in verdicts) == [one.discount_id for one in known]
    assert all(bool(one.taken) != bool(one.why_not) for one in verdicts)
    for group in (1, 2):
        holding = [one for one in verdicts if one.taken and one.discount.alternatives and one.discount.alternatives.group_id == group]
        assert len(holding) <= 1


@settings(deadline=None)
@given(any_discounts(bases=[LIST], grouped=False), st.randoms())
def test_discounts_of_the_list_price_come_to_the_same_in_any_order(known: list[Discount], chance: Random):
    term = OrderedTerm(product_id=1, copies=4, on=SINCE, order_copies={1: 4}, order_value=Decimal(5858))
    orders = list(range(len(known)))
    chance.shuffle(orders)
    otherwise = [replace(one, ordinal=place) for one, place in zip(known, orders, strict=True)]
    listed = Decimal("5858.00")
    assert discounted(known, term, listed=listed, amount=listed)[0] == discounted(otherwise, term, listed=listed, amount=listed)[0]


def test_of_alternatives_the_best_or_the_first_holds_and_the_trace_says_of_the_others_why_not():
    ten, five = (
        Discount(discount_id=number, code=str(percent), name={"en": f"{percent} off"}, ordinal=number, holds_from=SINCE,
                 percent_off=Decimal(percent))
        for number, percent in ((2, 10), (1, 5))
    )  # fmt: skip
    taken = {}
    for takes in (BEST, FIRST):
        group = Alternatives(group_id=1, name={"en": "one"}, takes=takes)
        known = [replace(ten, alternatives=group), replace(five, alternatives=group)]
        priced = price_situation(situation(dict.fromkeys(CASES[0], "") | {"product": "Daily", "copies": "1"}), book(known))
        assert isinstance(priced, Priced)
        taken[takes] = [(line.text, line.source, line.amount) for line in trace_lines(priced.trace, "en")[1:3]]
    assert taken[BEST] == [
        (f"10{NARROW}% off the list price: 292,90 less", "10 off (10)", Decimal("2636.10")),
        ("no discount 5 off", "10 off holds in its place", None),
    ]
    assert taken[FIRST][0][2] == Decimal("2782.55")


def test_the_trace_tells_what_is_lacking_but_never_of_another_customers_discount():
    row = dict.fromkeys(CASES[0], "") | {"product": "Weekend", "copies": "1"}
    priced = price_situation(situation(row), book(discounts()))
    assert isinstance(priced, Priced)
    told = {step["discount_code"]: step for step in priced.trace if step["code"] == "price.no_discount"}
    assert {code: step["why"] for code, step in told.items()} == {
        "FIVE": "quantity", "TEN": "quantity", "BIG": "value", "BOTH": "combination"
    }  # fmt: skip
    said = [line.source for line in trace_lines(priced.trace, "en") if line.amount is None]
    assert said == [
        "from a quantity of 5, the order has 1",
        "from a quantity of 10, the order has 1",
        f"from an order of 5{NARROW}000,00, this one comes to 1{NARROW}495,00 by the list",
        "needs on the same order: Daily",
    ]


def test_between_two_turns_the_same_discounts_hold():
    begins, ends = day("2026-03-01"), day("2026-04-01")
    known = [Discount(discount_id=1, code="A", name={}, ordinal=1, holds_from=begins, holds_until=ends, percent_off=Decimal(5))]
    asked = ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2027-01-01")
    assert [latest_turn(known, day(on)) for on in asked] == [None, begins, begins, ends, ends]
