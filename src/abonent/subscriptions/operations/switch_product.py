"""Let a subscription go over to another product, and take that back. What a form shows first is the very plan that saving commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.editions.models.lead_time import START, STOP
from abonent.editions.promise_clock import Affected
from abonent.editions.queries import issues
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.runs.operations import record_act
from abonent.stock.models import StockItem
from abonent.subscriptions.models import Cancellation, Expiry, ProductSwitch, Subscription
from abonent.subscriptions.models.cancellation import SWITCHED
from abonent.subscriptions.models.party import ORDERER
from abonent.subscriptions.models.subscription import NOT_DELIVERED
from abonent.subscriptions.operations.agents import agent_of
from abonent.subscriptions.operations.cancel import CannotCancel, earliest_end, end_subscription, let_go_on, lock
from abonent.subscriptions.operations.carry_over import CarriedOver, carry_over, take_carried_back
from abonent.subscriptions.operations.change_party import holder_of
from abonent.subscriptions.operations.changes import LOOK_AHEAD, ends_on
from abonent.subscriptions.operations.early_ends import EndedTerm
from abonent.subscriptions.operations.premiums import give_premiums_again, let_premiums_go
from abonent.subscriptions.operations.promises import affected, promise_starts, record_promise
from abonent.subscriptions.operations.standing import next_invoice_of
from abonent.subscriptions.operations.start import Order, write_orders
from abonent.subscriptions.operations.stop_reasons import own_reason
from abonent.subscriptions.operations.switch_checks import AskedSwitch, CannotSwitch, check_switch
from abonent.subscriptions.operations.take_back import ORDER_TAKEN_BACK
from abonent.subscriptions.queries import agreed_price_of, charged_terms, leading_edition


@dataclass(frozen=True)
class ChargedAnew:
    """A term of what comes instead: its days, what it costs, and when that is due to be invoiced."""

    first: date
    last_before: date
    amount: Decimal
    due_on: date | None


@dataclass(frozen=True)
class SwitchEffect:
    """What a switch does; `digest` names exactly this. `ended` are the terms that are credited or not charged any more, `charged` those
    that come instead, `papers` the days of these as far as anybody plans. `loses_price` says that a promotion or an agreed price ends;
    `carried` are the pauses, addresses and readers beyond the day, with those that cannot go on; `let_go` are the subscriber
    gifts that are not sent any more.
    """

    asked: AskedSwitch
    ended: tuple[EndedTerm, ...]
    charged: tuple[ChargedAnew, ...]
    currency: str
    last_paper: date | None
    papers: tuple[date, ...]
    affected: Affected | None
    taken_until: datetime | None
    until: datetime | None
    loses_price: bool
    invoice_on: date | None
    invoice_before: Decimal
    invoice_after: Decimal
    carried: tuple[CarriedOver, ...] = ()
    let_go: tuple[StockItem, ...] = ()

    @property
    def from_on(self) -> date:
        """The first day with the new product."""
        return self.asked.from_on

    @property
    def credit(self) -> Decimal:
        """What is taken off for the rest of the old one."""
        return sum((term.amount for term in self.ended), Decimal(0))

    @property
    def charge(self) -> Decimal:
        """What the new one costs, as far as it is sold with the switch."""
        return sum((term.amount for term in self.charged), Decimal(0))

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self.from_on, self.asked.product.pk, self.asked.delivery_method, self.ended, self.charged, self.last_paper,
                         self.papers[:1], self.carried, [item.pk for item in self.let_go], self.invoice_on, self.invoice_before,
                         self.invoice_after)  # fmt: skip


def preview_switch(*, subscription: Subscription, asked: AskedSwitch, today: date) -> SwitchEffect:
    """What a switch would do; nothing is kept."""
    return foresee(lambda: _switched(subscription, asked, None, today)[1])


def switch_product(
    *, subscription: Subscription, asked: AskedSwitch, actor: StaffUser | None, today: date, effect: str | None = None
) -> ProductSwitch:
    """Let a subscription end and another one follow from it on the same day. With `effect` only if it still does what was shown. Can be
    undone until the first paper that is another one can no longer be changed."""
    with change_by(actor, "switch_product"):
        switch, done = _switched(subscription, asked, actor, today)
        insist(done, effect, CannotSwitch("switch.effect_changed"))
        act = record_act(
            actor=actor,
            verb="switch_product",
            subject_kind="subscription",
            subject_ids=[subscription.pk, switch.successor_id],
            inverse={"verb": "withdraw_switch", "switch": switch.pk, "number": subscription.number},
            until=done.until,
        )
        record_promise(act=act, subscription=subscription, change=STOP, first=done.affected)
        promise_starts(act=act, subscriptions=[switch.successor], today=today)
    return switch


def withdraw_switch(*, switch: ProductSwitch, actor: StaffUser | None, today: date) -> None:
    """Let the former subscription go on and nothing of the new one come, all or nothing; what was invoiced is evened out by charges."""
    with change_by(actor, "withdraw_switch"):
        former, successor = switch.cancellation.subscription, switch.successor
        lock(former)
        lock(successor)
        _check_withdrawal(Cancellation.objects.get(pk=switch.cancellation_id), successor, today)
        _end_the_successor(switch, actor, today)
        try:
            let_go_on(cancellation=switch.cancellation, actor=actor, today=today)
        except CannotCancel as missed:
            raise CannotSwitch("switch.begun", day=successor.started_on) from missed
        give_premiums_again(switch.cancellation)
        record_act(actor=actor, verb="withdraw_switch", subject_kind="subscription", subject_ids=[former.pk, successor.pk])


def _end_the_successor(switch: ProductSwitch, actor: StaffUser | None, today: date) -> None:
    """As an order that is taken back: on its first day, with all that was charged for it and all that went on with it."""
    take_carried_back(switch.successor, actor, today)
    unmade = Cancellation(
        subscription=switch.successor,
        from_on=switch.successor.started_on,
        reason=own_reason(ORDER_TAKEN_BACK),
        told_by=switch.cancellation.told_by,
        cancelled_by=actor,
    )
    end_subscription(cancellation=unmade, today=today)


def _switched(subscription: Subscription, asked: AskedSwitch, actor: StaffUser | None, today: date) -> tuple[ProductSwitch, SwitchEffect]:
    expiry = lock(subscription)
    check_switch(subscription, asked, expiry, today)
    before, loses_price = next_invoice_of(subscription, today), _loses_price(subscription, expiry)
    cancellation = Cancellation(
        subscription=subscription, from_on=asked.from_on, reason=own_reason(SWITCHED), told_by="telephone", cancelled_by=actor
    )
    ending = end_subscription(cancellation=cancellation, today=today)
    [successor] = write_orders(orders=[_order(subscription, asked)], actor=actor, today=today)
    switch = ProductSwitch.objects.create(cancellation=cancellation, successor=successor)
    carried = carry_over(subscription, successor, actor, today)
    let_go = let_premiums_go(cancellation)
    after = next_invoice_of(subscription, today)
    begins = affected(successor, START, on_or_after=asked.from_on)
    undone = affected(successor, STOP, on_or_after=asked.from_on)
    return switch, SwitchEffect(
        asked=asked,
        ended=ending.ended,
        charged=_charged(successor),
        currency=subscription.price_list.currency,
        last_paper=ending.last_paper,
        papers=_papers(successor),
        affected=ending.affected,
        taken_until=_earliest(_cut_off(ending.affected), _cut_off(begins)),
        until=_earliest(ending.until, _cut_off(undone)),
        loses_price=loses_price,
        invoice_on=min(filter(None, (before.on, after.on)), default=None),
        invoice_before=before.amount,
        invoice_after=after.amount,
        carried=carried,
        let_go=tuple(premium.item for premium in let_go),
    )


def _order(subscription: Subscription, asked: AskedSwitch) -> Order:
    """What is ordered instead: for the same people, as many, and with the same reference."""
    return Order(
        product=asked.product,
        price_list=asked.price_list,
        subscriber=subscription.subscriber,
        payer=subscription.payer,
        orderer=holder_of(subscription, ORDERER),
        agent=agent_of(subscription),
        starts_on=asked.from_on,
        term_kind=asked.term_kind,
        term_unit=asked.term_unit,
        term_length=asked.term_length,
        copies=subscription.copies,
        delivery_method=asked.delivery_method,
        sales_channel=subscription.sales_channel,
        reference=subscription.reference,
    )


def _check_withdrawal(cancellation: Cancellation, successor: Subscription, today: date) -> None:
    if cancellation.withdrawn_at is not None:
        raise CannotSwitch("switch.withdrawn")
    if ends_on(successor):
        raise CannotSwitch("switch.ended_since", number=successor.number)
    first = next(iter(_papers(successor)), None)
    if successor.started_on < today or first and first < earliest_end(successor, today):
        raise CannotSwitch("switch.begun", day=first or successor.started_on)


def _loses_price(subscription: Subscription, expiry: Expiry) -> bool:
    """Whether what is paid now is not the list's: a promotion that has not run out, or an agreed price."""
    steps = subscription.promotion.steps.all() if subscription.promotion else ()
    return any(step.latest_term >= expiry.term_ordinal for step in steps) or agreed_price_of(subscription) is not None


def _charged(successor: Subscription) -> tuple[ChargedAnew, ...]:
    terms = sorted(charged_terms(successor), key=lambda one: one.term.ordinal)
    return tuple(ChargedAnew(one.term.during.lower, one.term.during.upper, one.term.amount, one.due_on) for one in terms)


def _papers(subscription: Subscription) -> tuple[date, ...]:
    """The days of those that come."""
    edition = leading_edition(subscription.product) if subscription.delivery_method != NOT_DELIVERED else None
    if edition is None:
        return ()
    first = subscription.started_on
    found = issues(edition=edition, first=first, until=first + LOOK_AHEAD, weekdays=subscription.weekdays)
    paused = [pause.during for pause in subscription.pauses.filter(withdrawn_at=None)]
    return tuple(issue.published_on for issue in found if not any(issue.published_on in during for during in paused))


def _cut_off(first: Affected | None) -> datetime | None:
    return first.cut_off_at if first else None


def _earliest(*moments: datetime | None) -> datetime | None:
    return min(filter(None, moments), default=None)
