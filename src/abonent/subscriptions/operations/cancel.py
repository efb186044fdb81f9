"""End a subscription on a day, with what is given back, and take that back. What a form shows first is the very plan that saving commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.editions.models.lead_time import START, STOP
from abonent.editions.promise_clock import Affected
from abonent.editions.queries import latest_issue, next_issue
from abonent.kit import clock
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.stock.models import StockItem
from abonent.subscriptions.models import Cancellation, Expiry, ProductSwitch, SaveAttempt, SaveOffer, StopReason, Subscription
from abonent.subscriptions.operations.changes import EFFECT_CHANGED
from abonent.subscriptions.operations.early_ends import EndedTerm, end_terms, restore_terms
from abonent.subscriptions.operations.premiums import give_premiums_again, let_premiums_go
from abonent.subscriptions.operations.promises import affected, record_promise
from abonent.subscriptions.operations.settle import CalendarTooShort
from abonent.subscriptions.operations.standing import next_invoice_of
from abonent.subscriptions.queries import charged_terms, leading_edition

ONE_DAY = timedelta(days=1)


class CannotCancel(Refusal):
    """A subscription that cannot be ended as asked; each sentence may be read to a customer."""

    sentences = {
        "cancellation.exists": _("The subscription is cancelled already; it ends on %(day)s."),
        "cancellation.withdrawn": _("The cancellation is taken back already."),
        "cancellation.past": _("%(day)s is past. The last day can be %(earliest)s at the earliest."),
        "cancellation.too_late": _("The paper of %(issue)s can no longer be stopped. The last day can be %(earliest)s at the earliest."),
        "cancellation.before_start": _("The subscription begins on %(day)s; it cannot end before."),
        "cancellation.no_calendar": _(
            "The issues of the term are not made yet, so what is left of it has no worth. Let it end with the term."
        ),
        "cancellation.no_reason": _("There is no reason to choose. Set up the reasons for stopping first."),
        "cancellation.papers_missed": _("The paper of %(issue)s did not come any more. Take a new order, so that it begins again."),
        "cancellation.switched": _("It goes over to subscription %(number)s. Take the switch back instead."),
        "cancellation.switch_taken_back": _("The switch to it was taken back. Switch again, or take a new order."),
        "cancellation.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True)
class CancelEffect:
    """What ending a subscription does; `digest` names exactly this. `from_on` is the first day without.

    `invoice_before` and `invoice_after` are what the next invoice comes to, `invoice_on` the day from which it is made. `let_go` are the
    subscriber gifts that are not sent any more.
    """

    from_on: date
    ended: tuple[EndedTerm, ...]
    gives_back: bool
    currency: str
    last_paper: date | None
    affected: Affected | None
    until: datetime | None
    invoice_on: date | None
    invoice_before: Decimal
    invoice_after: Decimal
    let_go: tuple[StockItem, ...] = ()

    @property
    def last_day(self) -> date:
        """The last day with it."""
        return self.from_on - ONE_DAY

    @property
    def amount(self) -> Decimal:
        """What is credited, of all terms."""
        return sum((term.amount for term in self.ended), Decimal(0))

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(
            self.from_on,
            self.ended,
            self.gives_back,
            self.last_paper,
            self.invoice_on,
            self.invoice_before,
            self.invoice_after,
            [item.pk for item in self.let_go],
        )


def preview_cancellation(*, subscription: Subscription, from_on: date, gives_back: bool, today: date) -> CancelEffect:
    """What ending a subscription would do, by the plan that saving commits; nothing is kept."""
    reason = StopReason.objects.first()
    if reason is None:
        raise CannotCancel("cancellation.no_reason")
    asked = Cancellation(subscription=subscription, from_on=from_on, reason=reason, gives_back=gives_back)
    return foresee(lambda: _stop(asked, today))


def cancel_subscription(
    *,
    subscription: Subscription,
    reason: StopReason,
    actor: StaffUser | None,
    today: date,
    from_on: date | None = None,
    gives_back: bool = True,
    told_by: str = "telephone",
    remark: str = "",
    effect: str | None = None,
    refused: Iterable[SaveOffer] = (),
) -> Cancellation:
    """Let nothing come and no further term begin from a day on; by default when the terms that are sold end. With `effect` only if it
    still does what was shown. `refused` is what was offered and not taken. Can be undone until the first paper that would be missed can no longer be sent."""
    with transaction.atomic():
        clock.hand_over()
        cancellation = Cancellation(
            subscription=subscription,
            from_on=from_on or lock(subscription).expires_on,
            reason=reason,
            told_by=told_by,
            gives_back=gives_back,
            remark=remark,
            cancelled_by=actor,
        )
        done = _stop(cancellation, today)
        insist(done, effect, CannotCancel("cancellation.effect_changed"))
        SaveAttempt.objects.bulk_create(_refused(offer, cancellation) for offer in refused)
        act = record_act(
            actor=actor,
            verb="cancel_subscription",
            subject_kind="subscription",
            subject_ids=[subscription.pk],
            inverse={"verb": "withdraw_cancellation", "cancellation": cancellation.pk},
            until=done.until if done.ended else None,
        )
        record_promise(act=act, subscription=subscription, change=STOP, first=done.affected)
    return cancellation


def withdraw_cancellation(*, cancellation: Cancellation, actor: StaffUser | None, today: date) -> Cancellation:
    """Let the subscription go on; terms that were cut have their days again, the renewal run catches up with what was due meanwhile."""
    with transaction.atomic():
        clock.hand_over()
        _check_no_switch(cancellation)
        locked = let_go_on(cancellation=cancellation, actor=actor, today=today)
        give_premiums_again(locked)
        record_act(actor=actor, verb="withdraw_cancellation", subject_kind="subscription", subject_ids=[cancellation.subscription_id])
    return locked


def _restore(cancellation: Cancellation, today: date) -> None:
    try:
        restore_terms(cancellation=cancellation, today=today)
    except CalendarTooShort as too_short:
        raise CannotCancel("cancellation.no_calendar") from too_short


def end_subscription(*, cancellation: Cancellation, today: date) -> CancelEffect:
    """Write a cancellation and all that follows from it, in the caller's transaction."""
    subscription, from_on = cancellation.subscription, cancellation.from_on
    expiry = lock(subscription)
    standing = Cancellation.objects.filter(subscription=subscription, withdrawn_at=None).first()
    if standing:
        raise CannotCancel("cancellation.exists", day=standing.from_on - ONE_DAY)
    if from_on < expiry.expires_on:
        _check_day(subscription, from_on, today)
    before = next_invoice_of(subscription, today)
    cancellation.save()
    try:
        ended = end_terms(cancellation=cancellation, today=today)
    except CalendarTooShort as too_short:
        raise CannotCancel("cancellation.no_calendar") from too_short
    after = next_invoice_of(subscription, today)
    first = affected(subscription, STOP, on_or_after=from_on)
    undoable = affected(subscription, START, on_or_after=from_on)
    return CancelEffect(
        from_on=from_on,
        ended=ended,
        gives_back=cancellation.gives_back,
        currency=subscription.price_list.currency,
        last_paper=_last_paper(subscription, from_on),
        affected=first,
        until=undoable.cut_off_at if undoable else None,
        invoice_on=min(filter(None, (before.on, after.on)), default=None),
        invoice_before=before.amount,
        invoice_after=after.amount,
    )


