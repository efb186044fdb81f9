"""Set the alarm of a route aside for an issue, because its copies are right; and take that back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.distribution.models import AlarmSetAside, Route
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act


class CannotSetAside(Refusal):
    """An alarm that is dealt with already."""

    sentences = {
        "alarm.set_aside": _("Somebody has said already that it is right."),
        "alarm.withdrawn": _("This alarm stands again already."),
    }


def set_alarm_aside(*, issue: Issue, delivery_method: str, route: Route | None, copies: int, actor: StaffUser | None) -> AlarmSetAside:
    """So many copies are right; should they become more or fewer, the route alarms again."""
    with change_by(actor, "set_alarm_aside"):
        said, is_new = AlarmSetAside.objects.get_or_create(
            issue=issue, delivery_method=delivery_method, route=route, copies=copies, withdrawn_at=None, defaults={"said_by": actor}
        )
        if not is_new:
            raise CannotSetAside("alarm.set_aside")
        inverse = {"verb": "raise_alarm_again", "alarm": said.pk}
        record_act(actor=actor, verb="set_alarm_aside", subject_kind="issue", subject_ids=[issue.pk], inverse=inverse)
    return said


def raise_alarm_again(*, said: AlarmSetAside, actor: StaffUser | None) -> None:
    """It needs a look after all."""
    with change_by(actor, "raise_alarm_again"):
        if not AlarmSetAside.objects.filter(pk=said.pk, withdrawn_at=None).update(withdrawn_at=clock.now(), withdrawn_by=actor):
            raise CannotSetAside("alarm.withdrawn")
        record_act(actor=actor, verb="raise_alarm_again", subject_kind="issue", subject_ids=[said.issue_id])
