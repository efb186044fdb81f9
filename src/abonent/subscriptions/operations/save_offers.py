"""Save offers: set them up, let somebody who wants to stop take one, write down what he refused, and undo that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.charges.operations import withdraw_charges, write_charges
from abonent.editions.models.lead_time import PAUSE as PAUSING
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Expiry, RenewalPlan, SaveAttempt, SaveOffer, StopReason, Subscription
from abonent.subscriptions.models.save_offer import DISCOUNT, PAUSE
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import EFFECT_CHANGED
from abonent.subscriptions.operations.pauses import PauseEffect, place_pause, withdraw_pause
from abonent.subscriptions.operations.plan_key import forget_plan, plan_key
from abonent.subscriptions.operations.plan_terms import plan_offers
from abonent.subscriptions.operations.promises import affected
from abonent.subscriptions.rules.rest_of_term import SoldTerm, rest_of_term

SAID = ("reason_id", "product_id", "gives", "count", "percent", "say", "place", "retired")


class CannotOffer(Refusal):
    """An offer that cannot be taken or set up as asked; each sentence may be read to a customer."""

    sentences = {
        "save_offer.not_for": _("This offer is not for this subscription or this reason."),
        "save_offer.stopped": _("The subscription is cancelled already. Take the cancellation back first."),
        "save_offer.nothing_left": _("Nothing of the term is left that could be free."),
        "save_offer.nothing_to_pause": _("No paper comes that could be paused."),
        "save_offer.no_next_term": _("The next term has no price that could be lowered."),
        "save_offer.lowered": _("The next terms cost less already because of such an offer."),
        "save_offer.term_made": _("A term was made at the lower price; it keeps it. Change the price of later ones instead."),
        "save_offer.effect_changed": EFFECT_CHANGED,
        "save_offer.changed_since": _("Somebody has changed the offer since. Change it again instead."),
        "save_offer.undone": _("The offer is taken back already."),
    }


@dataclass(frozen=True)
class RetentionDiscount:
    """So many next terms cost a percentage less: the first begins on a day and costs one amount instead of another."""

    percent: Decimal
    terms: int
    begins_on: date
    before: Decimal
    amount: Decimal


@dataclass(frozen=True)
class SaveEffect:
    """What taking an offer does: the pause, what is credited for free issues, or what the next terms cost less."""

    currency: str
    pause: PauseEffect | None = None
    issues: int = 0
    amount: Decimal = Decimal(0)
    discount: RetentionDiscount | None = None

    @property
    def digest(self) -> str:
        """A name for exactly this effect."""
        return digest_of(self.pause.digest if self.pause else "", self.issues, self.amount, self.discount)


def offers_for(subscription: Subscription, reason: StopReason) -> list[SaveOffer]:
    """What is offered to somebody who wants to stop this for a reason, in the order in which it is said."""
    offered = SaveOffer.objects.filter(entity=subscription.entity_id, retired=False)
    return [one for one in offered if _is_for(one, subscription, reason)]


def preview_save_offer(*, offer: SaveOffer, subscription: Subscription, reason: StopReason, today: date) -> SaveEffect:
    """What taking an offer would do, by the plan that taking it commits; nothing is kept."""
    return foresee(lambda: _taken(offer, subscription, reason, None, today)[1])


def take_save_offer(
    *, offer: SaveOffer, subscription: Subscription, reason: StopReason, actor: StaffUser | None, today: date, effect: str | None = None
) -> SaveAttempt:
    """Give somebody who wanted to stop what was offered. With `effect` only if it still gives what was shown."""
    with change_by(actor, "take_save_offer"):
        attempt, done = _taken(offer, subscription, reason, actor, today)
        insist(done, effect, CannotOffer("save_offer.effect_changed"))
        record_act(
            actor=actor,
            verb="take_save_offer",
            subject_kind="subscription",
            subject_ids=[subscription.pk],
            inverse={"verb": "undo_save_offer", "attempt": attempt.pk},
            until=done.pause.until if done.pause else None,
        )
    return attempt


def undo_save_offer(*, attempt: SaveAttempt, actor: StaffUser | None, today: date) -> None:
    """Let an offer that was taken give nothing."""
    with change_by(actor, "undo_save_offer"):
        lock(attempt.subscription)
        locked = SaveAttempt.objects.select_for_update().get(pk=attempt.pk)
        if locked.withdrawn_at is not None:
            raise CannotOffer("save_offer.undone")
        if locked.from_term and Expiry.objects.filter(subscription=locked.subscription_id, term_ordinal__gte=locked.from_term).exists():
            raise CannotOffer("save_offer.term_made")
        if locked.pause:
            withdraw_pause(pause=locked.pause, actor=actor, today=today)
        locked.withdrawn_at, locked.amount = clock.now(), Decimal(0)
        locked.save(update_fields=["withdrawn_at", "amount"])
        withdraw_charges(charges="subscriptions/save_credits_to_withdraw", attempt=locked.pk)
        _write_credit(locked, today)


def set_save_offer(*, offer: SaveOffer, actor: StaffUser | None, today: date, **said: Any) -> SaveOffer:
    """Set up an offer, or let one be otherwise; what was taken stays as it was."""
    before = _said(offer) if offer.pk else None
    with change_by(actor, "set_save_offer"):
        for name, value in said.items():
            setattr(offer, name, value)
        offer.save()
        inverse = {
            "verb": "change_save_offer_back",
            "offer": offer.pk,
            "before": before or {**_said(offer), "retired": True},
            "after": _said(offer),
        }
        record_act(actor=actor, verb="set_save_offer", subject_kind="save_offer", subject_ids=[offer.pk], inverse=inverse)
    return offer


def change_save_offer_back(
    *, offer: SaveOffer, before: Mapping[str, Any], after: Mapping[str, Any], actor: StaffUser | None, today: date
) -> None:
    """Let an offer be as it was before a change, if nobody has changed it since."""
    with change_by(actor, "change_save_offer_back"):
        locked = SaveOffer.objects.select_for_update().get(pk=offer.pk)
        if _said(locked) != dict(after):
            raise CannotOffer("save_offer.changed_since")
        for name, value in before.items():
            setattr(locked, name, value)
        locked.save()


def _is_for(offer: SaveOffer, subscription: Subscription, reason: StopReason) -> bool:
    return offer.reason_id in (None, reason.pk) and offer.product_id in (None, subscription.product_id)


def _taken(
    offer: SaveOffer, subscription: Subscription, reason: StopReason, actor: StaffUser | None, today: date
) -> tuple[SaveAttempt, SaveEffect]:
    lock(subscription)
    if offer.retired or not _is_for(offer, subscription, reason):
        raise CannotOffer("save_offer.not_for")
    if subscription.cancellations.filter(withdrawn_at=None).exists():
        raise CannotOffer("save_offer.stopped")
    attempt = SaveAttempt(save_offer=offer, subscription=subscription, reason=reason, taken=True, made_by=actor)
    currency = subscription.price_list.currency
    if offer.gives == PAUSE:
        attempt.pause, paused = _pause(offer, subscription, actor, today)
        attempt.save()
        return attempt, SaveEffect(currency, pause=paused)
    if offer.gives == DISCOUNT:
        return attempt, SaveEffect(currency, discount=_lower_terms(offer, attempt, today))
    _free_issues(offer, attempt, today)
    attempt.save()
    _write_credit(attempt, today)
    return attempt, SaveEffect(currency, issues=attempt.issues, amount=attempt.amount)


def _pause(offer: SaveOffer, subscription: Subscription, actor: StaffUser | None, today: date) -> tuple[Any, PauseEffect]:
    """From the first paper that can still be stopped on."""
    reached = affected(subscription, PAUSING, on_or_after=subscription.started_on) if subscription.is_delivered else None
    if reached is None:
        raise CannotOffer("save_offer.nothing_to_pause")
    last = reached.published_on + timedelta(days=offer.count - 1)
    return place_pause(subscription, reached.published_on, last, "", actor, today)


def _lower_terms(offer: SaveOffer, attempt: SaveAttempt, today: date) -> RetentionDiscount:
    """Let the next terms that are not made yet cost less, priced as the renewal run will price them."""
    subscription = attempt.subscription
    first = Expiry.objects.get(subscription=subscription).term_ordinal + 1
    standing = subscription.save_attempts.filter(withdrawn_at=None, from_term__isnull=False)
    if standing.filter(from_term__gt=first - F("terms")).exists():
        raise CannotOffer("save_offer.lowered")
    before = _next_term(subscription, today)
    if not before.amount:
        raise CannotOffer("save_offer.no_next_term")
    percent = Decimal(offer.percent or 0)
    attempt.from_term, attempt.terms, attempt.percent = first, offer.count, percent
    attempt.save()
    lowered = _next_term(subscription, today)
    return RetentionDiscount(percent, offer.count, lowered.sold_during.lower, before.amount, lowered.amount)


def _next_term(subscription: Subscription, today: date) -> Any:
    key = plan_key()
    plan_offers(run=key, as_of=today, subscriptions=[subscription.pk])
    planned = RenewalPlan.objects.filter(run_id=key).first()
    forget_plan(run=key)
    if planned is None or planned.amount is None:
        raise CannotOffer("save_offer.no_next_term")
    return planned


def _free_issues(offer: SaveOffer, attempt: SaveAttempt, today: date) -> None:
    """The worth of issues of the term that runs, never more than is left of its price."""
    rows = statements.rows("subscriptions/rest_of_terms", subscription=attempt.subscription_id, day=today)
    row = next(iter(rows), None)
    if row is None or not row.sold or not row.has_calendar:
        raise CannotOffer("save_offer.nothing_left")
    issues = min(offer.count, row.sold)
    worth = rest_of_term(SoldTerm(row.amount, row.sold, row.sold - issues, 0, row.credited_amount, row.decimals))
    if not worth.amount:
        raise CannotOffer("save_offer.nothing_left")
    attempt.term_id, attempt.issues, attempt.amount = row.term_id, issues, worth.amount


def _write_credit(attempt: SaveAttempt, today: date) -> None:
    statements.run("subscriptions/make_work_credit")
    statements.run("subscriptions/empty_work_credit")
    statements.run("subscriptions/find_save_credits", attempt=attempt.pk)
    write_charges(charges="subscriptions/charges_of_save_offers", components="subscriptions/components_of_credits", today=today)


def _said(offer: SaveOffer) -> dict[str, Any]:
    said = {name: getattr(offer, name) for name in SAID}
    return said | {"percent": None if offer.percent is None else f"{Decimal(offer.percent):.2f}"}
