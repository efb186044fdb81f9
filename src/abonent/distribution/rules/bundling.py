"""Copies in their order become bundles, and bundles become transport units: roll cages, pallets, drops."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Row = TypeVar("Row")
# Paper is measured in thousandths of a millimetre; a leaf has two pages.
MICRONS = 1000


@dataclass(frozen=True)
class BundleRule:
    """At most so many copies in a bundle and so many bundles in a unit; no units at all where that is 0."""

    most_copies: int
    bundles_per_unit: int = 0


class Line(NamedTuple, Generic[Row]):
    """A row as it comes: `ends_bundle` is what a bundle must not cross, a postal code or a route; `ends_unit` what a unit must not."""

    row: Row
    copies: int
    ends_bundle: Hashable = None
    ends_unit: Hashable = None


class Piece(NamedTuple, Generic[Row]):
    """The copies of a row that lie in one bundle, and whether they are the first of it, of its unit, and of what bundles do not cross."""

    row: Row
    copies: int
    bundle: int
    unit: int
    begins_bundle: bool
    begins_unit: bool
    begins_group: bool


def copies_of_thickness(*, millimetres: int, pages: int, paper_microns: int) -> int:
    """How many copies of so many pages on such paper are a bundle of at most that height; never none."""
    leaves = -(-pages // 2)
    return max(1, millimetres * MICRONS // (leaves * paper_microns))


def in_bundles(lines: Iterable[Line[Row]], rule: BundleRule) -> Iterator[Piece[Row]]:
    """The rows in their order, parted where a bundle is full. Reads one row at a time: a file of any length fits into little memory.

    The copies of one row stay together if a bundle can hold them; only a row with more than that is parted, into full bundles and a rest.
    """
    bundle = unit = in_bundle = in_unit = 0
    group: Hashable = object()
    section: Hashable = object()
    for line in lines:
        left, new_group, new_section = line.copies, line.ends_bundle != group, line.ends_unit != section
        group, section = line.ends_bundle, line.ends_unit
        while left > 0:
            new_bundle = new_group or new_section or in_bundle + min(left, rule.most_copies) > rule.most_copies
            new_unit = new_bundle and (new_section or in_unit == rule.bundles_per_unit or not unit)
            if new_bundle:
                bundle, in_bundle = bundle + 1, 0
                unit, in_unit = (unit + 1, 1) if new_unit else (unit, in_unit + 1)
            taken = min(left, rule.most_copies)
            yield Piece(line.row, taken, bundle, unit, new_bundle, new_unit, new_group)
            in_bundle, left = in_bundle + taken, left - taken
            new_group = new_section = False
