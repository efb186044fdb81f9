"""Reasons for stopping: those that this version knows, another one, other words for one, out of use and back."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import StopReason

LONGEST_CODE = 30


class CannotReason(Refusal):
    """A reason that cannot be as it was."""

    sentences = {"stop_reason.changed_since": _("Somebody has changed the reason since. Change it again instead.")}


def install_stop_reasons() -> None:
    """Enter the reasons; one that is there, changed or not, stays."""
    text = files("abonent.subscriptions.facts").joinpath("stop_reasons.csv").read_text("utf-8")
    with transaction.atomic():
        clock.hand_over()
        reasons = [StopReason(code=row.pop("code"), kind=row.pop("kind"), name=row) for row in csv.DictReader(text.splitlines())]
        StopReason.objects.bulk_create(reasons, ignore_conflicts=True)


def own_reason(code: str) -> StopReason:
    """A reason that the program itself gives; in an older installation it may not be there yet."""
    if not StopReason.objects.filter(pk=code).exists():
        install_stop_reasons()
    return StopReason.objects.get(pk=code)


def add_stop_reason(*, name: Mapping[str, str], kind: str, actor: StaffUser | None, today: date) -> StopReason:
    """Another reason to choose from."""
    with change_by(actor, "add_stop_reason"):
        reason = StopReason.objects.create(code=free_code(name), name=dict(name), kind=kind)
        _record(actor, "add_stop_reason", reason, {**_said(reason), "retired": True})
    return reason


def change_stop_reason(
    *, reason: StopReason, name: Mapping[str, str], kind: str, retired: bool, actor: StaffUser | None, today: date
) -> StopReason:
    """Call it otherwise, let it count as something else, stop or begin to offer it; where it was chosen it stays."""
    with change_by(actor, "change_stop_reason"):
        locked = StopReason.objects.select_for_update().get(pk=reason.pk)
        before = _said(locked)
        locked.name, locked.kind, locked.retired = dict(name), kind, retired
        locked.save(update_fields=["name", "kind", "retired"])
        _record(actor, "change_stop_reason", locked, before)
    return locked


def change_stop_reason_back(
    *, reason: StopReason, before: Mapping[str, Any], after: Mapping[str, Any], actor: StaffUser | None, today: date
) -> None:
    """Let a reason be as it was before a change, if nobody has changed it since."""
    with change_by(actor, "change_stop_reason_back"):
        locked = StopReason.objects.select_for_update().get(pk=reason.pk)
        if _said(locked) != after:
            raise CannotReason("stop_reason.changed_since")
        locked.name, locked.kind, locked.retired = before["name"], before["kind"], before["retired"]
        locked.save(update_fields=["name", "kind", "retired"])


def _said(reason: StopReason) -> dict[str, Any]:
    return {"name": reason.name, "kind": reason.kind, "retired": reason.retired}


def free_code(name: Mapping[str, str]) -> str:
    """A code that speaks where it can, and is nobody's yet."""
    spoken = slugify(name_in(name, "en")).replace("-", "_")[:LONGEST_CODE] or "reason"
    if not StopReason.objects.filter(pk=spoken).exists():
        return spoken
    return f"{spoken[: LONGEST_CODE - 5]}_{get_random_string(4, 'abcdefghijkmnpqrstuvwxyz23456789')}"


def _record(actor: StaffUser | None, verb: str, reason: StopReason, before: Mapping[str, Any]) -> None:
    inverse = {"verb": "change_stop_reason_back", "reason": reason.pk, "before": dict(before), "after": _said(reason)}
    record_act(actor=actor, verb=verb, subject_kind="stop_reason", subject_ids=[], inverse=inverse)
