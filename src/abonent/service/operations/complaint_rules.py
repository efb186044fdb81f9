"""Say what a kind of complaint gives, and let it be as before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.service.models import ComplaintRule

SAID = ("product_id", "kind", "gives", "report_days", "yearly_credits", "carrier_amount", "retired")


class CannotRuleComplaints(Refusal):
    """A rule that cannot be as asked."""

    sentences = {
        "complaint_rule.exists": _("There is a rule for this kind of complaint and this product already. Change that one."),
        "complaint_rule.changed_since": _("Somebody has changed the rule since. Change it again instead."),
    }


def set_complaint_rule(*, rule: ComplaintRule, actor: StaffUser | None, **said: Any) -> ComplaintRule:
    """Set up a rule, or let one be otherwise; complaints that were noted keep what they gave."""
    before = _said(rule) if rule.pk else None
    with change_by(actor, "set_complaint_rule"):
        for name, value in said.items():
            setattr(rule, name, value)
        _check_alone(rule)
        rule.save()
        record_act(
            actor=actor,
            verb="set_complaint_rule",
            subject_kind="complaint_rule",
            subject_ids=[rule.pk],
            inverse={
                "verb": "change_complaint_rule_back",
                "rule": rule.pk,
                "before": before or {**_said(rule), "retired": True},
                "after": _said(rule),
            },
        )
    return rule


def change_complaint_rule_back(
    *, rule: ComplaintRule, before: Mapping[str, Any], after: Mapping[str, Any], actor: StaffUser | None, today: date
) -> None:
    """Let a rule be as it was before a change, if nobody has changed it since."""
    with change_by(actor, "change_complaint_rule_back"):
        locked = ComplaintRule.objects.select_for_update().get(pk=rule.pk)
        if _said(locked) != dict(after):
            raise CannotRuleComplaints("complaint_rule.changed_since")
        for name, value in before.items():
            setattr(locked, name, value)
        _check_alone(locked)
        locked.save()


def _check_alone(rule: ComplaintRule) -> None:
    others = ComplaintRule.objects.filter(entity=rule.entity_id, product=rule.product_id, kind=rule.kind, retired=False).exclude(pk=rule.pk)
    if not rule.retired and others.exists():
        raise CannotRuleComplaints("complaint_rule.exists")


def _said(rule: ComplaintRule) -> dict[str, Any]:
    said = {name: getattr(rule, name) for name in SAID}
    return said | {"carrier_amount": f"{rule.carrier_amount:.2f}"}
