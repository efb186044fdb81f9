"""What a change would do: it is done and taken back, so a form shows the very plan that saving commits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from abonent.kit import clock

Effect = TypeVar("Effect")


def foresee(change: Callable[[], Effect]) -> Effect:
    """The effect of a change of which nothing is kept."""
    with transaction.atomic():
        clock.hand_over()
        done = change()
        transaction.set_rollback(True)
    return done
