"""Change what the payer calls an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit.edits import changed_of, demand_unchanged
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Subscription

LABELS = {"reference": _("Reference")}


def change_reference(
    *, subscription: Subscription, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None, today: date
) -> Subscription:
    """Let invoices to come bear another reference of the payer; `seen` is what it was when the change was begun."""
    changes = {field: " ".join(value.split()) for field, value in changed_of(seen, wanted).items()}
    with change_by(actor, "change_reference"):
        locked = Subscription.objects.select_for_update(no_key=True).get(pk=subscription.pk)
        before = {field: getattr(locked, field) for field in changes}
        demand_unchanged(seen=seen, now=before, wanted=changes, labels=LABELS)
        if changes:
            Subscription.objects.filter(pk=locked.pk).update(**changes)
            inverse = {"verb": "change_reference_back", "subscription": locked.pk, "before": before, "after": changes}
            record_act(actor=actor, verb="change_reference", subject_kind="subscription", subject_ids=[locked.pk], inverse=inverse)
    subscription.refresh_from_db(fields=list(LABELS))
    return subscription
