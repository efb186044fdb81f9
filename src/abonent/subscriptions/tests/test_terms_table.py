"""Beginnings and ends of terms, held to the worked table of docs/algorithms/terms.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from abonent.catalog.models.price import FIXED, ISSUE, MONTH, UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import prices_from
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.day]

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "terms.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['length']} {row['unit']} from {row['begins']} as of {row['run as of']}")
def test_terms_end_as_the_page_says(daily, monthly, price_list, row):
    product = monthly if row["unit"] == ISSUE else daily
    for kind, unit, length in ((FIXED, MONTH, 3), (FIXED, MONTH, 12), (UNTIL_FURTHER_NOTICE, MONTH, 1), (UNTIL_FURTHER_NOTICE, MONTH, 3)):
        prices_from("2020-01-01", price_list, {(daily, length): "100.00"}, term_kind=kind, term_unit=unit)
    order = an_order(
        product=product,
        price_list=price_list,
        starts_on=row["begins"],
        term_kind=row["kind"],
        term_unit=row["unit"],
        term_length=int(row["length"]),
    )
    subscription = a_subscription(order=order, today=row["ordered on"])
    a_renewal_run(product.entity, row["run as of"])

    assert " ".join(str(term.during.upper) for term in subscription.terms.order_by("ordinal")) == row["terms end on"]
