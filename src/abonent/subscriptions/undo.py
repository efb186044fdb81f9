"""How acts on subscriptions are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.catalog.models import Product
from abonent.customers.models import Customer, Place
from abonent.customers.visibility import about_a_customer
from abonent.runs.inverses import Inverse, SeenBy, of_a_company
from abonent.runs.models import Run
from abonent.subscriptions.models import BrokenPromise, Cancellation, Pause, Redirect, Subscription
from abonent.subscriptions.operations import (
    Elsewhere,
    change_reference,
    hold_back,
    move_back,
    restore_pause,
    restore_pause_rules,
    restore_redirect,
    withdraw_cancellation,
    withdraw_pause,
    withdraw_redirect,
)
from abonent.subscriptions.operations.promises import open_promise
from abonent.subscriptions.queries import visible_subscriptions


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


def take_redirect_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The paper comes home as if nobody had asked."""
    withdraw_redirect(redirect=_redirect(arguments), actor=actor, today=today)


def redirect_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The paper goes where it went, on its former days; or the redirect is there again."""
    asked = Elsewhere(
        first=date.fromisoformat(arguments["first"]),
        last=date.fromisoformat(arguments["last"]) if arguments["last"] else None,
        to=Place.objects.get(pk=arguments["place"]),
        weekdays=arguments["weekdays"],
        receiver=arguments["receiver"],
        delivery_method=arguments["delivery_method"],
        remark=arguments["remark"],
    )
    restore_redirect(redirect=_redirect(arguments), asked=asked, withdrawn=arguments["withdrawn"], actor=actor, today=today)


def promise_open_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The customer is to be told after all."""
    open_promise(broken=BrokenPromise.objects.get(pk=arguments["broken"]), actor=actor, today=today)


def _redirect(arguments: Mapping[str, Any]) -> Redirect:
    return Redirect.objects.select_related("place", "subscription__product__entity").get(pk=arguments["redirect"])


def _pause(arguments: Mapping[str, Any]) -> Pause:
    return Pause.objects.select_related("subscription__product__entity", "subscription__price_list").get(pk=arguments["pause"])


def about_a_subscription(model: type[Model], argument: str, path: str) -> SeenBy:
    """The act is about the row that `argument` names, of the subscription at `path`; whoever sees that sees it."""

    def seen(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
        named = model._default_manager.filter(pk=arguments[argument])
        return visible_subscriptions(viewer).filter(pk__in=named.values(path)).exists()

    return seen


def sees_plan(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """A plan is of all customers of its company."""
    return of_whole_companies(Run.objects.filter(pk=arguments["run"]), viewer).exists()


CANCELLATION = about_a_subscription(Cancellation, "cancellation", "subscription")
PAUSE = about_a_subscription(Pause, "pause", "subscription")
REDIRECT = about_a_subscription(Redirect, "redirect", "subscription")
PROMISE = about_a_subscription(BrokenPromise, "broken", "promise__subscription")
PRODUCT = of_a_company(Product, "product")
SUBSCRIPTION = about_a_subscription(Subscription, "subscription", "pk")

INVERSES = [
    Inverse("change_reference_back", _("Change the reference back"), change_reference_back, "subscriptions.start", SUBSCRIPTION),
    Inverse("withdraw_cancellation", _("Take the cancellation back"), take_cancellation_back, "subscriptions.cancel", CANCELLATION),
    Inverse("hold_back_renewals", _("Hold back renewals"), hold_back_as_before, "subscriptions.renew", sees_plan),
    Inverse("withdraw_pause", _("Take the pause back"), take_pause_back, "subscriptions.pause", PAUSE),
    Inverse("restore_pause", _("Pause as before"), pause_as_before, "subscriptions.pause", PAUSE),
    Inverse("withdraw_redirect", _("Take the other address back"), take_redirect_back, "subscriptions.redirect", REDIRECT),
    Inverse("restore_redirect", _("Send elsewhere as before"), redirect_as_before, "subscriptions.redirect", REDIRECT),
    Inverse(
        "move_back", _("Go back to the former address"), move_back, "subscriptions.redirect", about_a_customer(Customer, "customer", "pk")
    ),
    Inverse("open_promise", _("Let the customer be told"), promise_open_again, "subscriptions.keep_promises", PROMISE),
    Inverse("restore_pause_rules", _("Let the former rules hold"), pause_rules_as_before, "subscriptions.rule", PRODUCT),
]
