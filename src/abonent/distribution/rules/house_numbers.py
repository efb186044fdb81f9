"""How a house number is read as it is written: "12", "12 B", "12-14", "5 A 12", "12/14 m. 3", "KM 7", "s/n".

The database reads them by the same rule (`house_number`, `walking_key` and `walking_position` in the first migration); a test holds the
two together over numbers that people have written and over random ones.
"""

from __future__ import annotations

import re

from abonent.kit.alphabets import fold

# More than any house has; longer figures are something else: a telephone, a parcel.
FIGURES = re.compile(r"^ *([0-9]{1,5})(?![0-9])")
LAST = 99_999


def house_number(written: str) -> int | None:
    """The figures it begins with, by which a side of a street has it; None where it begins with anything else."""
    figures = FIGURES.match(written)
    return int(figures[1]) if figures else None


def walking_key(written: str) -> str:
    """By what texts with figures in them stand in the order of a walk: "2" before "10", "a" before "b", nothing first."""
    bare = re.sub("[^a-z0-9]", "", fold(written))
    return re.sub("[0-9]*([0-9]{5})", r"\1", re.sub("([0-9]+)", r"00000\1", bare))


def walking_position(number: str, staircase: str, flat: str, downwards: bool) -> str:
    """Where in a street a door comes: by its number, up or down, then what stands after it, the staircase, the flat."""
    figures = house_number(number) or 0
    after = FIGURES.sub("", number)
    return f"{LAST - figures if downwards else figures:05} {walking_key(after)} {walking_key(staircase)} {walking_key(flat)}"
