"""How acts about complaints are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.runs.inverses import Inverse, of_a_company
from abonent.service.models import ComplaintRule, DeliveryComplaint
from abonent.service.operations import change_complaint_rule_back, withdraw_complaint
from abonent.service.queries import visible_complaints


def take_complaint_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The complaint gives nothing."""
    complaint = DeliveryComplaint.objects.select_related("subscription").get(pk=arguments["complaint"])
    withdraw_complaint(complaint=complaint, actor=actor, today=today)


def rule_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The rule is as it was, or holds no more."""
    rule = ComplaintRule.objects.get(pk=arguments["rule"])
    change_complaint_rule_back(rule=rule, before=arguments["before"], after=arguments["after"], actor=actor, today=today)


def sees_complaint(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Whoever sees the subscription."""
    return visible_complaints(viewer).filter(pk=arguments["complaint"]).exists()


INVERSES = [
    Inverse("withdraw_complaint", _("Take the complaint back"), take_complaint_back, "service.complain", sees_complaint),
    Inverse(
        "change_complaint_rule_back", _("Let the rule be as before"), rule_as_before, "service.rule", of_a_company(ComplaintRule, "rule")
    ),
]
