"""The address line of a file that has no room for it: words of streets are shortened by the rules of a profile, the house never is."""

from __future__ import annotations

from collections.abc import Sequence

# What a word ends with, and what stands there instead.
Shortening = tuple[str, str]


def address_line(street: str, house: str, *, width: int, shortenings: Sequence[Shortening] = ()) -> str:
    """Street and house in at most `width` characters; 0 is without an end.

    Only a line that is too long is touched: rule after rule until it fits, then the street is cut. What tells the door apart - number,
    staircase and flat - is cut last of all.
    """
    whole = _joined(street, house)
    if not width or len(whole) <= width:
        return whole
    for ending, short in shortenings:
        street = _shortened(street, ending, short)
        if len(_joined(street, house)) <= width:
            return _joined(street, house)
    room = width - len(house) - 1
    return _joined(street[:room].rstrip(), house) if room > 0 else house[:width]


def _shortened(street: str, ending: str, short: str) -> str:
    """Every word with that ending, and a word that is nothing else."""
    return " ".join(word[: -len(ending)] + short if word.casefold().endswith(ending) else word for word in street.split())


def _joined(street: str, house: str) -> str:
    return f"{street} {house}".strip()