def let_go_on(*, cancellation: Cancellation, actor: StaffUser | None, today: date) -> Cancellation:
    """Take a cancellation back with all that followed from it, in the caller's transaction."""
    lock(cancellation.subscription)
    locked = Cancellation.objects.select_related("subscription").select_for_update(of=("self",)).get(pk=cancellation.pk)
    if locked.withdrawn_at is not None:
        raise CannotCancel("cancellation.withdrawn")
    if locked.early_ends.exists():
        _check_nothing_missed(locked, today)
    locked.withdrawn_by = actor
    locked.withdrawn_at = clock.now()
    locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
    # Where no day of a term comes back, perhaps the grace after the latest does, or what pauses make longer.
    _restore(locked, today)
    return locked


def earliest_end(subscription: Subscription, today: date) -> date:
    """The first day without that is still possible: that of the first paper that can be stopped, else today."""
    begins = max(today, subscription.started_on)
    reached = affected(subscription, STOP, on_or_after=begins) if subscription.is_delivered else None
    return reached.published_on if reached else begins


def end_of_term(subscription: Subscription, today: date) -> date:
    """The first day without for whoever stops with the term: where the terms end that have begun or are invoiced."""
    terms = charged_terms(subscription)
    settled = [one.term for one in terms if not one.term.during.isempty and (one.due_on is None or one.term.during.lower <= today)]
    known = settled or [one.term for one in terms if one.term.ordinal == 1 and not one.term.during.isempty]
    return max((term.during.upper for term in known), default=subscription.expiry.expires_on)


