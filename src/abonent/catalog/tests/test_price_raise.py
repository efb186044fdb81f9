"""A version raised by a percentage, held to the worked table of docs/algorithms/price-raise.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from abonent.catalog.operations import CannotChangePrices, draft_version
from abonent.catalog.rules.rounding import AS_IT_IS, ROUNDINGS
from abonent.catalog.testing import a_price_list, a_product, an_entity, prices_from
from abonent.kit.periods import day
from abonent.kit.testing import twice

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "price-raise.md"
LINES = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
ROWS = LINES[2:]


def raised(price: str, percent: str, rounding: str) -> Decimal:
    daily = a_product(entity=an_entity())
    price_list = a_price_list(entity=daily.entity)
    present = prices_from("2026-01-01", price_list, {(daily, 12): price})
    future = draft_version(
        price_list=price_list,
        valid_from=day("2026-07-01"),
        copy_of=present,
        raise_percent=Decimal(percent),
        rounding=ROUNDINGS.get(rounding, AS_IT_IS),
        actor=None,
    )
    return future.prices.get().unit_price


@pytest.mark.parametrize(("price", "percent", "rounding", "new_price"), ROWS)
def test_a_raised_price_is_what_the_page_says(price, percent, rounding, new_price):
    assert raised(price, percent, rounding) == Decimal(new_price)


def test_a_version_is_copied_once():
    daily = a_product(entity=an_entity())
    price_list = a_price_list(entity=daily.entity)
    present = prices_from("2026-01-01", price_list, {(daily, 12): "2929", (daily, 3): "799"})
    future = draft_version(price_list=price_list, valid_from=day("2026-07-01"), copy_of=None, actor=None)
    assert twice("catalog/copy_prices", copied=present.pk, target=future.pk, factor=1, step=0, less=0) == 2


def test_a_raise_beyond_belief_is_refused():
    price_list = a_price_list(entity=an_entity())
    with pytest.raises(CannotChangePrices) as refused:
        draft_version(price_list=price_list, valid_from=day("2026-07-01"), copy_of=None, raise_percent=Decimal(400), actor=None)
    assert str(refused.value) == "A raise is between -90 and 200 per cent."
