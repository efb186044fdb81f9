"""What is left of a stretch of a street once a part of it is taken out: pure arithmetic over sides and numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

ALL, ODD, EVEN = "all", "odd", "even"
OTHER_SIDE = {ODD: EVEN, EVEN: ODD}


@dataclass(frozen=True)
class Numbers:
    """One side of a street or both, from a number to a number; None where it goes to the end."""

    side: str = ALL
    first: int | None = None
    latest: int | None = None

    def has(self, number: int) -> bool:
        """Whether a house number is in it."""
        on_side = self.side == ALL or (number % 2 == 1) == (self.side == ODD)
        return on_side and (self.first is None or self.first <= number) and (self.latest is None or number <= self.latest)

    @property
    def whole(self) -> bool:
        """Whether it is all of the street, its doors without a number among them."""
        return self == Numbers()


def part_of(whole: Numbers, side: str, first: int | None, latest: int | None) -> Numbers | None:
    """What of a stretch is on a side between two numbers; None where nothing is."""
    if whole.side != ALL and side not in (ALL, whole.side):
        return None
    begins, ends = _later(whole.first, first), _earlier(whole.latest, latest)
    if begins is not None and ends is not None and begins > ends:
        return None
    return Numbers(whole.side if side == ALL else side, begins, ends)


def rest_of(whole: Numbers, part: Numbers) -> list[Numbers]:
    """What is left of a stretch without a part of it, in the order of its numbers: before the part, beside it, after it. No house is below 1."""
    rest = []
    if part.first is not None and part.first > (whole.first or 1):
        rest.append(replace(whole, latest=part.first - 1))
    if part.side != whole.side:
        rest.append(replace(part, side=OTHER_SIDE[part.side]))
    if part.latest is not None and part.latest != whole.latest:
        rest.append(replace(whole, first=part.latest + 1))
    return [one for one in map(_tidied, rest) if one.first is None or one.latest is None or one.first <= one.latest]


def _tidied(numbers: Numbers) -> Numbers:
    """From and to numbers that its side has: odd from 4 to 8 is odd from 5 to 7."""
    if numbers.side == ALL:
        return numbers
    first, latest = numbers.first, numbers.latest
    on_side = replace(numbers, first=None, latest=None)
    return replace(
        numbers,
        first=first if first is None or on_side.has(first) else first + 1,
        latest=latest if latest is None or on_side.has(latest) else latest - 1,
    )


def _later(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else max(one, other)


def _earlier(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else min(one, other)
