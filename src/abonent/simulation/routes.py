"""Who carries the daily: depots, carriers, and routes over the streets of its readers, one for every 125 of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.distribution.models import Depot, Route
from abonent.distribution.models.pay import COPY, ROUND
from abonent.distribution.models.stretch import EVEN, ODD
from abonent.distribution.operations import (
    CarrierDescription,
    DepotDescription,
    RouteDescription,
    StretchDescription,
    add_carrier,
    add_depot,
    add_route,
    add_stretch,
    find_stops_of_new_places,
    let_walk,
)
from abonent.distribution.operations.pay import Rate, set_pay_rate
from abonent.distribution.operations.sorting import HandingOver, compose_profile, hand_over
from abonent.distribution.rules.sort_profile import GENERIC, READY, SE
from abonent.organisation.models import LegalEntity
from abonent.simulation.calendars import MONDAY_TO_SATURDAY
from abonent.simulation.chance import chance
from abonent.simulation.places import Town, towns, words
from abonent.simulation.world import World

COUNTRY = "SE"
READERS_OF_A_ROUTE = 125
FEWEST_ROUTES = 2


PAID = {ROUND: "145.00", COPY: "0.95"}
SORTED = {
    "carrier": (
        {"en": "Early delivery", "sv": "Tidningsbud", "fi": "Varhaisjakelu", "pl": "Doręczenie poranne", "hu": "Hajnali kézbesítés"},
        GENERIC,
        "1.5",
    ),
    "post": (
        {
            "en": "The post, ABC order",
            "sv": "Posten, ABC-ordning",
            "fi": "Posti, aakkosissa",
            "pl": "Poczta, alfabetycznie",
            "hu": "Posta, betűrendben",
        },
        SE,
        "0.5",
    ),
}


@dataclass(frozen=True)
class DepotFacts:
    """A depot, where it lies, and how the postal codes of its routes begin."""

    town: str
    latitude: str
    longitude: str
    codes: tuple[str, ...]


DEPOTS = (
    DepotFacts("Sundsvall", "62.39081", "17.30693", ("83", "84", "85", "86")),
    DepotFacts("Härnösand", "62.63228", "17.93794", ("87",)),
    DepotFacts("Örnsköldsvik", "63.29091", "18.71525", ("88", "89", "9")),
    DepotFacts("Hudiksvall", "61.72897", "17.10358", ("79", "80", "81", "82")),
    DepotFacts("Stockholm", "59.32938", "18.06871", ("1", "6", "7")),
    DepotFacts("Göteborg", "57.70887", "11.97456", ("2", "3", "4", "5")),
)


def open_routes(world: World, *, entity: LegalEntity, opens_on: date, actor: StaffUser) -> None:
    """Lay the routes from the day the books open. One postal code is left out: nobody has written its streets down yet."""
    depots = {
        facts.town: add_depot(
            entity=entity,
            described=DepotDescription(
                name=facts.town, town=facts.town, latitude=Decimal(facts.latitude), longitude=Decimal(facts.longitude)
            ),
            actor=actor,
        )
        for facts in DEPOTS
    }
    source = chance(world.seed, "carriers")
    for number, codes in enumerate(_walks(world), start=1):
        route = _lay(entity, number, codes, depots, opens_on, actor)
        given = source.choice(words(COUNTRY, "woman" if number % 2 else "man"))
        name = f"{given} {source.choice(words(COUNTRY, 'family'))}"
        told = CarrierDescription(number=str(100 + number), name=name, telephone=f"070-174 06 {number % 95 + 5:02d}", language="sv")
        carrier = add_carrier(entity=entity, described=told, actor=actor)
        let_walk(route=route, carrier=carrier, begins=opens_on, actor=actor, today=opens_on)


def set_up_handing_over(*, entity: LegalEntity, opens_on: date, actor: StaffUser) -> None:
    """What carriers are paid, and by which profile the daily is sorted for its carriers and for the post."""
    for basis, amount in PAID.items():
        set_pay_rate(entity=entity, route=None, rate=Rate(basis, MONDAY_TO_SATURDAY, Decimal(amount)), begins=opens_on, actor=actor)
    for way, (name, ready, spare_percent) in SORTED.items():
        profile = compose_profile(entity=entity, name=name, profile=READY[ready], actor=actor)
        asked = HandingOver(profile=profile, spare_percent=Decimal(spare_percent), least_spares=10, pages=40)
        for edition in Edition.objects.filter(title__entity=entity, medium=Edition.PAPER).select_related("title"):
            hand_over(edition=edition, delivery_method=way, asked=asked, actor=actor)


def find_doors() -> int:
    """Put the doors that are new on the routes that have their streets, as every night does."""
    return find_stops_of_new_places()


def _walks(world: World) -> Iterator[list[Town]]:
    """Neighbouring postal codes, so many for a route that each has about the same share of the readers."""
    least, *known = sorted(towns(COUNTRY), key=lambda town: (town.share, town.postal_code))
    count = max(FEWEST_ROUTES, world.subscribers // READERS_OF_A_ROUTE)
    full = sum(town.share for town in known) / count
    walk: list[Town] = []
    for town in sorted(known, key=lambda town: town.postal_code):
        walk.append(town)
        if sum(each.share for each in walk) >= full:
            yield walk
            walk = []
    if walk:
        yield walk


def _lay(entity: LegalEntity, number: int, codes: Sequence[Town], depots: dict[str, Depot], opens_on: date, actor: StaffUser) -> Route:
    """A route: the main street of its largest postal code up one side and down the other, then all else code by code."""
    largest = max(codes, key=lambda town: town.share)
    depot = next(facts.town for facts in DEPOTS if largest.postal_code.startswith(facts.codes))
    described = RouteDescription(number=str(number), name=largest.name, weekdays=MONDAY_TO_SATURDAY, depot_id=depots[depot].pk)
    route = add_route(entity=entity, described=described, actor=actor)
    main_street = words(COUNTRY, "street")[0]
    up = StretchDescription(country=COUNTRY, postal_code=largest.postal_code, street=main_street, side=ODD)
    pieces = [
        up,
        replace(up, side=EVEN, downwards=True),
        *(StretchDescription(country=COUNTRY, postal_code=town.postal_code) for town in codes),
    ]
    for piece in pieces:
        add_stretch(route=route, described=piece, begins=opens_on, actor=actor, today=opens_on)
    return route
