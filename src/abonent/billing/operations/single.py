"""Runs of one: planned and posted at once, in one transaction, by the statements that serve the night."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, commit_run, plan_run


class CannotPostNow(Refusal):
    """A document that could not be posted at once; nothing was changed."""

    sentences = {"billing.ground_shifted": _("What the document rests on was changed a moment ago. Try again.")}


def planned_now(*, kind: str, entity: LegalEntity, today: date, actor: StaffUser | None, parameters: dict[str, Any]) -> Run:
    """A run of one, planned. It waits for no other run: what both want, the first to take it gets."""
    run = Run.objects.create(kind=kind, entity=entity, as_of=today, parameters=parameters, created_by=actor)
    return plan_run(run=run)


def posted_now(*, run: Run, actor: StaffUser | None) -> list[Invoice]:
    """Post all that a run of one planned, in the caller's transaction."""
    commit_run(run=approve_run(run=run, actor=actor))
    if run.committed_rows < run.planned_rows:
        raise CannotPostNow("billing.ground_shifted")
    return list(Invoice.objects.filter(run_id=run.pk).order_by("id"))
