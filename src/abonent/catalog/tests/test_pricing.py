"""Pricing, held to the worked table of docs/algorithms/pricing.md."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abonent.catalog.rules.pricing import (
    Component,
    ListedPrice,
    ListedVersion,
    PriceBook,
    Priced,
    PricedProduct,
    Situation,
    Unpriced,
    price_situation,
    split_to_components,
    trace_digest,
)
from abonent.kit.periods import day

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "pricing.md"
GROUPS = {"": None, "student": 3}


def tables(page: Path = PAGE) -> Iterator[list[dict[str, str]]]:
    """The tables of the page, each a list of rows by column."""
    rows: list[list[str]] = []
    for line in [*page.read_text("utf-8").splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            head, _rule, *body = rows
            yield [dict(zip(head, cells, strict=True)) for cells in body]
            rows = []


LISTED, CASES = tables()


def component(ordinal: int, name: str, share: str) -> Component:
    return Component(ordinal=ordinal, name={"en": name}, tax_category=f"press_{name}", revenue_class=name, share=Decimal(share))


def listed_price(row: dict[str, str]) -> ListedPrice:
    return ListedPrice(
        unit_price=Decimal(row["unit price"]),
        weekdays=int(row["weekdays"]) if row["weekdays"] else None,
        quantity_from=int(row["from"]),
        price_group_id=GROUPS[row["group"]],
        customer_id=int(row["customer"]) if row["customer"] else None,
    )


def book() -> PriceBook:
    prices: dict[tuple[int, int, str, str, int], list[ListedPrice]] = {}
    for row in LISTED:
        prices.setdefault((5, 1, row["kind"], row["unit"], int(row["length"])), []).append(listed_price(row))
    return PriceBook(
        versions={
            5: ListedVersion(
                version_id=5, price_list_id=1, name={"en": "List"}, valid_from=day("2026-01-01"), currency="SEK", basis="gross"
            )
        },
        products={
            1: PricedProduct(
                product_id=1,
                name={"en": "Daily"},
                deferred=True,
                unit_id=None,
                components={day("2026-01-01"): [component(1, "paper", "80"), component(2, "electronic", "20")]},
            )
        },
        prices=prices,
        group_names={3: {"en": "Students"}},
    )


def situation(row: dict[str, str]) -> Situation:
    return Situation(
        product_id=1,
        version_id=5,
        shares_from=day("2026-01-01"),
        term_kind=row["kind"],
        term_unit=row["unit"],
        term_length=int(row["length"]),
        weekdays=int(row["weekdays"]),
        copies=int(row["copies"]),
        price_group_id=GROUPS[row["group"]],
        customer_id=int(row["customer"]) if row["customer"] else None,
    )


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['length']} {row['unit']} x{row['copies']} {row['row'] or row['amount']}")
def test_a_situation_costs_what_the_page_says(row: dict[str, str]):
    priced = price_situation(situation(row), book())

    if not row["row"]:
        assert priced == Unpriced(row["amount"])
        return
    chosen = next(listed for listed in LISTED if listed["row"] == row["row"])
    assert isinstance(priced, Priced)
    assert priced.unit_price == Decimal(chosen["unit price"])
    assert priced.amount == Decimal(row["amount"])
    assert [part.amount for part in priced.parts] == [Decimal(row["paper"]), Decimal(row["electronic"])]


def test_without_a_price_list_in_force_there_is_no_price():
    asked = situation(CASES[0])
    assert price_situation(Situation(**{**vars(asked), "version_id": None}), book()) == Unpriced("no_price_list")


def test_without_shares_in_force_there_is_no_price():
    asked = situation(CASES[0])
    assert price_situation(Situation(**{**vars(asked), "shares_from": None}), book()) == Unpriced("no_shares")


def test_the_trace_names_the_rule_its_inputs_and_the_amount_after_each_step():
    priced = price_situation(situation(CASES[7]), book())

    assert isinstance(priced, Priced)
    assert [(step["code"], step["amount"]) for step in priced.trace] == [
        ("price.of_customer", "2500.00"),
        ("price.copies", "15000.00"),
        ("price.part", "12000.00"),
        ("price.part", "3000.00"),
    ]


def test_equal_situations_have_one_trace():
    first, second = (price_situation(situation(CASES[0]), book()) for _ in range(2))
    assert isinstance(first, Priced)
    assert isinstance(second, Priced)
    assert trace_digest(first.trace) == trace_digest(second.trace)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.decimals("-99999", "99999", places=2),
    st.lists(st.decimals("0", "9", places=6), min_size=1, max_size=6).filter(any),
)
def test_the_parts_of_an_amount_always_sum_to_it(amount: Decimal, shares: list[Decimal]):
    parts = split_to_components(amount, [component(ordinal, "part", str(share)) for ordinal, share in enumerate(shares)])
    assert sum(part.amount for part in parts) == amount
