"""Who moves house and who spends July elsewhere: told to the desk some days before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from abonent.simulation.chance import between, chance, happens
from abonent.simulation.orders import Order
from abonent.simulation.places import Town, a_street_line, a_town
from abonent.simulation.world import World


@dataclass(frozen=True)
class Move:
    """A change of address, told on `told_on`; a stay that `ends_on` a day is temporary."""

    reader_key: str
    told_on: date
    begins_on: date
    ends_on: date | None
    town: Town
    street_line: str


def moves(world: World, plot: Iterable[Order]) -> Iterator[Move]:
    """One reader in twelve moves, one in forty spends some weeks of each July in a cottage."""
    for order in plot:
        yield from _house_moves(world, order)
        yield from _summers(world, order)


def _house_moves(world: World, order: Order) -> Iterator[Move]:
    source = chance(world.seed, "move", order.reader.key)
    if happens(source, 1 / 12):
        told_on = order.starts_on + timedelta(days=between(source, 20, 420))
        begins_on = told_on + timedelta(days=between(source, 3, 21))
        yield Move(
            order.reader.key, told_on, begins_on, None, a_town(source, order.reader.country), a_street_line(source, order.reader.country)
        )


def _summers(world: World, order: Order) -> Iterator[Move]:
    source = chance(world.seed, "summer", order.reader.key)
    if happens(source, 1 / 40):
        town, street_line = a_town(source, order.reader.country), a_street_line(source, order.reader.country)
        for year in range(order.starts_on.year, world.starts_on.year + 3):
            begins_on = date(year, 7, between(source, 1, 10))
            ends_on = begins_on + timedelta(days=between(source, 14, 35))
            told_on = begins_on - timedelta(days=between(source, 6, 30))
            if told_on > order.starts_on:
                yield Move(order.reader.key, told_on, begins_on, ends_on, town, street_line)
