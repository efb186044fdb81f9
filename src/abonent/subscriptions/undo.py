"""How acts on subscriptions are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.runs.inverses import Inverse, of_a_company
from abonent.runs.models import Run
from abonent.subscriptions.models import Cancellation, Pause, Subscription
from abonent.subscriptions.operations import (
    change_reference,
    hold_back,
    restore_pause,
    restore_pause_rules,
    withdraw_cancellation,
    withdraw_pause,
)


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


def take_pause_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The paper comes as if nobody had paused."""
    withdraw_pause(pause=_pause(arguments), actor=actor, today=today)


def pause_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The pause has its former days, or is there again."""
    last = date.fromisoformat(arguments["last"]) if arguments["last"] else None
    first = date.fromisoformat(arguments["first"])
    restore_pause(pause=_pause(arguments), first=first, last=last, withdrawn=arguments["withdrawn"], actor=actor, today=today)


def pause_rules_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The former rules for pauses of a product hold again."""
    restore_pause_rules(product=Product.objects.get(pk=arguments["product"]), rows=arguments["rows"], actor=actor)


def _pause(arguments: Mapping[str, Any]) -> Pause:
    return Pause.objects.select_related("subscription__product__entity", "subscription__price_list").get(pk=arguments["pause"])


RUN = of_a_company(Run, "run")
CANCELLATION = of_a_company(Cancellation, "cancellation", "subscription__entity")
PAUSE = of_a_company(Pause, "pause", "subscription__entity")
PRODUCT = of_a_company(Product, "product")
SUBSCRIPTION = of_a_company(Subscription, "subscription")

INVERSES = [
    Inverse("change_reference_back", _("Change the reference back"), change_reference_back, "subscriptions.start", SUBSCRIPTION),
    Inverse("withdraw_cancellation", _("Take the cancellation back"), take_cancellation_back, "subscriptions.cancel", CANCELLATION),
    Inverse("hold_back_renewals", _("Hold back renewals"), hold_back_as_before, "subscriptions.renew", RUN),
    Inverse("withdraw_pause", _("Take the pause back"), take_pause_back, "subscriptions.pause", PAUSE),
    Inverse("restore_pause", _("Pause as before"), pause_as_before, "subscriptions.pause", PAUSE),
    Inverse("restore_pause_rules", _("Let the former rules hold"), pause_rules_as_before, "subscriptions.rule", PRODUCT),
]
