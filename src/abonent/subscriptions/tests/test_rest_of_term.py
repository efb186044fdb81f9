"""What is left of a term, held to the worked table of docs/algorithms/stop.md, and to what must hold of any."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from abonent.subscriptions.rules.rest_of_term import SoldTerm, rest_of_term

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "stop.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## ")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['brought']} of {row['sold']} for {row['price']}")
def test_the_rest_is_worth_what_the_page_says(row):
    term = SoldTerm(Decimal(row["price"]), int(row["sold"]), int(row["brought"]), int(row["credited"]), Decimal(row["credited for"]))
    rest = rest_of_term(term)
    assert (str(rest.issues), str(rest.amount.quantize(Decimal("0.01"))), str(rest.kept.quantize(Decimal("0.01")))) == (
        row["issues left"],
        row["given back"],
        row["kept"],
    )


def test_the_parts_are_the_price_to_the_cent_and_never_below_zero():
    chance = Random(2026)
    for _case in range(5_000):
        decimals = chance.choice([0, 2, 2, 3])
        price = Decimal(chance.randint(0, 999_999)).scaleb(-decimals)
        sold = chance.randint(1, 366)
        credited = chance.randint(0, sold)
        credited_amount = min(price, Decimal(round(price * credited / sold, decimals)))
        brought = chance.randint(0, sold + 20)
        rest = rest_of_term(SoldTerm(price, sold, brought, credited, credited_amount, decimals))
        assert rest.amount >= 0 and rest.kept >= 0 and rest.issues >= 0
        assert rest.amount + rest.kept + credited_amount == price
        assert rest.amount == round(rest.amount, decimals)
        assert rest.issues + brought + credited >= sold
        if not brought and rest.issues:
            assert rest.kept == 0


def test_who_stops_later_gets_no_more_back():
    given = [rest_of_term(SoldTerm(Decimal("799.00"), 92, brought)).amount for brought in range(93)]
    assert given == sorted(given, reverse=True)
