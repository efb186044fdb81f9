"""What a person did, and its undoing: an operation that writes the inverse, never a restore of old rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.registry import inverse_of, label_of


class CannotUndo(Refusal):
    """An act that cannot be taken back any more."""

    sentences = {
        "act.undone": _("This is undone already."),
        "act.no_inverse": _("This cannot be undone."),
        "act.too_late": _("This could be undone until %(until)s."),
        "act.superseded": _("Something later depends on this: %(later)s. Undo that first."),
    }


def record_act(
    *,
    actor: StaffUser | None,
    verb: str,
    subject_kind: str,
    subject_ids: Sequence[int],
    inverse: Mapping[str, Any] | None = None,
    until: datetime | None = None,
) -> Act:
    """Write down an act in the transaction that does it; a bulk act is one.

    `inverse` names the undoing verb and its arguments. Earlier acts on the same subjects that could still be undone are
    superseded: they can be undone only after this one.
    """
    act = Act.objects.create(
        actor=actor,
        verb=verb,
        subject_kind=subject_kind,
        subject_ids=list(subject_ids),
        inverse=dict(inverse) if inverse else None,
        until=until,
    )
    if len(subject_ids) == 1:
        # Containment finds them by the index, equality leaves out bulk acts that have the subject among others.
        same = Act.objects.filter(subject_kind=subject_kind, subject_ids__contains=list(subject_ids), subject_ids=list(subject_ids))
        earlier = same.filter(superseded_by=None, undone_at=None, inverse__isnull=False)
        earlier.exclude(pk=act.pk).update(superseded_by=act)
    return act


def undo_act(*, act: Act, actor: StaffUser | None, today: date) -> None:
    """Do the inverse of an act; refused when it is done, too late, or something later depends on it."""
    with transaction.atomic():
        clock.hand_over()
        locked = Act.objects.select_for_update(of=("self",)).select_related("superseded_by").get(pk=act.pk)
        inverse = _inverse_if_not_too_late(locked)
        inverse_of(inverse["verb"]).undo(arguments=inverse, actor=actor, today=today)
        locked.undone_at = clock.now()
        locked.save(update_fields=["undone_at"])
        Act.objects.filter(superseded_by=locked).update(superseded_by=None)


def _inverse_if_not_too_late(act: Act) -> dict[str, Any]:
    later = act.superseded_by
    if act.undone_at is not None:
        raise CannotUndo("act.undone")
    if not act.inverse:
        raise CannotUndo("act.no_inverse")
    if act.until is not None and act.until < clock.now():
        raise CannotUndo("act.too_late", until=f"{act.until:%Y-%m-%d %H:%M}")
    if later is not None and later.undone_at is None and later.inverse:
        raise CannotUndo("act.superseded", later=label_of(later.verb))
    return act.inverse
