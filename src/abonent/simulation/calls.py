"""What readers call about while they read: a rest in July, the paper in the cottage, more copies for the office, another paper, a gift at
Christmas; and that a paper did not come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from abonent.simulation.assortment import WARES, Offer
from abonent.simulation.chance import between, chance, happens, pick
from abonent.simulation.orders import Order, prospects
from abonent.simulation.places import Town, a_street_line, a_town
from abonent.simulation.world import World

PAUSE, REDIRECT, COPIES, GIFT, SWITCH, SWITCH_BACK = "pause", "redirect", "copies", "gift", "switch", "switch back"
MISSING = "missing"
NOT_DELIVERED = "not_delivered"
OTHER_FAULTS = ("late", "damaged", "wrong")


@dataclass(frozen=True)
class Call:
    """What a reader asks for on `told_on`, of what he reads, from the first day to the last; some need more to be said."""

    wish: str
    order: Order
    told_on: date
    first: date
    last: date | None = None
    copies: int = 0
    town: Town | None = None
    street_line: str = ""
    receiver_key: str = ""
    ware: str = ""
    offer: Offer | None = None
    fault: str = ""


def calls(world: World, plot: Iterable[Order]) -> Iterator[Call]:
    """All calls of a world. What comes by no way cannot rest or go elsewhere."""
    receivers = {entity: [reader.key for reader in readers] for entity, readers in prospects(world).items()}
    for order in plot:
        if order.delivery_method != "electronic":
            yield from _rests(world, order)
            yield from _stays(world, order)
            yield from _missing_papers(world, order)
        yield from _other_copies(world, order)
        yield from _gifts(world, order, receivers[order.entity])
        yield from _switches(world, order)


def _rests(world: World, order: Order) -> Iterator[Call]:
    """One in four rests for some weeks of a summer."""
    source = chance(world.seed, "rest", order.reader.key)
    for year in range(order.starts_on.year, world.starts_on.year + 4):
        wanted, first = happens(source, 0.25), date(year, between(source, 6, 8), between(source, 1, 28))
        last, told_on = first + timedelta(days=between(source, 6, 27)), first - timedelta(days=between(source, 6, 25))
        if wanted and told_on > order.starts_on:
            yield Call(PAUSE, order, told_on, first, last)


def _stays(world: World, order: Order) -> Iterator[Call]:
    """One in eight has the paper sent elsewhere for a while of each year, to where he skis or to his cottage."""
    source = chance(world.seed, "stay", order.reader.key)
    if happens(source, 1 / 8):
        town, street_line = a_town(source, order.reader.country), a_street_line(source, order.reader.country)
        for year in range(order.starts_on.year, world.starts_on.year + 4):
            first = date(year, source.choice((2, 3, 7)), between(source, 1, 28))
            last, told_on = first + timedelta(days=between(source, 5, 20)), first - timedelta(days=between(source, 6, 20))
            if told_on > order.starts_on:
                yield Call(REDIRECT, order, told_on, first, last, town=town, street_line=street_line)


def _missing_papers(world: World, order: Order) -> Iterator[Call]:
    """One in six calls about a paper once or a few times, mostly because none came."""
    source = chance(world.seed, "missing paper", order.reader.key)
    if happens(source, 1 / 6):
        for _time in range(between(source, 1, 4)):
            told_on = order.starts_on + timedelta(days=between(source, 8, 400))
            fault = NOT_DELIVERED if happens(source, 0.7) else pick(source, OTHER_FAULTS)
            yield Call(MISSING, order, told_on, told_on, fault=fault)


def _other_copies(world: World, order: Order) -> Iterator[Call]:
    """One in two organisations grows or shrinks."""
    source = chance(world.seed, "other copies", order.reader.key)
    if order.reader.is_organisation and happens(source, 1 / 2):
        told_on = order.starts_on + timedelta(days=between(source, 30, 300))
        copies = order.copies + (1 if order.copies == 1 or happens(source, 0.5) else -1)
        yield Call(COPIES, order, told_on, told_on + timedelta(days=between(source, 6, 30)), copies=copies)


def _gifts(world: World, order: Order, receivers: list[str]) -> Iterator[Call]:
    """One in twelve gives somebody who reads nothing yet what he reads himself, from Christmas on."""
    source = chance(world.seed, "gift", order.reader.key)
    if happens(source, 1 / 12) and receivers and order.offer.term_kind == "fixed" and not order.reader.is_organisation:
        christmas = date(order.starts_on.year, 12, 27)
        told_on = christmas - timedelta(days=between(source, 8, 20))
        if told_on > order.starts_on:
            yield Call(GIFT, order, told_on, christmas, receiver_key=receivers.pop())


def _switches(world: World, order: Order) -> Iterator[Call]:
    """One in ten goes over to something else of the same company, or to another term of it; one in four of these thinks better of it."""
    source = chance(world.seed, "switch", order.reader.key)
    if happens(source, 1 / 10):
        told_on = order.starts_on + timedelta(days=between(source, 20, 600))
        other = pick(source, [(ware.code, offer) for ware in WARES if ware.entity == order.entity for offer in ware.offers])
        first = told_on + timedelta(days=between(source, 8, 40))
        yield Call(SWITCH, order, told_on, first, ware=other[0], offer=other[1])
        if happens(source, 0.25):
            yield Call(SWITCH_BACK, order, told_on + timedelta(days=between(source, 1, 5)), first)
