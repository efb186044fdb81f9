"""Pause a subscription, change or take back a pause. What a form shows first is the very plan that saving commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.rules.weekdays import EVERY_DAY
from abonent.editions.models.lead_time import PAUSE, START
from abonent.editions.promise_clock import Affected
from abonent.editions.queries import issues, next_issue
from abonent.kit import clock
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Pause, PauseRule, Subscription, Term, TermAdjustment
from abonent.subscriptions.models.pause import PROLONG
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import (
    EFFECT_CHANGED,
    LOOK_AHEAD,
    day_after,
    days_of,
    kept_days,
    refuse_after_the_end,
    told_days,
)
from abonent.subscriptions.operations.promises import affected, record_promise
from abonent.subscriptions.operations.settle import CalendarTooShort, settle_pauses
from abonent.subscriptions.operations.standing import next_invoice_of
from abonent.subscriptions.queries import leading_edition, settled_until
from abonent.subscriptions.rules.pausing import Limits, breach


class CannotPause(Refusal):
    """A pause that cannot be as asked; each sentence may be read to a customer."""

    sentences = {
        "pause.brings_nothing": _("This subscription brings no issues, so there is nothing to pause."),
        "pause.past": _("%(day)s is past. The pause can begin today at the earliest."),
        "pause.too_late": _("The paper of %(issue)s can no longer be stopped. The pause can begin on %(day)s."),
        "pause.too_late_to_resume": _("The paper of %(issue)s can no longer be sent. It can come again on %(day)s."),
        "pause.no_issue": _("No paper comes on these days, so there is nothing to pause."),
        "pause.overlaps": _("There is a pause on some of these days already: %(days)s."),
        "pause.after_the_end": _("The subscription ends on %(day)s, before the pause begins."),
        "pause.settled": _("The papers before %(day)s are settled, because the subscription is stopped. Take the stop back first."),
        "pause.too_short": _("A pause of this product has %(days)s days or more."),
        "pause.too_long": _("A pause of this product has %(days)s days at most."),
        "pause.first_weekday": _("A pause of this product cannot begin on that weekday."),
        "pause.last_weekday": _("A pause of this product cannot end on that weekday."),
        "pause.needs_an_end": _("A pause of this product needs a last day."),
        "pause.year_used_up": _("Of the %(days)s days that can be paused in %(year)s, %(left)s are left."),
        "pause.no_calendar": _("The issues for these terms are not made yet. Make the calendar of the paper longer first."),
        "pause.withdrawn": _("The pause is taken back already."),
        "pause.unchanged": _("The pause has these days already."),
        "pause.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True)
class MovedTerm:
    """A term that runs until another day than before."""

    ordinal: int
    ends_before: date
    ends_after: date


@dataclass(frozen=True)
class PauseEffect:
    """What a pause does; `digest` names exactly this. `missed` are the days of the papers that do not come.

    `invoice_before` and `invoice_after` are what the next invoice comes to, `invoice_on` the day from which it is made.
    """

    first: date
    last: date | None
    missed: tuple[date, ...]
    again_on: date | None
    gives: str
    donated_to: str
    prolonged: int
    credited: int
    amount: Decimal
    moved: tuple[MovedTerm, ...]
    invoice_on: date | None
    invoice_before: Decimal
    invoice_after: Decimal
    currency: str
    affected: Affected | None
    until: datetime | None
    withdrawn: bool = False

    @property
    def fell_back(self) -> bool:
        """The term cannot be made longer, because the next one is invoiced or another product follows: so the issues are credited."""
        return self.gives == PROLONG and self.credited != 0

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self.first, self.last, self.missed, self.again_on, self.gives, self.donated_to, self.prolonged, self.credited, self.amount,
                         self.moved, self.invoice_on, self.invoice_before, self.invoice_after, self.withdrawn)  # fmt: skip


def preview_pause(*, subscription: Subscription, first: date, last: date | None, today: date) -> PauseEffect:
    """What pausing would do, by the plan that saving commits; nothing is kept."""
    return foresee(lambda: place_pause(subscription, first, last, "", None, today)[1])


def pause_subscription(
    *,
    subscription: Subscription,
    first: date,
    last: date | None,
    actor: StaffUser | None,
    today: date,
    remark: str = "",
    effect: str | None = None,
) -> Pause:
    """No paper from the first to the last day, both included; without a last day until somebody resumes. With `effect` only if it still
    does what was shown. Can be undone until the first paper can no longer be sent."""
    with change_by(actor, "pause_subscription"):
        pause, done = place_pause(subscription, first, last, remark, actor, today)
        insist(done, effect, CannotPause("pause.effect_changed"))
        _record(actor, "pause_subscription", subscription, done, {"verb": "withdraw_pause", "pause": pause.pk})
    return pause


def preview_change(*, pause: Pause, first: date, last: date | None, today: date) -> PauseEffect:
    """What other days of a pause would do; nothing is kept."""
    return foresee(lambda: _changed(pause, first, last, False, None, today))


def change_pause(
    *, pause: Pause, first: date, last: date | None, actor: StaffUser | None, today: date, effect: str | None = None
) -> PauseEffect:
    """Give a pause other days: end it early, let it last longer. With `effect` only if it still does what was shown."""
    inverse = _as_it_was(pause)
    with change_by(actor, "change_pause"):
        done = _changed(pause, first, last, False, actor, today)
        insist(done, effect, CannotPause("pause.effect_changed"))
        _record(actor, "change_pause", pause.subscription, done, inverse)
    return done


def withdraw_pause(*, pause: Pause, actor: StaffUser | None, today: date) -> PauseEffect:
    """Take a pause back of which no paper is missed yet: terms and credits are as without it."""
    inverse = _as_it_was(pause)
    with change_by(actor, "withdraw_pause"):
        done = _changed(pause, pause.during.lower, pause.last_day, True, actor, today)
        _record(actor, "withdraw_pause", pause.subscription, done, inverse)
    return done


def restore_pause(*, pause: Pause, first: date, last: date | None, withdrawn: bool, actor: StaffUser | None, today: date) -> PauseEffect:
    """Let a pause be as it was before it was changed or taken back."""
    with change_by(actor, "restore_pause"):
        done = _changed(pause, first, last, withdrawn, actor, today, restoring=True)
        record_act(actor=actor, verb="restore_pause", subject_kind="subscription", subject_ids=[pause.subscription_id])
    return done


def rule_of(subscription: Subscription, day: date) -> PauseRule:
    """What holds for pauses of the product that begin on a day; without a rule of its own nothing is forbidden and terms get longer."""
    rule = PauseRule.objects.filter(product_id=subscription.product_id, during__contains=day).first()
    return rule or PauseRule(product_id=subscription.product_id)


def place_pause(
    subscription: Subscription,
    first: date,
    last: date | None,
    remark: str,
    actor: StaffUser | None,
    today: date,
    *,
    begun: date | None = None,
) -> tuple[Pause, PauseEffect]:
    """Write a pause and all that follows from it; the caller's transaction records the act. What goes on from another subscription has
    `begun` there."""
    lock(subscription)
    rule = rule_of(subscription, first)
    if first < today:
        raise CannotPause("pause.past", day=first)
    _check_days(subscription, first, last, rule, None, begun)
    before = _Standing.of(subscription)
    missed = issues_of(subscription, first, last)
    if not missed:
        raise CannotPause("pause.no_issue")
    _check_clock(subscription, due=(), missed=missed)
    pause = Pause.objects.create(
        subscription=subscription,
        during=days_of(first, last),
        gives=rule.gives,
        donated_to_id=rule.donated_to_id,
        digital_goes_on=rule.digital_goes_on,
        remark=remark,
        placed_by=actor,
    )
    _settle(subscription, pause, today)
    return pause, _effect(pause, before, missed, missed)


def _changed(
    pause: Pause, first: date, last: date | None, withdrawn: bool, actor: StaffUser | None, today: date, *, restoring: bool = False
) -> PauseEffect:
    subscription = pause.subscription
    lock(subscription)
    locked = Pause.objects.select_for_update().get(pk=pause.pk)
    if locked.withdrawn_at is not None and not restoring:
        raise CannotPause("pause.withdrawn")
    _check_open(subscription, min(first, locked.during.lower))
    was = set() if locked.withdrawn_at else set(issues_of(subscription, locked.during.lower, locked.last_day))
    will = set() if withdrawn else set(issues_of(subscription, first, last))
    if not withdrawn:
        if not restoring and days_of(first, last) == locked.during:
            raise CannotPause("pause.unchanged")
        if not restoring:
            _check_days(subscription, first, last, rule_of(subscription, first), locked)
        if not will:
            raise CannotPause("pause.no_issue")
    _check_clock(subscription, due=sorted(was - will), missed=sorted(will - was))
    before = _Standing.of(subscription)
    locked.during = days_of(first, last)
    locked.withdrawn_at, locked.withdrawn_by = (clock.now(), actor) if withdrawn else (None, None)
    locked.save(update_fields=["during", "withdrawn_at", "withdrawn_by"])
    _settle(subscription, locked, today)
    return _effect(locked, before, sorted(will), sorted(was ^ will))


def _settle(subscription: Subscription, pause: Pause, today: date) -> None:
    try:
        settle_pauses(subscriptions=[subscription.pk], pauses=[pause.pk], today=today)
    except CalendarTooShort as too_short:
        raise CannotPause("pause.no_calendar") from too_short


def _check_days(
    subscription: Subscription, first: date, last: date | None, rule: PauseRule, itself: Pause | None, begun: date | None = None
) -> None:
    if leading_edition(subscription.product) is None or not subscription.is_delivered:
        raise CannotPause("pause.brings_nothing")
    _check_open(subscription, first)
    refuse_after_the_end(subscription, first, CannotPause, "pause.after_the_end")
    others = Pause.objects.filter(subscription=subscription, withdrawn_at=None).exclude(pk=itself.pk if itself else 0)
    clash = others.filter(during__overlap=days_of(first, last)).first()
    if clash:
        raise CannotPause("pause.overlaps", days=told_days(clash))
    limits = Limits(rule.shortest_days, rule.longest_days, rule.yearly_days, rule.first_weekdays, rule.last_weekdays, rule.open_ended)
    found = breach(begun or first, last, limits, [(other.during.lower, other.last_day) for other in others])
    if found:
        raise CannotPause(found[0], **found[1])


def _check_open(subscription: Subscription, first: date) -> None:
    """What a stop has settled is not settled again by a pause."""
    settled = settled_until(subscription)
    if settled and first < settled:
        raise CannotPause("pause.settled", day=settled)


def _check_clock(subscription: Subscription, *, due: Sequence[date], missed: Sequence[date]) -> None:
    """Neither a paper that would come again nor one that would not may be past its cut-off."""
    for days, act, code in ((missed, PAUSE, "pause.too_late"), (due, START, "pause.too_late_to_resume")):
        reached = affected(subscription, act) if days else None
        if days and (reached is None or days[0] < reached.published_on):
            raise CannotPause(code, issue=days[0], day=reached.published_on if reached else "–")


def issues_of(subscription: Subscription, first: date, last: date | None, weekdays: int = EVERY_DAY) -> tuple[date, ...]:
    """The days of its papers from a first to a last day, on some weekdays; without a last day as far as anybody plans."""
    edition = leading_edition(subscription.product)
    if edition is None:
        return ()
    until = day_after(last) or first + LOOK_AHEAD
    return tuple(
        issue.published_on for issue in issues(edition=edition, first=first, until=until, weekdays=subscription.weekdays & weekdays)
    )


@dataclass(frozen=True)
class _Standing:
    """The terms and the next invoice as they are at a moment, to be compared with what they become."""

    ends: dict[int, date]
    invoice_on: date | None
    invoice: Decimal

    @classmethod
    def of(cls, subscription: Subscription) -> _Standing:
        ends = {term.ordinal: term.during.upper for term in Term.objects.filter(subscription=subscription, during__isempty=False)}
        waiting = next_invoice_of(subscription)
        return cls(ends, waiting.on, waiting.amount)


def _effect(pause: Pause, before: _Standing, missed: Sequence[date], differing: Sequence[date]) -> PauseEffect:
    subscription = pause.subscription
    after = _Standing.of(subscription)
    sums = TermAdjustment.objects.filter(pause=pause).aggregate(prolonged=Sum("prolonged"), credited=Sum("credited"), amount=Sum("amount"))
    edition = leading_edition(subscription.product)
    again = (
        next_issue(edition=edition, on_or_after=pause.during.upper, weekdays=subscription.weekdays) if edition and pause.last_day else None
    )
    undoable = affected(subscription, START, on_or_after=differing[0]) if differing else None
    invoice_on = min(filter(None, (before.invoice_on, after.invoice_on)), default=None)
    return PauseEffect(
        first=pause.during.lower,
        last=pause.last_day,
        missed=tuple(missed),
        again_on=again.published_on if again else None,
        gives=pause.gives,
        donated_to=pause.donated_to.name if pause.donated_to else "",
        prolonged=sums["prolonged"] or 0,
        credited=sums["credited"] or 0,
        amount=sums["amount"] or Decimal(0),
        moved=tuple(
            MovedTerm(ordinal, before.ends[ordinal], ends) for ordinal, ends in sorted(after.ends.items()) if before.ends[ordinal] != ends
        ),
        invoice_on=invoice_on,
        invoice_before=before.invoice,
        invoice_after=after.invoice,
        currency=subscription.price_list.currency,
        affected=affected(subscription, PAUSE, on_or_after=differing[0]) if differing else None,
        until=undoable.cut_off_at if undoable else None,
        withdrawn=pause.withdrawn_at is not None,
    )


def _record(actor: StaffUser | None, verb: str, subscription: Subscription, done: PauseEffect, inverse: dict[str, Any]) -> Act:
    act = record_act(actor=actor, verb=verb, subject_kind="subscription", subject_ids=[subscription.pk], inverse=inverse, until=done.until)
    record_promise(act=act, subscription=subscription, change=PAUSE, first=done.affected)
    return act


def _as_it_was(pause: Pause) -> dict[str, Any]:
    return {"verb": "restore_pause", "pause": pause.pk, **kept_days(pause), "withdrawn": pause.withdrawn_at is not None}
