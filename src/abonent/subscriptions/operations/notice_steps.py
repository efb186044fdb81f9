"""Set up the series of renewal notices of a product: another step, another wording, an end; and all of that taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import RenewalNoticeStep

SAID = ("days", "channel", "subject", "text", "offers", "begins_on", "ended_on")
DAYS = ("begins_on", "ended_on")


class CannotSetUpNotice(Refusal):
    """A step that cannot be as asked."""

    sentences = {
        "notice_step.same_day": _("A notice of this product goes out on the same day already. Choose another day, or change that one."),
        "notice_step.changed_since": _("Somebody has changed the notice since. Change it again instead."),
    }


def set_notice_step(*, step: RenewalNoticeStep, actor: StaffUser | None, today: date, **said: Any) -> RenewalNoticeStep:
    """Set up a step, or let one be otherwise; what was sent stays as it was."""
    with change_by(actor, "set_notice_step"):
        before = _said(RenewalNoticeStep.objects.select_for_update().get(pk=step.pk)) if step.pk else None
        for name, value in said.items():
            setattr(step, name, value)
        _save(step)
        after = _said(step)
        # Taken back, a new one is as if it had ended before it began.
        inverse = {
            "verb": "change_notice_step_back",
            "step": step.pk,
            "before": before or {**after, "ended_on": after["begins_on"]},
            "after": after,
        }
        record_act(actor=actor, verb="set_notice_step", subject_kind="renewal_notice_step", subject_ids=[step.pk], inverse=inverse)
    return step


def change_notice_step_back(
    *, step: RenewalNoticeStep, before: Mapping[str, Any], after: Mapping[str, Any], actor: StaffUser | None, today: date
) -> None:
    """Let a step be as it was before a change, if nobody has changed it since."""
    with change_by(actor, "change_notice_step_back"):
        locked = RenewalNoticeStep.objects.select_for_update().get(pk=step.pk)
        if _said(locked) != dict(after):
            raise CannotSetUpNotice("notice_step.changed_since")
        for name, value in before.items():
            setattr(locked, name, date.fromisoformat(value) if name in DAYS and value else value)
        _save(locked)


def _save(step: RenewalNoticeStep) -> None:
    try:
        with transaction.atomic():
            step.save()
    except IntegrityError as fault:
        if "renewal_notice_step_once_a_day" not in str(fault):
            raise
        raise CannotSetUpNotice("notice_step.same_day") from fault


def _said(step: RenewalNoticeStep) -> dict[str, Any]:
    said = {name: getattr(step, name) for name in SAID}
    return said | {name: said[name].isoformat() for name in DAYS if said[name]}
