"""Arrange what a role, or everybody, is shown of a surface. Each change is an act with its way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.arranging import CUSTOMER_TABS
from abonent.access.history import change_by
from abonent.access.models import Arrangement, Role, StaffUser
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

EVERYBODY = 0


class CannotArrange(Refusal):
    """An arrangement that cannot be so."""

    sentences = {"arrange.no_tab": _("One tab must stay. Show another first.")}


def arrange(
    *,
    surface: str,
    role: Role | None,
    places: Sequence[str],
    hidden: Sequence[str],
    declared: Sequence[str],
    actor: StaffUser | None,
) -> bool:
    """Let a role be shown the things of a surface in these places, without those that are hidden; whether anything is new."""
    if surface == CUSTOMER_TABS and not set(declared) - set(hidden):
        raise CannotArrange("arrange.no_tab")
    return _change(surface, role, {"places": list(places), "hidden": sorted(hidden)}, actor, "arrange")


def forget_arrangement(*, surface: str, role: Role | None, actor: StaffUser | None) -> bool:
    """Let a role be shown what everybody is shown, and everybody what is declared."""
    return _change(surface, role, None, actor, "forget_arrangement")


def arrange_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Arrange it as it was."""
    role = Role.objects.get(pk=arguments["role"]) if arguments["role"] else None
    with change_by(actor, "arrange_back"):
        write_arrangement(surface=arguments["surface"], role=role, says=arguments["before"])


def write_arrangement(*, surface: str, role: Role | None, says: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Write what an arrangement says, or that there is none; what it said before. The caller records the act."""
    row = Arrangement.objects.select_for_update().filter(surface=surface, role=role).first()
    before = {"places": row.places, "hidden": row.hidden} if row else None
    if says is None:
        Arrangement.objects.filter(surface=surface, role=role).delete()
    elif says != before:
        row = row or Arrangement(surface=surface, role=role)
        row.places, row.hidden = list(says["places"]), list(says["hidden"])
        row.save()
    return before


def _change(surface: str, role: Role | None, says: Mapping[str, Any] | None, actor: StaffUser | None, verb: str) -> bool:
    with change_by(actor, verb):
        before = write_arrangement(surface=surface, role=role, says=says)
        if before == says:
            return False
        number = role.pk if role else EVERYBODY
        inverse = {"verb": "arrange_back", "surface": surface, "role": number, "before": before}
        record_act(actor=actor, verb=verb, subject_kind=f"arrangement_{surface}", subject_ids=[number], inverse=inverse)
    return True
