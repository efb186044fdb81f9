"""Price lists: drafted, approved, then never changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.models import Price, TaxRate
from abonent.catalog.operations import (
    CannotChangePrices,
    approve_version,
    change_prices,
    discard_draft,
    draft_version,
    install_tax_facts,
    open_price_list,
    remove_price,
    set_price,
)
from abonent.catalog.queries import orderable_prices, price_book, tax_rate, version_in_force
from abonent.catalog.testing import a_price_list, a_product, an_entity, prices_from
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


@pytest.fixture
def daily():
    return a_product(entity=an_entity())


@pytest.fixture
def price_list(daily):
    price_list = a_price_list(entity=daily.entity)
    prices_from("2026-01-01", price_list, {(daily, 12): "2929.00", (daily, 3): "799.00"})
    return price_list


def year_price(version, daily, unit_price="3049.00"):
    return set_price(
        version=version, product=daily, term_kind="fixed", term_unit="month", term_length=12, unit_price=Decimal(unit_price), actor=None
    )


def test_a_future_version_begins_as_a_copy_and_holds_from_its_day(daily, price_list):
    present = version_in_force(price_list, TODAY)
    future = draft_version(price_list=price_list, valid_from=day("2026-07-01"), copy_of=present, actor=None)
    year_price(future, daily)
    approve_version(version=future, actor=None, today=TODAY)

    assert orderable_prices(daily, price_list, day("2026-06-30")).get(term_length=12).unit_price == Decimal("2929.00")
    assert orderable_prices(daily, price_list, day("2026-07-01")).get(term_length=12).unit_price == Decimal("3049.00")
    assert orderable_prices(daily, price_list, day("2026-07-01")).get(term_length=3).unit_price == Decimal("799.00")


def test_a_draft_is_never_in_force(daily, price_list):
    draft_version(price_list=price_list, valid_from=day("2026-01-15"), copy_of=None, actor=None)
    assert version_in_force(price_list, TODAY).valid_from == day("2026-01-01")


def test_an_approved_version_does_not_change(daily, price_list):
    approved = version_in_force(price_list, TODAY)
    with pytest.raises(CannotChangePrices):
        year_price(approved, daily)
    with pytest.raises(CannotChangePrices):
        remove_price(price=Price.objects.filter(version=approved).first(), actor=None)


def test_a_version_without_prices_is_not_approved(price_list):
    empty = draft_version(price_list=price_list, valid_from=day("2026-07-01"), copy_of=None, actor=None)
    with pytest.raises(CannotChangePrices) as refused:
        approve_version(version=empty, actor=None, today=TODAY)
    assert refused.value.code == "prices.empty"


def test_a_version_does_not_begin_in_the_past(daily, price_list):
    late = draft_version(price_list=price_list, valid_from=day("2026-01-20"), copy_of=None, actor=None)
    year_price(late, daily)
    with pytest.raises(CannotChangePrices) as refused:
        approve_version(version=late, actor=None, today=TODAY)
    assert refused.value.code == "prices.begins_in_the_past"


def test_one_list_has_one_version_a_day(price_list):
    with pytest.raises(CannotChangePrices) as refused:
        draft_version(price_list=price_list, valid_from=day("2026-01-01"), copy_of=None, actor=None)
    assert refused.value.code == "prices.version_exists"


def undo(verb):
    undo_act(act=Act.objects.filter(verb=verb).latest("pk"), actor=None, today=TODAY)


def draft(price_list):
    return draft_version(price_list=price_list, valid_from=day("2026-07-01"), copy_of=version_in_force(price_list, TODAY), actor=None)


def amounts(version):
    return {price.term_length: str(price.unit_price.quantize(Decimal("0.01"))) for price in version.prices.all()}


def test_many_prices_of_a_draft_change_at_once_and_back_as_one(price_list):
    future = draft(price_list)
    year, quarter = (future.prices.get(term_length=length).pk for length in (12, 3))

    assert change_prices(version=future, unit_prices={year: Decimal("3049"), quarter: Decimal("799")}, actor=None) == 1
    assert amounts(future) == {12: "3049.00", 3: "799.00"}
    undo("change_prices")

    assert amounts(future) == {12: "2929.00", 3: "799.00"}


def test_prices_are_changed_in_their_own_version_only(price_list):
    future, present = draft(price_list), version_in_force(price_list, TODAY)
    foreign = present.prices.get(term_length=12).pk
    assert change_prices(version=future, unit_prices={foreign: Decimal(1)}, actor=None) == 0
    own = future.prices.get(term_length=12).pk
    assert twice("catalog/change_prices", version=future.pk, prices=[own, foreign], amounts=[Decimal(5), Decimal(5)]) == 1


def test_a_price_taken_out_is_put_back_and_one_entered_is_taken_out(daily, price_list):
    future = draft(price_list)
    remove_price(price=future.prices.get(term_length=3), actor=None)
    assert amounts(future) == {12: "2929.00"}
    undo("remove_price")
    assert amounts(future) == {12: "2929.00", 3: "799.00"}

    set_price(version=future, product=daily, term_kind="fixed", term_unit="month", term_length=6, unit_price=Decimal(1490), actor=None)
    undo("set_price")
    assert amounts(future) == {12: "2929.00", 3: "799.00"}


def test_a_draft_is_thrown_away_by_hand_or_by_undo_and_an_approved_version_is_not(price_list):
    draft(price_list)
    undo("draft_version")
    discard_draft(version=draft(price_list), actor=None)
    assert [str(version.valid_from) for version in price_list.versions.all()] == ["2026-01-01"]
    with pytest.raises(CannotChangePrices):
        discard_draft(version=version_in_force(price_list, TODAY), actor=None)


def test_a_price_list_is_opened_once_under_its_code():
    entity = an_entity()
    opened = open_price_list(entity=entity, code="net", name={"en": "Companies"}, currency="SEK", basis="net", actor=None)
    assert (opened.currency, opened.basis) == ("SEK", "net")
    with pytest.raises(CannotChangePrices, match="code net"):
        open_price_list(entity=entity, code="net", name={"en": "Companies"}, currency="SEK", basis="net", actor=None)


def test_the_price_book_has_the_shares_of_each_day_they_change(daily, price_list):
    second = daily.components.create(ordinal=2, name={"en": "Electronic"}, tax_category_id="press_digital", revenue_class="digital")
    second.shares.create(valid_from=day("2026-05-01"), share=20)
    book = price_book(version_ids=[version_in_force(price_list, TODAY).pk], product_ids=[daily.pk])
    shares = {str(since): [component.share for component in parts] for since, parts in book.products[daily.pk].components.items()}
    assert shares == {"2020-01-01": [80, 0], "2026-05-01": [80, 20]}


@pytest.mark.parametrize(
    ("category", "country", "on", "rate"),
    [
        ("press_print", "SE", "2026-03-01", "0.06"),
        ("press_digital", "SE", "2019-06-30", "0.25"),
        ("press_digital", "SE", "2019-07-01", "0.06"),
        ("press_print", "FI", "2026-03-01", "0.10"),
        ("standard", "FI", "2024-08-31", "0.24"),
        ("standard", "FI", "2024-09-01", "0.255"),
        ("press_local", "PL", "2026-03-01", "0.05"),
        ("press_daily", "HU", "2026-03-01", "0"),
        ("press_digital", "HU", "2026-03-01", "0.27"),
    ],
)
def test_the_rate_of_tax_follows_the_day(category, country, on, rate):
    install_tax_facts()
    assert tax_rate(category, country, day(on)) == Decimal(rate)


def test_tax_facts_entered_again_change_nothing():
    install_tax_facts()
    TaxRate.objects.filter(tax_category="standard", country="SE").update(rate="0.24")
    install_tax_facts()
    assert tax_rate("standard", "SE", day("2026-01-01")) == Decimal("0.24")
