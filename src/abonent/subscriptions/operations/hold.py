"""Hold back rows of a renewal plan, so that the commit leaves them out; and let them go again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.operations import record_act
from abonent.subscriptions.models import RenewalPlan


class CannotHold(Refusal):
    """A plan that is not looked at any more."""

    sentences = {"run.not_planned": _("Run %(run)s is %(state)s; rows are held back only while it waits for its approval.")}


def hold_back(*, run: Run, ordinals: list[int], held: bool, actor: StaffUser | None) -> int:
    """Hold back all rows of the subscriptions of these rows, or let them go; returns how many rows changed.

    The terms of one subscription go together: a later term without the earlier one would leave a gap.
    """
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.PLANNED:
            raise CannotHold("run.not_planned", run=locked.pk, state=locked.get_state_display())
        chosen = RenewalPlan.objects.filter(run=run, ordinal__in=ordinals)
        # The rows of one subscription stand together: its first has the ordinal less the step.
        firsts = chosen.values_list(F("ordinal") - F("step") + 1, flat=True)
        rows = RenewalPlan.objects.filter(run=run, held=not held).annotate(first=F("ordinal") - F("step") + 1)
        changed = rows.filter(first__in=list(firsts)).update(held=held)
        record_act(
            actor=actor,
            verb="hold_back_renewals" if held else "let_renewals_go",
            subject_kind="run",
            subject_ids=[run.pk],
            inverse={"verb": "hold_back_renewals", "run": run.pk, "ordinals": ordinals, "held": not held},
        )
    return changed
