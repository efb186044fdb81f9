"""The only clock. Moments are UTC; a business day is a date in a named zone.

Python reads `now()`, the database reads `abonent_now()`. When the clock is set (simulator, tests, practice copy),
`hand_over()` gives the same moment to the database for the transaction in progress, so column defaults and history
triggers agree with Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db import connection

_set_moment: ContextVar[datetime | None] = ContextVar("abonent_clock", default=None)


def now() -> datetime:
    """The present moment in UTC, or the moment the clock is set to."""
    return _set_moment.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The business day in a time zone named as in the IANA database, for example Europe/Stockholm."""
    return now().astimezone(ZoneInfo(zone)).date()


def moment(day: date, at: time, zone: str) -> datetime:
    """The UTC moment of a wall-clock time on a day in a zone; in the autumn hour that comes twice, the first."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@contextmanager
def set_to(instant: datetime) -> Iterator[None]:
    """Run the block as if the present moment were `instant`."""
    if instant.tzinfo is None:
        raise ValueError("the clock is set to an aware moment")
    token = _set_moment.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_moment.reset(token)


def hand_over() -> None:
    """Tell the database the set moment for this transaction; with the clock running free it asks itself."""
    instant = _set_moment.get()
    if instant is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('abonent.now', %s, true)", [instant.isoformat()])
