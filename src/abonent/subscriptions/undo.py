"""How acts on subscriptions are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.runs.inverses import Inverse, of_a_company
from abonent.runs.models import Run
from abonent.subscriptions.models import Cancellation, Subscription
from abonent.subscriptions.operations import change_reference, hold_back, withdraw_cancellation


def take_cancellation_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The subscription goes on."""
    cancellation = Cancellation.objects.select_related("subscription").get(pk=arguments["cancellation"])
    withdraw_cancellation(cancellation=cancellation, actor=actor, today=today)


def change_reference_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The order bears the reference that it had."""
    subscription = Subscription.objects.get(pk=arguments["subscription"])
    change_reference(subscription=subscription, seen=arguments["after"], wanted=arguments["before"], actor=actor, today=today)


def hold_back_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The rows of the plan are held or let go as they were."""
    run = Run.objects.get(pk=arguments["run"])
    hold_back(run=run, ordinals=arguments["ordinals"], held=arguments["held"], actor=actor)


RUN = of_a_company(Run, "run")
CANCELLATION = of_a_company(Cancellation, "cancellation", "subscription__entity")
SUBSCRIPTION = of_a_company(Subscription, "subscription")

INVERSES = [
    Inverse("change_reference_back", _("Change the reference back"), change_reference_back, "subscriptions.start", SUBSCRIPTION),
    Inverse("withdraw_cancellation", _("Take the cancellation back"), take_cancellation_back, "subscriptions.cancel", CANCELLATION),
    Inverse("hold_back_renewals", _("Hold back renewals"), hold_back_as_before, "subscriptions.renew", RUN),
]
