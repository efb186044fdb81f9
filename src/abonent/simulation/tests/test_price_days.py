from __future__ import annotations

from datetime import date

from abonent.simulation.price_days import rises
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.simulation.world import a_world

RISES = list(rises(a_world(name="years", subscribers=40, months=36, ends_on=date(2026, 3, 31))))


def test_prices_rise_once_a_year_in_each_company():
    stay = [rise for rise in RISES if rise.regretted_on is None]
    days = [date(2023, 9, 1), date(2024, 9, 1), date(2025, 9, 1)]
    assert {entity: [rise.begins_on for rise in stay if rise.entity == entity] for entity in (DAILY, MAGAZINE)} == {
        DAILY: days,
        MAGAZINE: days,
    }


def test_what_is_told_is_told_in_time_and_what_is_regretted_is_told_anew():
    assert all((rise.begins_on - rise.told_on).days > 30 for rise in RISES)
    for regretted in [rise for rise in RISES if rise.regretted_on]:
        [anew] = [rise for rise in RISES if (rise.entity, rise.begins_on) == (MAGAZINE, regretted.begins_on) and rise != regretted]
        assert regretted.told_on < regretted.regretted_on < anew.told_on < anew.begins_on
        assert anew.percent < regretted.percent
