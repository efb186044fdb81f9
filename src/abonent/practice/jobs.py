"""The copy is made by a worker; one at a time."""

from __future__ import annotations

from procrastinate.contrib.django import app

from abonent.access.models import StaffUser
from abonent.practice.operations import TASK, make_copy


@app.task(name=TASK, queueing_lock=TASK, lock=TASK)
def make(actor_id: int) -> None:
    """Make the practice copy that somebody asked for."""
    make_copy(actor=StaffUser.objects.get(pk=actor_id))
