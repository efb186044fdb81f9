"""The map of a route: its doors in the order of the walk, its depot, the doors of other routes around. Drawn on the server, without the internet.

What the map shows the table of the walk says too; doors that nobody has put on the map are counted and named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abonent.distribution.models import Route
from abonent.distribution.queries import doors_around_route, doors_of_route
from abonent.distribution.rules.map_projection import Degrees, Point, Projection, Sheet, kilometres_between, projection
from abonent.ui import wording

DESK = Sheet(width=760, height=430, margin=36)
PHONE = Sheet(width=340, height=380, margin=28)
# More than a carrier walks in a night; a map with more is a blot.
MOST_DOORS = 1_500


@dataclass(frozen=True)
class Dot:
    """A door on the map: where it is, what it is called, and the stretch it is of."""

    x: float
    y: float
    words: str
    stretch_id: int


@dataclass(frozen=True)
class Piece:
    """Where a stretch begins: its number in the walk, its words, and how many of its doors are on the map."""

    x: float
    y: float
    ordinal: int
    words: str
    stretch_id: int


@dataclass(frozen=True)
class Mark:
    """The depot, or another thing that is no door."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class MapDrawing:
    """The map in one size, ready for SVG."""

    sheet: Sheet
    walk: str
    dots: list[Dot]
    pieces: list[Piece]
    others: list[Dot]
    depot: Mark | None

    @property
    def view_box(self) -> str:
        return f"0 0 {self.sheet.width} {self.sheet.height}"


@dataclass(frozen=True)
class RouteMap:
    """The map in both sizes, its words for who cannot see it, and the doors that are not on it."""

    summary: str
    desk: MapDrawing
    phone: MapDrawing
    others: list[str]
    missing: list[str]


def route_map(route: Route, words_of: Mapping[int, str], day: date, language: str) -> RouteMap | None:
    """The map of a route on a day, `words_of` its stretches in the order of the walk; None where no door of it is on the map."""
    doors = doors_of_route(route, day, at_most=MOST_DOORS)
    placed = [door for door in doors if door.latitude is not None]
    if not placed:
        return None
    others = doors_around_route(route, [_degrees(door) for door in placed], day, at_most=MOST_DOORS)
    numbers = list(dict.fromkeys(door.route for door in others))
    drawn = [_drawn(sheet, route, placed, others, words_of, language) for sheet in (DESK, PHONE)]
    summary = _("Map of route %(number)s: %(doors)s doors in the order of the walk") % {
        "number": route.number, "doors": wording.number(len(placed), language),
    }  # fmt: skip
    return RouteMap(summary, drawn[0], drawn[1], numbers, [_named(door) for door in doors if door.latitude is None])


def _drawn(
    sheet: Sheet, route: Route, placed: Sequence[Any], others: Sequence[Any], words_of: Mapping[int, str], language: str
) -> MapDrawing:
    places = [_degrees(door) for door in placed]
    flat = projection(sheet, places)
    dots = [_dot(flat, door, _named(door)) for door in placed]
    pale = [_dot(flat, door, _("Route %(number)s: %(door)s") % {"number": door.route, "door": _named(door)}) for door in others]
    walk = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    return MapDrawing(sheet, walk, dots, _pieces(dots, words_of), pale, _depot(route, flat, places, language))


def _dot(flat: Projection, door: Any, words: str) -> Dot:
    across, down = flat.at(_degrees(door))
    return Dot(across, down, words, door.stretch_id)


def _pieces(dots: Sequence[Dot], words_of: Mapping[int, str]) -> list[Piece]:
    """Where each stretch begins."""
    first: dict[int, Dot] = {}
    for dot in dots:
        first.setdefault(dot.stretch_id, dot)
    numbered = {stretch: place for place, stretch in enumerate(words_of, start=1)}
    return [Piece(dot.x, dot.y, numbered[stretch], words_of[stretch], stretch) for stretch, dot in first.items() if stretch in numbered]


def _depot(route: Route, flat: Projection, places: Sequence[Degrees], language: str) -> Mark | None:
    """The depot, on the edge of the map where it lies outside, with how far it is to the first door."""
    depot = route.depot
    if depot is None or depot.latitude is None or depot.longitude is None:
        return None
    where: Degrees = (float(depot.latitude), float(depot.longitude))
    across, down = flat.at_edge(where)
    far = wording.number(round(kilometres_between(where, places[0]), 1), language, decimals=1)
    return Mark(across, down, _("Depot %(name)s, %(far)s km to the first door") % {"name": depot.name, "far": far})


def _degrees(door: Any) -> Point:
    return float(door.latitude), float(door.longitude)


def _named(door: Any) -> str:
    return " ".join(part for part in (door.street, door.number, door.staircase, door.flat) if part)
