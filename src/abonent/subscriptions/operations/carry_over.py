"""What was asked of a subscription beyond the day on which it goes over to another product: it goes on with the new one, as far as that allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.subscriptions.models import Pause, ReadingNetwork, Redirect, Seat, Subscription
from abonent.subscriptions.operations.entitle import entitle
from abonent.subscriptions.operations.pauses import CannotPause, issues_of, place_pause
from abonent.subscriptions.operations.redirects import CannotRedirect, Elsewhere, place_redirect
from abonent.subscriptions.operations.settle import settle_pauses
from abonent.subscriptions.operations.share import CannotShare

PAUSE, REDIRECT, MEMBER, NETWORK = "pause", "redirect", "member", "network"
# Nothing of the new one comes on those days, so nothing is lost.
IDLE = {"pause.no_issue", "redirect.no_issue", "redirect.no_weekday"}


ONE_DAY = timedelta(days=1)
# What of a subscription can go on, where it stands, and whom or what it is about.
ABOUT: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    (PAUSE, "pauses", lambda _pause: ""),
    (REDIRECT, "redirects", lambda redirect: str(redirect.place)),
    (MEMBER, "seats", lambda seat: seat.customer.name),
    (NETWORK, "networks", lambda reading: str(reading.network)),
)


@dataclass(frozen=True)
class CarriedOver:
    """Something that reaches beyond the day, as it is with the new subscription: its days, and the papers that it is about. `about` is the
    address, the member or the network. With a `refusal` it does not go on, and that says why."""

    kind: str
    about: str
    first: date
    last: date | None
    papers: tuple[date, ...] = ()
    refusal: Refusal | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the new product allows it."""
        return self.refusal is None


def carry_over(former: Subscription, successor: Subscription, actor: StaffUser | None, today: date) -> tuple[CarriedOver, ...]:
    """Let go on with the successor what reaches beyond its first day; in the caller's transaction."""
    carried = (
        *_pauses(former, successor, actor, today),
        *_redirects(former, successor, actor, today),
        *_members(former, successor, actor),
        *_networks(former, successor, actor),
    )
    if any(one.kind in (MEMBER, NETWORK) for one in carried):
        entitle(subscriptions=[successor.pk])
    return tuple(one for one in carried if one.refusal is None or one.refusal.code not in IDLE)


def carried_on(former: Subscription, successor: Subscription) -> tuple[CarriedOver, ...]:
    """What went on, for the receipt: what of the former reaches beyond the day and the successor has for the same days."""
    found = []
    for kind, changes, about in ABOUT:
        there = {(one.during, about(one)) for one in getattr(successor, changes).all()}
        for one in _beyond(getattr(former, changes), successor.started_on):
            days = _days_on(one, successor)
            if (days, about(one)) in there:
                found.append(CarriedOver(kind, about(one), days.lower, days.upper - ONE_DAY if days.upper else None))
    return tuple(found)


def take_carried_back(successor: Subscription, actor: StaffUser | None, today: date) -> None:
    """Nothing of a subscription comes that never began: neither what it was to be paused for nor where it was to go."""
    by, at = {"withdrawn_by": actor}, {"withdrawn_at": clock.now()}
    pauses = list(successor.pauses.filter(withdrawn_at=None).values_list("pk", flat=True))
    successor.pauses.filter(pk__in=pauses).update(**by, **at)
    successor.redirects.filter(withdrawn_at=None).update(**by, **at)
    for shares in (successor.seats, successor.networks):
        shares.filter(withdrawn_at=None).update(**at)
    settle_pauses(subscriptions=[successor.pk], pauses=pauses, today=today)


def _beyond(changes: Any, day: date) -> QuerySet[Any]:
    """Those that stand and reach beyond a day, in the order in which they begin."""
    return changes.filter(Q(during__endswith__gt=day) | Q(during__upper_inf=True), withdrawn_at=None).order_by("during", "pk")


def _pauses(former: Subscription, successor: Subscription, actor: StaffUser | None, today: date) -> Iterator[CarriedOver]:
    """By the rule of the new product, for the days that are left; how long a pause may be is asked of the whole."""
    for pause in _beyond(former.pauses, successor.started_on):
        first, last = max(pause.during.lower, successor.started_on), pause.last_day
        try:
            with transaction.atomic():
                _placed, done = place_pause(successor, first, last, pause.remark, actor, today, begun=pause.during.lower)
        except CannotPause as refusal:
            yield CarriedOver(PAUSE, "", first, last, issues_of(successor, first, last), refusal)
        else:
            yield CarriedOver(PAUSE, "", first, last, done.missed)


def _redirects(former: Subscription, successor: Subscription, actor: StaffUser | None, today: date) -> Iterator[CarriedOver]:
    for redirect in _beyond(former.redirects.select_related("place"), successor.started_on):
        asked = Elsewhere(
            first=max(redirect.during.lower, successor.started_on),
            last=redirect.last_day,
            to=redirect.place,
            weekdays=redirect.weekdays,
            receiver=redirect.receiver,
            delivery_method=redirect.delivery_method,
            remark=redirect.remark,
        )
        about = str(redirect.place)
        try:
            with transaction.atomic():
                _placed, done = place_redirect(successor, asked, actor, today)
        except CannotRedirect as refusal:
            papers = issues_of(successor, asked.first, asked.last, redirect.weekdays)
            yield CarriedOver(REDIRECT, about, asked.first, asked.last, papers, refusal)
        else:
            yield CarriedOver(REDIRECT, about, asked.first, asked.last, done.going)


def _members(former: Subscription, successor: Subscription, actor: StaffUser | None) -> Iterator[CarriedOver]:
    """As many as the new one has seats, whoever had his first."""
    standing = list(_beyond(former.seats.select_related("customer"), successor.started_on))
    seats = successor.product.seats * successor.copies
    Seat.objects.bulk_create(
        Seat(subscription=successor, customer_id=one.customer_id, during=_days_on(one, successor), given_by=actor)
        for one in standing[:seats]
    )
    for place, seat in enumerate(standing):
        days = _days_on(seat, successor)
        full = CannotShare("seat.full", day=days.lower, seats=seats) if seats else CannotShare("seat.none", product=_name(successor))
        yield CarriedOver(MEMBER, seat.customer.name, days.lower, seat.during.upper, refusal=None if place < seats else full)


def _networks(former: Subscription, successor: Subscription, actor: StaffUser | None) -> Iterator[CarriedOver]:
    standing = list(_beyond(former.networks, successor.started_on))
    ReadingNetwork.objects.bulk_create(
        ReadingNetwork(subscription=successor, network=one.network, during=_days_on(one, successor), given_by=actor) for one in standing
    )
    for network in standing:
        yield CarriedOver(NETWORK, str(network.network), _days_on(network, successor).lower, network.during.upper)


def _days_on(change: Pause | Redirect | Seat | ReadingNetwork, successor: Subscription) -> Any:
    return period(max(change.during.lower, successor.started_on), change.during.upper)


def _name(subscription: Subscription) -> str:
    return name_in(subscription.product.name, get_language() or "en")