def lock(subscription: Subscription) -> Expiry:
    """Keep the renewal run and other people off the subscription until the transaction ends."""
    return Expiry.objects.select_for_update().get(subscription=subscription)


def _stop(cancellation: Cancellation, today: date) -> CancelEffect:
    """End a subscription for good. Whoever keeps what he ordered gets the gift as well; what a stop cuts short lets it go."""
    done = end_subscription(cancellation=cancellation, today=today)
    let_go = let_premiums_go(cancellation) if done.ended else []
    return replace(done, let_go=tuple(premium.item for premium in let_go))


def _refused(offer: SaveOffer, cancellation: Cancellation) -> SaveAttempt:
    said = {"subscription": cancellation.subscription, "reason": cancellation.reason, "made_by": cancellation.cancelled_by}
    return SaveAttempt(save_offer=offer, taken=False, cancellation=cancellation, **said)


def _check_no_switch(cancellation: Cancellation) -> None:
    """Whoever goes over to something else has one of the two, never both: only the switch as a whole is taken back."""
    switch = ProductSwitch.objects.select_related("successor").filter(cancellation=cancellation, cancellation__withdrawn_at=None).first()
    if switch:
        raise CannotCancel("cancellation.switched", number=switch.successor.number)
    if ProductSwitch.objects.filter(successor=cancellation.subscription_id, cancellation__withdrawn_at__isnull=False).exists():
        raise CannotCancel("cancellation.switch_taken_back")


def _check_day(subscription: Subscription, from_on: date, today: date) -> None:
    """Terms that are sold can end no sooner than the first paper that can still be stopped."""
    earliest = earliest_end(subscription, today)
    if from_on < subscription.started_on:
        raise CannotCancel("cancellation.before_start", day=subscription.started_on)
    if from_on < today:
        raise CannotCancel("cancellation.past", day=from_on - ONE_DAY, earliest=earliest - ONE_DAY)
    missed = _first_paper(subscription, from_on)
    if missed and missed < earliest:
        raise CannotCancel("cancellation.too_late", issue=missed, earliest=earliest - ONE_DAY)


def _check_nothing_missed(cancellation: Cancellation, today: date) -> None:
    """Terms get their days again only while every paper of them can still be sent."""
    subscription = cancellation.subscription
    missed = _first_paper(subscription, cancellation.from_on)
    reached = affected(subscription, START) if missed else None
    if missed and (reached is None or missed < reached.published_on):
        raise CannotCancel("cancellation.papers_missed", issue=missed)


def _first_paper(subscription: Subscription, day: date) -> date | None:
    edition = leading_edition(subscription.product) if subscription.is_delivered else None
    issue = next_issue(edition=edition, on_or_after=day, weekdays=subscription.weekdays) if edition else None
    return issue.published_on if issue else None


def _last_paper(subscription: Subscription, before: date) -> date | None:
    """The latest issue before a day, if the subscription had begun by then."""
    edition = leading_edition(subscription.product) if subscription.is_delivered else None
    issue = latest_issue(edition=edition, before=before, weekdays=subscription.weekdays) if edition else None
    return issue.published_on if issue and issue.published_on >= subscription.started_on else None
