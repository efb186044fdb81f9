"""Pin what every colleague must see first."""

from __future__ import annotations

from datetime import date

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.correspondence.models import Interaction
from abonent.kit import clock
from abonent.runs.operations import record_act


def pin_note(*, note: Interaction, actor: StaffUser, today: date) -> None:
    """Let a note stand before all others until somebody unpins it."""
    with change_by(actor, "pin_note"):
        Interaction.objects.notes().filter(pk=note.pk).update(pinned_at=clock.now(), pinned_by=actor)
        _record(actor, "pin_note", note, "unpin_note")


def unpin_note(*, note: Interaction, actor: StaffUser, today: date) -> None:
    """Let a note take its place among the others by its day."""
    with change_by(actor, "unpin_note"):
        Interaction.objects.filter(pk=note.pk).update(pinned_at=None, pinned_by=None)
        _record(actor, "unpin_note", note, "pin_note")


def _record(actor: StaffUser, verb: str, note: Interaction, inverse: str) -> None:
    record_act(
        actor=actor,
        verb=verb,
        subject_kind="interaction",
        subject_ids=[note.pk],
        inverse={"verb": inverse, "interaction": note.pk},
    )
