"""Give items of our stock with orders, take them away while they are not sent, and take them back in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Promotion
from abonent.customers.entries import Door
from abonent.customers.models import Customer
from abonent.customers.operations.addresses import place_of
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.stock.models import StockItem, StockReservation
from abonent.stock.operations import release_pieces, reserve_again, reserve_pieces, take_return
from abonent.subscriptions.models import Cancellation, Premium, PromisedPremium, Subscription

if TYPE_CHECKING:
    from abonent.subscriptions.operations.start import Order


class CannotGivePremium(Refusal):
    """A subscriber gift that cannot be given, taken away or taken back as asked."""

    sentences = {
        "premium.other_entity": _("%(item)s lies on the shelf of another company."),
        "premium.sent": _("%(item)s is sent already. Note that it came back, once it has."),
        "premium.withdrawn": _("This is taken away already."),
        "premium.promised_already": _("The promotion promises %(item)s already."),
        "premium.not_promised": _("The promotion does not promise it any more."),
    }


@dataclass(frozen=True, kw_only=True)
class OrderedPremium:
    """What is given with an order: one piece, to whom and where. Without a receiver to the subscriber, without a door where he lives."""

    item: StockItem
    receiver: Customer | None = None
    to: Door | None = None
    promotion: Promotion | None = None


def premiums_of(orders: Sequence[Order]) -> list[tuple[int, OrderedPremium]]:
    """All that is given with orders, each with the place of its order: what was chosen by hand, and what their promotions promise."""
    promised = PromisedPremium.objects.filter(promotion__in={order.promotion for order in orders if order.promotion})
    by_promotion: dict[int, list[PromisedPremium]] = {}
    for one in promised.select_related("item", "promotion").order_by("pk"):
        by_promotion.setdefault(one.promotion_id, []).append(one)
    given = []
    for place, order in enumerate(orders):
        given += [(place, one) for one in order.premiums]
        promises = by_promotion.get(order.promotion.pk, []) if order.promotion else []
        given += [(place, OrderedPremium(item=one.item, promotion=one.promotion)) for one in promises]
    return given


def give_premiums(subscriptions: Sequence[Subscription], given: Sequence[tuple[int, OrderedPremium]], *, actor: StaffUser | None) -> None:
    """Keep back what is given with orders, all or none, in the transaction that takes them; refused where too little is free."""
    if given:
        _write([(subscriptions[place], one) for place, one in given], actor)


def give_premium(*, subscription: Subscription, premium: OrderedPremium, actor: StaffUser | None) -> Premium:
    """Give something with an order that is taken already."""
    with change_by(actor, "give_premium"):
        [given] = _write([(subscription, premium)], actor)
        inverse = {"verb": "take_premium_away", "premium": given.pk}
        record_act(actor=actor, verb="give_premium", subject_kind="subscription", subject_ids=[subscription.pk], inverse=inverse)
    return given


def take_premium_away(*, premium: Premium, actor: StaffUser | None) -> None:
    """It is not given after all, and free for others."""
    with change_by(actor, "take_premium_away"):
        locked = Premium.objects.select_for_update(of=("self",)).select_related("reservation__item").get(pk=premium.pk)
        if locked.withdrawn_at is not None:
            raise CannotGivePremium("premium.withdrawn")
        if not release_pieces([locked.reservation]):
            raise CannotGivePremium("premium.sent", item=_called(locked.item))
        locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
        locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
        record_act(actor=actor, verb="take_premium_away", subject_kind="subscription", subject_ids=[locked.subscription_id])


def take_premium_back_in(*, premium: Premium, sound: bool, actor: StaffUser | None, today: date) -> None:
    """A gift that was sent came back; what is not sound is written off."""
    with change_by(actor, "take_premium_back_in"):
        take_return(reservation=premium.reservation, sound=sound, actor=actor, today=today)
        record_act(actor=actor, verb="take_premium_back_in", subject_kind="subscription", subject_ids=[premium.subscription_id])


def let_premiums_go(cancellation: Cancellation) -> list[Premium]:
    """What was promised with a term that a stop cuts short is not sent any more; returns what was let go. What is sent is sent."""
    open_ones = Premium.objects.select_related("reservation__item").filter(
        subscription=cancellation.subscription, withdrawn_at=None, reservation__released_at=None
    )
    by_reservation = {one.reservation_id: one for one in open_ones}
    kept_back = release_pieces([one.reservation for one in by_reservation.values()]) if by_reservation else []
    let_go = [by_reservation[one.pk] for one in kept_back]
    withdrawn = {"cancellation": cancellation, "withdrawn_by": cancellation.cancelled_by, "withdrawn_at": clock.now()}
    Premium.objects.filter(pk__in=[one.pk for one in let_go]).update(**withdrawn)
    return let_go


def give_premiums_again(cancellation: Cancellation) -> None:
    """What a stop let go is kept back again, as far as it is still free: a stop is taken back even where the shelf is empty by now."""
    waiting = Premium.objects.select_related("reservation").filter(cancellation=cancellation)
    kept = _kept_again([one.reservation for one in waiting])
    waiting.filter(reservation__in=kept).update(cancellation=None, withdrawn_by=None, withdrawn_at=None)


def promise_premium(*, promotion: Promotion, item: StockItem, actor: StaffUser | None) -> PromisedPremium:
    """Let a promotion promise an item to whoever orders with it from now on."""
    if item.entity_id != promotion.price_list.entity_id:
        raise CannotGivePremium("premium.other_entity", item=_called(item))
    with change_by(actor, "promise_premium"):
        promised, is_new = PromisedPremium.objects.get_or_create(promotion=promotion, item=item)
        if not is_new:
            raise CannotGivePremium("premium.promised_already", item=_called(item))
        _record_promise(actor, "promise_premium", promised, "promise_premium_no_more")
    return promised


def promise_premium_no_more(*, promised: PromisedPremium, actor: StaffUser | None) -> None:
    """The promotion promises it no more; whoever has ordered gets it all the same."""
    with change_by(actor, "promise_premium_no_more"):
        _record_promise(actor, "promise_premium_no_more", promised, "promise_premium")
        promised.delete()


def _write(given: Sequence[tuple[Subscription, OrderedPremium]], actor: StaffUser | None) -> list[Premium]:
    for subscription, one in given:
        if one.item.entity_id != subscription.entity_id:
            raise CannotGivePremium("premium.other_entity", item=_called(one.item))
    reservations = reserve_pieces(asked=[(one.item, 1) for _subscription, one in given], actor=actor)
    return Premium.objects.bulk_create(
        Premium(
            subscription=subscription,
            reservation=reservation,
            receiver_id=(one.receiver or subscription.subscriber).canonical_id,
            place=place_of(one.to) if one.to else None,
            promotion=one.promotion,
            given_by=actor,
        )
        for (subscription, one), reservation in zip(given, reservations, strict=True)
    )


def _kept_again(reservations: Iterable[StockReservation]) -> list[StockReservation]:
    waiting = list(reservations)
    return reserve_again(waiting) if waiting else []


def _record_promise(actor: StaffUser | None, verb: str, promised: PromisedPremium, back: str) -> None:
    inverse = {"verb": back, "promotion": promised.promotion_id, "item": promised.item_id}
    record_act(actor=actor, verb=verb, subject_kind="promotion", subject_ids=[promised.promotion_id], inverse=inverse)


def _called(item: StockItem) -> str:
    return name_in(item.name, get_language() or "en")
