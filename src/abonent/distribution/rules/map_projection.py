"""Degrees on a sheet: a small piece of the earth is flat, and a degree of longitude is shorter the further north it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

KILOMETRES_A_DEGREE = 111.2
# A single door, or a row of doors in one line, still has some ground around it: about a hundred metres.
LEAST_DEGREES = 0.001

Degrees = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """The room a map has, in units of its view box, and the margin around what lies in it."""

    width: int
    height: int
    margin: int


@dataclass(frozen=True)
class Projection:
    """Where on a sheet a place of the earth lies: (latitude, longitude) in degrees to (across, down)."""

    sheet: Sheet
    middle: Degrees
    scale: float
    squeeze: float

    def at(self, place: Degrees) -> Point:
        """Where a place lies; outside the sheet for one that is further off."""
        across = self.sheet.width / 2 + (place[1] - self.middle[1]) * self.squeeze * self.scale
        down = self.sheet.height / 2 - (place[0] - self.middle[0]) * self.scale
        return round(across, 1), round(down, 1)

    def at_edge(self, place: Degrees) -> Point:
        """The same, on the edge of the sheet for one that is further off."""
        across, down = self.at(place)
        inner = self.sheet.margin / 2
        return min(max(across, inner), self.sheet.width - inner), min(max(down, inner), self.sheet.height - inner)


def projection(sheet: Sheet, places: Sequence[Degrees]) -> Projection:
    """The largest scale in which all of some places lie on a sheet, within its margin."""
    south, north = min(place[0] for place in places), max(place[0] for place in places)
    west, east = min(place[1] for place in places), max(place[1] for place in places)
    middle = ((south + north) / 2, (west + east) / 2)
    squeeze = cos(radians(middle[0]))
    across = (sheet.width - 2 * sheet.margin) / max((east - west) * squeeze, LEAST_DEGREES)
    down = (sheet.height - 2 * sheet.margin) / max(north - south, LEAST_DEGREES)
    return Projection(sheet, middle, min(across, down), squeeze)


def kilometres_between(one: Degrees, other: Degrees) -> float:
    """How far two places are from each other, on a straight line."""
    squeeze = cos(radians((one[0] + other[0]) / 2))
    return KILOMETRES_A_DEGREE * hypot(one[0] - other[0], (one[1] - other[1]) * squeeze)
