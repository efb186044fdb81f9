"""Who orders what, when it begins and whether it is stopped: the whole plot of a world, made from its seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from abonent.kit.periods import add_months
from abonent.simulation.assortment import Offer, ware
from abonent.simulation.campaigns import campaign_of
from abonent.simulation.chance import between, chance, happens, pick
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.simulation.readers import Reader, a_reader
from abonent.simulation.world import World

COUNTRY_OF = {DAILY: "SE", MAGAZINE: "FI"}
MAGAZINE_SHARE = 0.3
BASE_SHARE = 0.65
PROSPECT_SHARE = 0.08
ABROAD = ("PL", "HU", "FI", "SE")
WARE_SHARES = {DAILY: {"nd-hel": 50, "nd-helg": 22, "nd-digital": 28}, MAGAZINE: {"vk-lehti": 70, "vk-yhdistelma": 30}}
STOP_REASONS = ("price", "time", "moved", "content", "other")


@dataclass(frozen=True)
class Order:
    """A subscription as it is ordered on `taken_on`, perhaps by the code of a promotion; `stop_on` is the day on which the reader calls to
    stop it."""

    entity: str
    reader: Reader
    payer_key: str
    ware: str
    offer: Offer
    copies: int
    taken_on: date
    starts_on: date
    delivery_method: str
    sales_channel: str
    stop_on: date | None
    stop_reason: str
    stops_at_once: bool
    promotion: str


def orders(world: World) -> list[Order]:
    """All orders of a world in the order in which they are taken."""
    plot = [_order(world, entity, number) for entity, count in _counts(world).items() for number in range(1, count + 1)]
    return sorted(plot, key=lambda order: (order.taken_on, order.reader.key))


def prospects(world: World) -> dict[str, list[Reader]]:
    """Readers in the register who have ordered nothing yet, by company."""
    return {
        entity: [a_reader(world.seed, number, COUNTRY_OF[entity]) for number in range(count + 1, count + 1 + round(count * PROSPECT_SHARE))]
        for entity, count in _counts(world).items()
    }


def _counts(world: World) -> dict[str, int]:
    magazine = round(world.subscribers * MAGAZINE_SHARE)
    return {DAILY: world.subscribers - magazine, MAGAZINE: magazine}


def _order(world: World, entity: str, number: int) -> Order:
    source = chance(world.seed, f"order {entity}", number)
    reader = _reader(world, entity, number)
    code = source.choices(list(WARE_SHARES[entity]), list(WARE_SHARES[entity].values()))[0]
    offer = _offer(source, code)
    taken_on, starts_on, is_base = _beginning(world, source, offer)
    stops = happens(source, 0.16)
    return Order(
        entity=entity,
        reader=reader,
        payer_key=_payer_key(world, source, entity, reader),
        ware=code,
        offer=offer,
        copies=between(source, 2, 6) if reader.is_organisation and happens(source, 0.4) else 1,
        taken_on=taken_on,
        starts_on=starts_on,
        delivery_method=delivery_method_of(reader, code),
        sales_channel="import" if is_base else pick(source, ("desk", "desk", "web", "web", "web", "telephone", "event")),
        stop_on=starts_on + timedelta(days=between(source, 40, 400)) if stops else None,
        stop_reason=pick(source, STOP_REASONS),
        stops_at_once=happens(source, 0.5),
        promotion="" if is_base else campaign_of(chance(world.seed, f"promotion {entity}", number), code, offer),
    )


def _reader(world: World, entity: str, number: int) -> Reader:
    """One in a hundred lives in another country."""
    source = chance(world.seed, f"abroad {entity}", number)
    country = pick(source, ABROAD) if happens(source, 0.01) else COUNTRY_OF[entity]
    return a_reader(world.seed, number if country == COUNTRY_OF[entity] else 900_000 + number, country)


def _offer(source: Random, code: str) -> Offer:
    """The longer the term, the more readers have it."""
    offers = ware(code).offers
    return source.choices(offers, [4, 2, 2, 3][: len(offers)])[0]


def _beginning(world: World, source: Random, offer: Offer) -> tuple[date, date, bool]:
    """When it is ordered and when it begins. The base came with the register: what was paid elsewhere runs out first."""
    if happens(source, BASE_SHARE):
        runs_out_in = max(1, offer.term_length * 30 // 2) if offer.term_unit == "month" else offer.term_length * 15
        return world.starts_on, world.starts_on + timedelta(days=between(source, 1, runs_out_in)), True
    days = (add_months(world.starts_on, world.months + 1) - world.starts_on).days
    taken_on = world.starts_on + timedelta(days=between(source, 1, days))
    return taken_on, taken_on + timedelta(days=between(source, 2, 12)), False


def _payer_key(world: World, source: Random, entity: str, reader: Reader) -> str:
    """Most pay for themselves; some readings are paid by a child, a parent or an employer, who reads as well."""
    if reader.is_organisation or not happens(source, 0.05):
        return reader.key
    return _reader(world, entity, between(source, 1, _counts(world)[entity])).key


def delivery_method_of(reader: Reader, code: str) -> str:
    """How a product comes to a reader: as it usually does, or by post to who lives in another country."""
    usual = ware(code).delivery_method
    at_home = {"carrier": "SE", "post": "FI"}.get(usual, reader.country) == reader.country
    return usual if at_home else "post"
