"""For whom a cell is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from abonent.kit import clock


@dataclass(frozen=True)
class Reader:
    """The reader's language, and the day on which he reads."""

    language: str
    today: date


def present_reader() -> Reader:
    """The reader of the request in hand: its language, the business day of its zone."""
    return Reader(language=get_language() or "en", today=clock.today(timezone.get_current_timezone_name()))
