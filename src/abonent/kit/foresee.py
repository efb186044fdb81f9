"""What a change would do: it is done and taken back, so a form shows the very plan that saving commits; and saving insists on it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol, TypeVar

from django.db import transaction

from abonent.kit import clock
from abonent.kit.refusals import Refusal

Effect = TypeVar("Effect")


class Foreseen(Protocol):
    """An effect that was shown before it is done."""

    @property
    def digest(self) -> str:
        """A name for exactly this effect."""


def foresee(change: Callable[[], Effect]) -> Effect:
    """The effect of a change of which nothing is kept."""
    with transaction.atomic():
        clock.hand_over()
        done = change()
        transaction.set_rollback(True)
    return done


def digest_of(*told: object) -> str:
    """A name for exactly what is told, so that saving can insist on what was shown."""
    return hashlib.sha256(repr(told).encode()).hexdigest()


def insist(done: Foreseen, seen: str | None, refusal: Refusal) -> None:
    """Refuse what does something else than what was seen."""
    if seen is not None and done.digest != seen:
        raise refusal
