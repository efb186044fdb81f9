"""Let a paper go elsewhere for a time, change that or take it back. What a form shows first is the very plan that saving commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.customers.entries import Door
from abonent.customers.models import Place
from abonent.customers.operations.addresses import place_of
from abonent.editions.models.lead_time import REDIRECT
from abonent.editions.promise_clock import Affected
from abonent.editions.queries import issues, next_issue
from abonent.kit import clock
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Pause, Redirect, Subscription
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import (
    EFFECT_CHANGED,
    LOOK_AHEAD,
    day_after,
    days_of,
    ends_on,
    kept_days,
    refuse_after_the_end,
    told_days,
)
from abonent.subscriptions.operations.promises import affected, record_promise
from abonent.subscriptions.queries import leading_edition


class CannotRedirect(Refusal):
    """A redirect that cannot be as asked; each sentence may be read to a customer."""

    sentences = {
        "redirect.no_paper": _("This subscription brings no printed paper, so it goes to no address."),
        "redirect.past": _("%(day)s is past. The paper can go elsewhere from today at the earliest."),
        "redirect.too_late": _("The paper of %(issue)s can no longer be sent elsewhere. It can go there from %(day)s."),
        "redirect.unreachable": _("No paper is known that can still go there."),
        "redirect.begun": _("The paper of %(issue)s can no longer be changed. Change the last day instead: from %(day)s it can go home."),
        "redirect.no_issue": _("No paper comes on these days, so there is nothing to send elsewhere."),
        "redirect.paused": _("The subscription is paused on all of these days, so there is nothing to send elsewhere."),
        "redirect.overlaps": _("On some of these days the paper goes to %(address)s already: %(days)s. End or change that first."),
        "redirect.after_the_end": _("The subscription ends on %(day)s, before the paper would go elsewhere."),
        "redirect.no_weekday": _("The paper does not come on these weekdays."),
        "redirect.withdrawn": _("This is taken back already."),
        "redirect.unchanged": _("It is so already."),
        "redirect.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """What is asked: from the first to the last day, both included, on these weekdays, to which door, to whom and how it comes there."""

    first: date
    last: date | None
    to: Door | Place
    weekdays: int = 127
    receiver: str = ""
    delivery_method: str = ""
    remark: str = ""

    @property
    def during(self) -> Any:
        """The days as the table keeps them."""
        return days_of(self.first, self.last)


@dataclass(frozen=True)
class RedirectEffect:
    """What a redirect does; `digest` names exactly this. `going` are the days of the papers that go there, `paused` those that a pause
    takes; `home_on` is the next paper that goes where it went before."""

    first: date
    last: date | None
    address: str
    receiver: str
    delivery_method: str
    going: tuple[date, ...]
    paused: tuple[date, ...]
    home_on: date | None
    affected: Affected | None
    until: datetime | None
    withdrawn: bool = False

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self.first, self.last, self.address, self.receiver, self.delivery_method, self.going, self.paused, self.home_on,
                         self.withdrawn)  # fmt: skip


def preview_redirect(*, subscription: Subscription, asked: Elsewhere, today: date) -> RedirectEffect:
    """What sending the paper elsewhere would do; nothing is kept."""
    return foresee(lambda: place_redirect(subscription, asked, None, today)[1])


def redirect_subscription(
    *, subscription: Subscription, asked: Elsewhere, actor: StaffUser | None, today: date, effect: str | None = None
) -> Redirect:
    """Send the paper elsewhere. With `effect` only if it still does what was shown. Can be undone until the first paper has its list."""
    with change_by(actor, "redirect_subscription"):
        redirect, done = place_redirect(subscription, asked, actor, today)
        insist(done, effect, CannotRedirect("redirect.effect_changed"))
        _record(actor, "redirect_subscription", redirect, done, {"verb": "withdraw_redirect", "redirect": redirect.pk})
    return redirect


def preview_redirect_change(*, redirect: Redirect, asked: Elsewhere, today: date) -> RedirectEffect:
    """What changing a redirect would do; nothing is kept."""
    return foresee(lambda: _changed(redirect, asked, False, None))


def change_redirect(
    *, redirect: Redirect, asked: Elsewhere, actor: StaffUser | None, today: date, effect: str | None = None
) -> RedirectEffect:
    """Other days, weekdays, another door: whatever of it can still be reached."""
    inverse = _as_it_was(redirect)
    with change_by(actor, "change_redirect"):
        done = _changed(redirect, asked, False, actor)
        insist(done, effect, CannotRedirect("redirect.effect_changed"))
        _record(actor, "change_redirect", redirect, done, inverse)
    return done


def withdraw_redirect(*, redirect: Redirect, actor: StaffUser | None, today: date) -> RedirectEffect:
    """Take a redirect back by which no paper has gone elsewhere yet."""
    inverse = _as_it_was(redirect)
    with change_by(actor, "withdraw_redirect"):
        done = _changed(redirect, asked_of(redirect), True, actor)
        _record(actor, "withdraw_redirect", redirect, done, inverse)
    return done


def restore_redirect(*, redirect: Redirect, asked: Elsewhere, withdrawn: bool, actor: StaffUser | None, today: date) -> RedirectEffect:
    """Let a redirect be as it was before it was changed or taken back."""
    with change_by(actor, "restore_redirect"):
        done = _changed(redirect, asked, withdrawn, actor, restoring=True)
        record_act(actor=actor, verb="restore_redirect", subject_kind="subscription", subject_ids=[redirect.subscription_id])
    return done


def asked_of(redirect: Redirect) -> Elsewhere:
    """What was asked for by a redirect that stands."""
    return Elsewhere(
        first=redirect.during.lower,
        last=redirect.last_day,
        to=redirect.place,
        weekdays=redirect.weekdays,
        receiver=redirect.receiver,
        delivery_method=redirect.delivery_method,
        remark=redirect.remark,
    )


def earliest_redirect(subscription: Subscription, today: date) -> date:
    """The day of the first paper that can still go elsewhere; today where none is known."""
    found = affected(subscription, REDIRECT, on_or_after=subscription.started_on)
    return found.published_on if found else today


def place_redirect(subscription: Subscription, asked: Elsewhere, actor: StaffUser | None, today: date) -> tuple[Redirect, RedirectEffect]:
    """Write a redirect; the caller's transaction records the act."""
    lock(subscription)
    if asked.first < today:
        raise CannotRedirect("redirect.past", day=asked.first)
    _check_days(subscription, asked, None)
    going, paused = _going(subscription, asked)
    if not going:
        raise CannotRedirect("redirect.paused" if paused else "redirect.no_issue")
    method = asked.delivery_method or subscription.delivery_method
    _check_clock(subscription, going, {subscription.delivery_method, method}, "redirect.too_late")
    redirect = Redirect.objects.create(
        subscription=subscription,
        during=asked.during,
        weekdays=asked.weekdays,
        place=_place(asked.to),
        receiver=asked.receiver,
        delivery_method=method,
        remark=asked.remark,
        placed_by=actor,
    )
    return redirect, _effect(redirect, going, paused, going)


