"""Let others read with a subscription: members who take its seats, and whoever arrives from the networks of an institution."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.kit.networks import Network, is_inside
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import ReadingNetwork, Seat, SeatCount, Subscription
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import days_of, refuse_after_the_end
from abonent.subscriptions.operations.entitle import entitle

ONE_DAY = timedelta(days=1)
# Wider ones are whole providers or countries: a slip of the finger.
WIDEST = {4: 12, 6: 28}

Share = TypeVar("Share", Seat, ReadingNetwork)


class CannotShare(Refusal):
    """Somebody who cannot read with a subscription as asked; each sentence may be read to a customer."""

    sentences = {
        "seat.none": _("%(product)s has no seats: the subscriber reads alone."),
        "seat.full": _("From %(day)s all %(seats)s seats are taken. Take more copies first, or end the seat of a member."),
        "seat.himself": _("%(name)s is the subscriber and reads without a seat."),
        "seat.twice": _("%(name)s has a seat in these days already."),
        "share.past": _("%(day)s is past. It can begin today at the earliest."),
        "share.after_the_end": _("The subscription ends on %(day)s, before this would begin."),
        "share.end_is_past": _("%(day)s is past. The last day can be yesterday at the earliest."),
        "share.over": _("It has ended already."),
        "share.longer": _("It ends on %(day)s already. Choose an earlier day."),
        "network.of_a_person": _("%(name)s is a person. Networks are for companies, schools and libraries."),
        "network.inside": _(
            "%(network)s is used inside a house only and never arrives from outside. Ask for the addresses that others see."
        ),
        "network.too_wide": _("%(network)s is more than one institution has. Look at the figure after the slash."),
        "network.twice": _("%(network)s overlaps with %(other)s, which reads in these days already."),
    }


def add_member(
    *, subscription: Subscription, member: Customer, first: date, last: date | None, actor: StaffUser | None, today: date
) -> Seat:
    """Let somebody read on a seat of a subscription from a day on, until a last day if one is said."""
    with change_by(actor, "add_member"):
        lock(subscription)
        _check_seats(subscription, member)
        during = days_of(first, last)
        _check_days(subscription, during, today)
        standing = Seat.objects.filter(subscription=subscription, withdrawn_at=None, during__overlap=during)
        if standing.filter(customer__canonical=member.canonical_id).exists():
            raise CannotShare("seat.twice", name=member.name)
        seat = Seat(subscription=subscription, customer_id=member.canonical_id, during=during, given_by=actor)
        _give(seat, "add_member", actor)
    return seat


def add_network(
    *, subscription: Subscription, network: Network, first: date, last: date | None, actor: StaffUser | None, today: date
) -> ReadingNetwork:
    """Let whoever arrives from a network read from a day on, until a last day if one is said."""
    with change_by(actor, "add_network"):
        lock(subscription)
        _check_network(subscription, network)
        during = days_of(first, last)
        _check_days(subscription, during, today)
        standing = ReadingNetwork.objects.filter(subscription=subscription, withdrawn_at=None, during__overlap=during)
        clash = standing.filter(network__net_overlaps=network).first()
        if clash:
            raise CannotShare("network.twice", network=network, other=clash.network)
        reading = ReadingNetwork(subscription=subscription, network=network, during=during, given_by=actor)
        _give(reading, "add_network", actor)
    return reading


def end_share(*, share: Share, last: date, actor: StaffUser | None, today: date) -> Share:
    """Let a member or a network read until a day; one that would begin later is taken away."""
    verb = f"end_{_kind(share)}"
    with change_by(actor, verb):
        lock(share.subscription)
        locked = type(share).objects.select_for_update().get(pk=share.pk)
        if locked.withdrawn_at or (locked.during.upper and locked.during.upper <= today):
            raise CannotShare("share.over")
        if last < today - ONE_DAY:
            raise CannotShare("share.end_is_past", day=last)
        if locked.during.upper and locked.during.upper <= last + ONE_DAY:
            raise CannotShare("share.longer", day=locked.during.upper - ONE_DAY)
        before = _as_it_is(locked)
        if last < locked.during.lower:
            locked.withdrawn_at = clock.now()
        else:
            locked.during = days_of(locked.during.lower, last)
        _save(locked, verb, before, actor)
    return locked


def restore_share(*, share: Share, first: date, last: date | None, withdrawn: bool, actor: StaffUser | None) -> Share:
    """Let a member or a network read on the days that it had, or as if nobody had let it."""
    verb = f"restore_{_kind(share)}"
    with change_by(actor, verb):
        lock(share.subscription)
        locked = type(share).objects.select_for_update().get(pk=share.pk)
        locked.during, locked.withdrawn_at = days_of(first, last), clock.now() if withdrawn else None
        _save(locked, verb, None, actor)
    return locked


def refuse_without_seats(subscription: Subscription, kind: type[Refusal], code: str) -> None:
    """Refuse what leaves more members than seats on a day; the sentence names the first such day."""
    full = SeatCount.objects.filter(subscription=subscription, taken__gt=F("seats")).order_by("turns_on").first()
    if full:
        raise kind(code, day=full.turns_on, seats=full.seats, taken=full.taken)


def _check_seats(subscription: Subscription, member: Customer) -> None:
    if not subscription.product.seats:
        raise CannotShare("seat.none", product=name_in(subscription.product.name, get_language() or "en"))
    if member.canonical_id == subscription.subscriber.canonical_id:
        raise CannotShare("seat.himself", name=member.name)


def _check_network(subscription: Subscription, network: Network) -> None:
    if subscription.subscriber.kind != Customer.Kind.ORGANISATION:
        raise CannotShare("network.of_a_person", name=subscription.subscriber.name)
    if is_inside(network):
        raise CannotShare("network.inside", network=network)
    if network.prefixlen < WIDEST[network.version]:
        raise CannotShare("network.too_wide", network=network)


def _check_days(subscription: Subscription, during: Any, today: date) -> None:
    if during.lower < today:
        raise CannotShare("share.past", day=during.lower)
    refuse_after_the_end(subscription, during.lower, CannotShare, "share.after_the_end")


def _give(share: Share, verb: str, actor: StaffUser | None) -> None:
    """Write a new one; undone, it was never given."""
    share.save()
    _save(share, verb, {**_as_it_is(share), "withdrawn": True}, actor)


def _save(share: Share, verb: str, before: dict[str, Any] | None, actor: StaffUser | None) -> None:
    """Write it with what follows, and the act; `before` is what undoing leads back to."""
    share.save()
    refuse_without_seats(share.subscription, CannotShare, "seat.full")
    entitle(subscriptions=[share.subscription_id])
    kind = _kind(share)
    inverse = {"verb": f"restore_{kind}", kind: share.pk, **before} if before else None
    record_act(actor=actor, verb=verb, subject_kind="subscription", subject_ids=[share.subscription_id], inverse=inverse)


def _as_it_is(share: Share) -> dict[str, Any]:
    last = share.during.upper - ONE_DAY if share.during.upper else None
    return {
        "first": share.during.lower.isoformat(),
        "last": last.isoformat() if last else None,
        "withdrawn": share.withdrawn_at is not None,
    }


def _kind(share: Share) -> str:
    return "seat" if isinstance(share, Seat) else "network"
