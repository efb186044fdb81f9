"""Move a customer: his permanent address from a day on, for all that he gets, and for his invoices if he says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.customers.entries import Door
from abonent.customers.finding import refresh_search
from abonent.customers.models import Address, Customer, Place
from abonent.customers.models.addresses import DOOR_PARTS
from abonent.customers.operations.addresses import begin_address, take_back_address, way_back
from abonent.customers.operations.locking import lock_customer
from abonent.editions.models.lead_time import MOVE
from abonent.editions.promise_clock import Affected
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Pause, Redirect, Subscription
from abonent.subscriptions.operations.changes import EFFECT_CHANGED, ends_on
from abonent.subscriptions.operations.promises import affected, record_promise
from abonent.subscriptions.queries import leading_edition

DELIVERY, BILLING = Address.Kind.DELIVERY, Address.Kind.BILLING


class CannotMove(Refusal):
    """A move that cannot be as asked; each sentence may be read to a customer."""

    sentences = {
        "move.past": _("%(day)s is past. The new address can begin today at the earliest."),
        "move.lives_there": _("%(address)s is the address on that day already."),
        "move.changed_since": _("The address was changed again since. Change it on the page of the customer."),
        "move.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True, kw_only=True)
class AskedMove:
    """Where somebody moves and when; `invoices_too` is whether his invoices go there as well."""

    moves_on: date
    to: Door | Place
    care_of: str = ""
    invoices_too: bool = True

    @property
    def door(self) -> Door:
        """The door as it is entered."""
        return self.to if isinstance(self.to, Door) else Door(**{part: getattr(self.to, part) for part in DOOR_PARTS})


@dataclass(frozen=True)
class MovedSubscription:
    """A subscription with the first paper that goes to the new address; `meanwhile` is what goes before on that day, if anything."""

    subscription: Subscription
    first: Affected | None
    meanwhile: str


@dataclass(frozen=True)
class MoveEffect:
    """What a move does; `digest` names exactly this. `planned_on` is when an address begins that was planned for later."""

    moves_on: date
    address: str
    former: str
    invoices_to: str
    planned_on: date | None
    moved: tuple[MovedSubscription, ...]
    until: datetime | None

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        firsts = [(one.subscription.pk, one.first and one.first.published_on, one.meanwhile) for one in self.moved]
        return digest_of(self.moves_on, self.address, self.former, self.invoices_to, self.planned_on, firsts)


def preview_move(*, customer: Customer, asked: AskedMove, today: date) -> MoveEffect:
    """What a move would do; nothing is kept."""
    return foresee(lambda: _moved(customer, asked, today)[0])


def move_customer(*, customer: Customer, asked: AskedMove, actor: StaffUser | None, today: date, effect: str | None = None) -> Act:
    """Give a customer a new permanent address. With `effect` only if it still does what was shown. Undone until the first paper has its list."""
    with change_by(actor, "move_customer"):
        done, ways = _moved(customer, asked, today)
        insist(done, effect, CannotMove("move.effect_changed"))
        refresh_search([customer.pk])
        act = record_act(
            actor=actor,
            verb="move_customer",
            subject_kind=f"{DELIVERY}_address",
            subject_ids=[customer.pk],
            inverse={"verb": "move_back", "customer": customer.pk, "ways": ways, "moves_on": asked.moves_on.isoformat()},
            until=done.until,
        )
        for one in done.moved:
            record_promise(act=act, subscription=one.subscription, change=MOVE, first=one.first)
    return act


def move_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Let the former addresses go on as they were; refused where somebody has changed them again since."""
    with change_by(actor, "move_back"):
        lock_customer(arguments["customer"])
        for way in arguments["ways"]:
            still = Address.objects.filter(pk=way["address"]).first()
            if still is None or (still.during.upper and still.during.upper.isoformat()) != way["until"]:
                raise CannotMove("move.changed_since")
            take_back_address(arguments=way, actor=actor, today=today)


def _moved(customer: Customer, asked: AskedMove, today: date) -> tuple[MoveEffect, list[dict[str, Any]]]:
    if asked.moves_on < today:
        raise CannotMove("move.past", day=asked.moves_on)
    lock_customer(customer.pk)
    former, billing = (_permanent(customer, kind, asked.moves_on) for kind in (DELIVERY, BILLING))
    address, way = _begun(customer, DELIVERY, asked.door, asked.care_of, asked.moves_on, former)
    if former and former.place_id == address.place_id and former.care_of == address.care_of:
        raise CannotMove("move.lives_there", address=address.place)
    ways = [way]
    if asked.invoices_too and billing:
        ways.append(_begun(customer, BILLING, asked.door, asked.care_of, asked.moves_on, billing)[1])
    elif not asked.invoices_too and not billing and former:
        stays = AskedMove(moves_on=asked.moves_on, to=former.place, care_of=former.care_of)
        ways.append(_begun(customer, BILLING, stays.door, stays.care_of, asked.moves_on, None)[1])
    invoices = _permanent(customer, BILLING, asked.moves_on) or address
    moved = tuple(_line(one, asked.moves_on) for one in _printed(customer))
    effect = MoveEffect(
        moves_on=asked.moves_on,
        address=str(address.place),
        former=str(former.place) if former else "",
        invoices_to=str(invoices.place),
        planned_on=address.during.upper,
        moved=moved,
        until=min((one.first.cut_off_at for one in moved if one.first), default=None),
    )
    return effect, ways


def _begun(
    customer: Customer, kind: str, door: Door, care_of: str, begins_on: date, former: Address | None
) -> tuple[Address, dict[str, Any]]:
    """The new address of a kind, and the way back."""
    begun = begin_address(customer=customer, door=door, begins_on=begins_on, kind=kind, care_of=care_of)
    until = begun.during.upper.isoformat() if begun.during.upper else None
    return begun, {**way_back(begun, former), "until": until}


def _permanent(customer: Customer, kind: str, day: date) -> Address | None:
    standing = customer.addresses.select_related("place").filter(kind=kind, temporary=False, during__contains=day)
    return standing.first()


def _printed(customer: Customer) -> Sequence[Subscription]:
    """What goes on paper to the customer's door and has not ended."""
    theirs = Subscription.objects.filter(subscriber__in=customer.merged_ids).exclude(delivery_method__in=["electronic", "none", "pick_up"])
    going = theirs.select_related("product__entity", "entity", "subscriber", "expiry").order_by("number")
    return [one for one in going if _brings_paper(one)]


def _brings_paper(subscription: Subscription) -> bool:
    edition = leading_edition(subscription.product)
    return edition is not None and edition.medium != Edition.ELECTRONIC


def _line(subscription: Subscription, moves_on: date) -> MovedSubscription:
    first = affected(subscription, MOVE, on_or_after=max(moves_on, subscription.started_on))
    ended = ends_on(subscription)
    if first is None or ended and first.published_on >= ended:
        return MovedSubscription(subscription, None, "")
    on_that_day = {"subscription": subscription, "withdrawn_at": None, "during__contains": first.published_on}
    weekday = 1 << first.published_on.weekday()
    elsewhere = any(one.weekdays & weekday for one in Redirect.objects.filter(**on_that_day))
    meanwhile = "paused" if Pause.objects.filter(**on_that_day).exists() else "redirected" if elsewhere else ""
    return MovedSubscription(subscription, first, meanwhile)
