from __future__ import annotations

from datetime import date

import pytest

from abonent.access.models import PartOff
from abonent.catalog.models import Promotion
from abonent.company.parts import PUBLISHER
from abonent.company.queries import kind_of_business
from abonent.distribution.models import Route, RouteCarrier, RouteStretch
from abonent.editions.models import Issue
from abonent.simulation.campaigns import CAMPAIGNS
from abonent.simulation.founding import CannotSimulate, found_publisher
from abonent.simulation.places import towns
from abonent.simulation.world import a_world
from abonent.stock.models import StockBalance
from abonent.subscriptions.models import PromisedPremium

TINY = a_world(name="tiny", ends_on=date(2026, 2, 28))


@pytest.mark.django_db
def test_the_daily_rests_on_its_holidays_and_the_magazine_in_july():
    found_publisher(TINY)

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


@pytest.mark.django_db
def test_one_promotion_promises_an_umbrella_and_there_are_enough():
    found_publisher(TINY)
    assert {promotion.code for promotion in Promotion.objects.all()} == {campaign.code for campaign in CAMPAIGNS}
    assert PromisedPremium.objects.get().promotion.code == "PARAPLY"
    assert StockBalance.objects.get().on_hand > 20


@pytest.mark.django_db
def test_every_swedish_postal_code_but_one_is_on_a_route_that_somebody_walks():
    found_publisher(TINY)
    codes = list(RouteStretch.objects.filter(street="").values_list("postal_code", flat=True))
    assert len(codes) == len(set(codes)) == len(towns("SE")) - 1
    assert Route.objects.count() == RouteCarrier.objects.count() == 2
