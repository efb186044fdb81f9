from __future__ import annotations

from datetime import date

from abonent.simulation.campaigns import CAMPAIGNS
from abonent.simulation.orders import orders, prospects
from abonent.simulation.world import a_world

TINY = a_world(name="tiny", ends_on=date(2026, 2, 28))


def test_a_world_of_fourteen_months_begins_on_the_first_of_a_month():
    assert TINY.starts_on == date(2024, 12, 1)


def test_as_many_orders_as_subscribers_each_of_a_reader_of_his_own():
    plot = orders(TINY)
    assert len(plot) == 40
    assert len({order.reader.key for order in plot}) == 40
    assert not {reader.key for readers in prospects(TINY).values() for reader in readers} & {order.reader.key for order in plot}


def test_every_payer_is_in_the_register():
    large = a_world(name="demo", subscribers=400, ends_on=date(2026, 2, 28))
    plot = orders(large)
    assert {order.payer_key for order in plot} <= {order.reader.key for order in plot}
    assert any(order.payer_key != order.reader.key for order in plot)


def test_a_larger_world_gives_the_same_reader_the_same_order():
    larger = a_world(name="tiny", subscribers=80, ends_on=date(2026, 2, 28))
    found = {order.reader.key: order for order in orders(larger)}
    assert all(
        found[order.reader.key].offer == order.offer and found[order.reader.key].starts_on == order.starts_on for order in orders(TINY)
    )


def test_nobody_begins_before_he_ordered_and_nobody_stops_before_he_began():
    for order in orders(a_world(name="demo", subscribers=400, ends_on=date(2026, 2, 28))):
        assert order.taken_on <= order.starts_on
        assert order.stop_on is None or order.starts_on < order.stop_on


def test_who_orders_by_a_code_orders_what_it_is_for_and_who_came_with_the_register_had_none():
    promised = {campaign.code: campaign for campaign in CAMPAIGNS}
    plot = orders(a_world(name="demo", subscribers=800, ends_on=date(2026, 2, 28)))
    by_code = [order for order in plot if order.promotion]
    assert {order.promotion for order in by_code} == set(promised)
    assert all(promised[order.promotion].goes_with(order.ware, order.offer) for order in by_code)
    assert "import" not in {order.sales_channel for order in by_code}
