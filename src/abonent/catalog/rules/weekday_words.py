"""A set of weekdays in the reader's words: Mon–Sat, Fri–Sun, every day."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import gettext as _

from abonent.catalog.rules.weekdays import EVERY_DAY, runs_of


def weekday_words(bits: int, language: str) -> str:
    """Mon–Sat; a stretch of two is written as two."""
    if bits == EVERY_DAY:
        return _("Every day")
    names = Locale.parse(language).days["stand-alone"]["abbreviated"]
    return ", ".join(_stretch(first, latest, names) for first, latest in runs_of(bits))


def _stretch(first: int, latest: int, names: dict[int, str]) -> str:
    if first == latest:
        return names[first]
    between = ", " if latest == first + 1 else "\N{EN DASH}"
    return f"{names[first]}{between}{names[latest]}"
