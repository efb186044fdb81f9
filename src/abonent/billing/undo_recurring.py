"""How acts about recurring invoices are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import RecurringInvoice, RecurringPause
from abonent.billing.operations.recurring import (
    drop_recurring,
    pause_recurring_again,
    put_recurring_back,
    take_recurrences_back,
    take_recurring_pause_back,
)
from abonent.billing.recurring_queries import visible_recurring
from abonent.runs.inverses import Inverse, of_a_company
from abonent.runs.models import Run

Arguments = Mapping[str, Any]


def recurring_gone(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """It was never said."""
    drop_recurring(recurring=_named(arguments), actor=actor)


def recurring_as_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """It is as it was."""
    put_recurring_back(recurring=_named(arguments), columns=arguments["columns"], actor=actor)


def not_paused(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """It was never paused."""
    pause = RecurringPause.objects.select_related("recurring").get(pk=arguments["pause"])
    take_recurring_pause_back(pause=pause, actor=actor)


def paused_again(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """Its pause goes on."""
    until = arguments["until"]
    pause_recurring_again(
        recurring=_named(arguments),
        pause=arguments["pause"],
        starts_on=date.fromisoformat(arguments["starts_on"]),
        until=date.fromisoformat(until) if until else None,
        reason=arguments["reason"],
        actor=actor,
    )


def not_made(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """Nothing of the run is made after all."""
    take_recurrences_back(run=Run.objects.get(pk=arguments["run"]), actor=actor)


def sees_recurring(arguments: Arguments, viewer: StaffUser) -> bool:
    """Whoever sees the recurring invoice."""
    return visible_recurring(viewer).filter(pk=arguments["recurring"]).exists()


def _named(arguments: Arguments) -> RecurringInvoice:
    return RecurringInvoice.objects.get(pk=arguments["recurring"])


OF_RECURRING = [
    Inverse("drop_recurring", _("Take the recurring invoice away"), recurring_gone, "billing.recur", sees_recurring),
    Inverse("change_recurring", _("Let the recurring invoice be as before"), recurring_as_before, "billing.recur", sees_recurring),
    Inverse("take_recurring_pause_back", _("Take the pause away"), not_paused, "billing.recur", sees_recurring),
    Inverse("pause_recurring_again", _("Pause it again"), paused_again, "billing.recur", sees_recurring),
    Inverse("take_recurrences_back", _("Make none of these days"), not_made, "billing.run", of_a_company(Run, "run")),
]
