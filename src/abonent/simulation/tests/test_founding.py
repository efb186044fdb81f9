from __future__ import annotations

from datetime import date

import pytest

from abonent.access.models import PartOff
from abonent.catalog.models import Price, PriceListVersion
from abonent.company.parts import PUBLISHER
from abonent.company.queries import kind_of_business
from abonent.editions.models import Issue
from abonent.simulation.founding import CannotSimulate, found_publisher
from abonent.simulation.world import a_world

TINY = a_world(name="tiny", ends_on=date(2026, 2, 28))


@pytest.mark.django_db
def test_prices_rise_once_in_the_seventh_month_and_the_daily_rests_on_its_holidays():
    found_publisher(TINY)

    versions = PriceListVersion.objects.filter(price_list__entity__code="norrvik").order_by("valid_from")
    assert [version.valid_from for version in versions] == [date(2024, 11, 1), date(2025, 6, 1)]
    yearly = Price.objects.filter(product__code="nd-hel", term_length=12).order_by("version__valid_from")
    assert [int(price.unit_price) for price in yearly] == [4188, 4356]
    printed = set(Issue.objects.filter(edition__code="nd-papper", published_on__year=2025).values_list("published_on", flat=True))
    assert date(2025, 4, 18) not in printed and date(2025, 6, 20) not in printed
    assert date(2025, 4, 19) in printed
    assert Issue.objects.filter(edition__code="vk-lehti", published_on__year=2025).count() == 11


@pytest.mark.django_db
def test_a_world_is_a_publishers_and_has_everything():
    found_publisher(TINY)
    assert kind_of_business() == PUBLISHER
    assert not PartOff.objects.exists()


@pytest.mark.django_db
def test_no_publisher_is_made_up_where_there_is_one():
    found_publisher(TINY)
    with pytest.raises(CannotSimulate):
        found_publisher(TINY)