def _changed(redirect: Redirect, asked: Elsewhere, withdrawn: bool, actor: StaffUser | None, *, restoring: bool = False) -> RedirectEffect:
    subscription = redirect.subscription
    lock(subscription)
    locked = Redirect.objects.select_for_update(of=("self",)).select_related("place").get(pk=redirect.pk)
    locked.subscription = subscription
    if locked.withdrawn_at is not None and not restoring:
        raise CannotRedirect("redirect.withdrawn")
    place, method = _place(asked.to), asked.delivery_method or subscription.delivery_method
    before = set() if locked.withdrawn_at else _destinations(subscription, asked_of(locked), locked.place, locked.delivery_method)
    after = set() if withdrawn else _destinations(subscription, asked, place, method)
    if not withdrawn:
        _check_days(subscription, asked, locked)
        if not after:
            raise CannotRedirect("redirect.no_issue")
    differing = sorted({day for day, *_where in before ^ after})
    if not restoring and not withdrawn and before == after and asked.during == locked.during and asked.remark == locked.remark:
        raise CannotRedirect("redirect.unchanged")
    _check_clock(subscription, differing, {subscription.delivery_method, method, locked.delivery_method}, "redirect.begun")
    locked.during, locked.weekdays, locked.place, locked.receiver = asked.during, asked.weekdays, place, asked.receiver
    locked.delivery_method, locked.remark = method, asked.remark
    locked.withdrawn_at, locked.withdrawn_by = (clock.now(), actor) if withdrawn else (None, None)
    locked.save()
    going, paused = _going(subscription, asked)
    return _effect(locked, going, paused, differing)


def _destinations(subscription: Subscription, asked: Elsewhere, place: Place, method: str) -> set[tuple[date, int, str, str]]:
    return {(day, place.pk, asked.receiver, method) for day in _going(subscription, asked)[0]}


def _place(to: Door | Place) -> Place:
    return to if isinstance(to, Place) else place_of(to)


