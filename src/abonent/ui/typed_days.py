"""The place where typed days are read for filters. ISO days for now; whoever reads "10-24 jul" hangs in here."""

from __future__ import annotations

from datetime import date


def read_day(text: str, *, today: date) -> date | None:
    """The day that a text means, seen from `today`; None if it means none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
