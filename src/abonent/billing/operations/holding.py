"""Hold a row of a plan back, let it go again, mark it as looked at."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import BillingHold, BillingLook, BillingPlan
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run


class CannotHold(Refusal):
    """A row that can no longer be held back or released."""

    sentences = {
        "hold.not_planned": _("Run %(run)s is no longer a plan; its rows stay as they are."),
        "hold.no_such_row": _("Run %(run)s has no row %(row)s."),
    }


def hold_back(*, run: Run, ordinal: int, reason: str, actor: StaffUser | None) -> None:
    """Keep a row out of the commit; its charges stay open for the next run."""
    with transaction.atomic():
        clock.hand_over()
        lock_row(run, ordinal)
        BillingHold.objects.get_or_create(run=run, ordinal=ordinal, defaults={"reason": reason, "held_by": actor})


def release(*, run: Run, ordinal: int) -> None:
    """Let a row that was held back be committed with the rest."""
    with transaction.atomic():
        clock.hand_over()
        lock_row(run, ordinal)
        BillingHold.objects.filter(run=run, ordinal=ordinal).delete()


def mark_looked_at(*, run: Run, ordinals: Sequence[int], actor: StaffUser) -> int:
    """Note that somebody looked at odd rows and lets them pass; returns how many were new."""
    with transaction.atomic():
        clock.hand_over()
        known = set(BillingLook.objects.filter(run=run, ordinal__in=ordinals).values_list("ordinal", flat=True))
        fresh = [BillingLook(run=run, ordinal=ordinal, looked_by=actor) for ordinal in ordinals if ordinal not in known]
        BillingLook.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def lock_row(run: Run, ordinal: int) -> None:
    """A row of a plan that nobody begins to commit before this act is done; CannotHold where it is no plan any more."""
    state = Run.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=run.pk)
    if state != Run.State.PLANNED:
        raise CannotHold("hold.not_planned", run=run.pk)
    if not BillingPlan.objects.filter(run=run, ordinal=ordinal).exists():
        raise CannotHold("hold.no_such_row", run=run.pk, row=ordinal)