def _check_days(subscription: Subscription, asked: Elsewhere, itself: Redirect | None) -> None:
    edition = leading_edition(subscription.product)
    if edition is None or edition.medium == Edition.ELECTRONIC or subscription.delivery_method in ("electronic", "none"):
        raise CannotRedirect("redirect.no_paper")
    if not asked.weekdays & subscription.weekdays:
        raise CannotRedirect("redirect.no_weekday")
    refuse_after_the_end(subscription, asked.first, CannotRedirect, "redirect.after_the_end")
    others = Redirect.objects.filter(subscription=subscription, withdrawn_at=None).exclude(pk=itself.pk if itself else 0)
    for other in others.filter(during__overlap=asked.during).select_related("place"):
        if other.weekdays & asked.weekdays:
            raise CannotRedirect("redirect.overlaps", address=other.place, days=told_days(other))


def _check_clock(subscription: Subscription, differing: Sequence[date], methods: Iterable[str], code: str) -> None:
    """The first paper that goes elsewhere than before must be reached both where it went and where it goes."""
    if not differing:
        return
    reached = [affected(subscription, REDIRECT, delivery_method=method) for method in sorted(set(methods))]
    days = [one.published_on for one in reached if one]
    if len(days) < len(reached):
        raise CannotRedirect("redirect.unreachable")
    if differing[0] < max(days):
        raise CannotRedirect(code, issue=differing[0], day=max(days))


def _going(subscription: Subscription, asked: Elsewhere) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days of the papers that go there, and of those that a pause takes."""
    edition = leading_edition(subscription.product)
    if edition is None:
        return (), ()
    until = day_after(asked.last) or asked.first + LOOK_AHEAD
    ended = ends_on(subscription)
    until = min(until, ended) if ended else until
    first = max(asked.first, subscription.started_on)
    days = [one.published_on for one in issues(edition=edition, first=first, until=until, weekdays=subscription.weekdays & asked.weekdays)]
    pauses = [pause.during for pause in Pause.objects.filter(subscription=subscription, withdrawn_at=None, during__overlap=asked.during)]
    paused = {day for day in days if any(day in during for during in pauses)}
    return tuple(day for day in days if day not in paused), tuple(sorted(paused))


def _effect(redirect: Redirect, going: Sequence[date], paused: Sequence[date], differing: Sequence[date]) -> RedirectEffect:
    subscription = redirect.subscription
    edition = leading_edition(subscription.product)
    home = (
        next_issue(edition=edition, on_or_after=redirect.during.upper, weekdays=subscription.weekdays)
        if edition and redirect.last_day
        else None
    )
    first = _tightest(redirect, differing[0]) if differing else None
    return RedirectEffect(
        first=redirect.during.lower,
        last=redirect.last_day,
        address=str(redirect.place),
        receiver=redirect.receiver,
        delivery_method=redirect.delivery_method,
        going=tuple(going),
        paused=tuple(paused),
        home_on=home.published_on if home else None,
        affected=first,
        until=first.cut_off_at if first else None,
        withdrawn=redirect.withdrawn_at is not None,
    )


def _tightest(redirect: Redirect, day: date) -> Affected | None:
    """What decides until when the paper of a day can be changed, of the two ways: the one it leaves and the one it takes."""
    subscription = redirect.subscription
    found = [affected(subscription, REDIRECT, on_or_after=day, delivery_method=way) for way in _ways(redirect)]
    return min((one for one in found if one), key=lambda one: one.cut_off_at, default=None)


def _ways(redirect: Redirect) -> list[str]:
    return sorted({redirect.subscription.delivery_method, redirect.delivery_method})


def _record(actor: StaffUser | None, verb: str, redirect: Redirect, done: RedirectEffect, inverse: dict[str, Any]) -> Act:
    subscription = redirect.subscription
    act = record_act(actor=actor, verb=verb, subject_kind="subscription", subject_ids=[subscription.pk], inverse=inverse, until=done.until)
    for way in _ways(redirect):
        first = done.affected and affected(subscription, REDIRECT, on_or_after=done.affected.published_on, delivery_method=way)
        record_promise(act=act, subscription=subscription, change=REDIRECT, first=first, delivery_method=way)
    return act


def _as_it_was(redirect: Redirect) -> dict[str, Any]:
    return {
        "verb": "restore_redirect",
        "redirect": redirect.pk,
        **kept_days(redirect),
        "weekdays": redirect.weekdays,
        "place": redirect.place_id,
        "receiver": redirect.receiver,
        "remark": redirect.remark,
        "delivery_method": redirect.delivery_method,
        "withdrawn": redirect.withdrawn_at is not None,
    }
