"""Files that do not come in: refused, left out, or waited for by nobody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports.kinds import kind_of
from abonent.imports.models import FaultyRow, ImportBatch, ImportConflict
from abonent.imports.operations.staging import clear
from abonent.imports.operations.steps import locked_batch
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

State = ImportBatch.State
# A file of which nobody has said yet whether it comes in.
WAITING = (State.UPLOADED, State.CHECKED, State.REFUSED)


def refuse_batch(*, batch: ImportBatch, refusal: Refusal, state: State = State.REFUSED) -> None:
    """Write down why a file, or the undoing of an import, was refused."""
    failure = {"code": refusal.code, "parameters": {name: str(value) for name, value in refusal.parameters.items()}}
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, failure=failure)


def leave_batch(*, batch: ImportBatch, actor: StaffUser | None) -> ImportBatch:
    """Do not bring in a file that waits for somebody: what is staged of it goes, the file stays as long as any other."""
    with transaction.atomic():
        clock.hand_over()
        batch = locked_batch(batch, *WAITING, refusal="import.not_waiting")
        clear(kind_of(batch.kind), batch)
        batch.state = State.LEFT
        batch.save(update_fields=["state"])
        inverse = {"verb": "take_up_import", "batch": batch.pk}
        record_act(actor=actor, verb="leave_import", subject_kind="import_batch", subject_ids=[batch.pk], inverse=inverse)
    return batch


def take_up_batch(*, batch: ImportBatch) -> None:
    """Let a file that was left out wait again, to be checked anew."""
    ImportBatch.objects.filter(pk=batch.pk, state=State.LEFT).update(state=State.UPLOADED)


def forget_stale_rows(*, before: datetime) -> int:
    """Delete what is staged for batches that nobody has committed since, and what older ones could be undone by.

    The batches themselves stay, and those that are not committed can be checked again.
    """
    stale = ImportBatch.objects.filter(state__in=[State.CHECKED, State.CHECKING, State.REFUSED], created_at__lt=before)
    for batch in stale:
        clear(kind_of(batch.kind), batch)
    FaultyRow.objects.filter(batch__created_at__lt=before).delete()
    ImportConflict.objects.filter(batch__created_at__lt=before).delete()
    statements.run("imports/forget_old_rows", before=before)
    return stale.update(state=State.UPLOADED)
