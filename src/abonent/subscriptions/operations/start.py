"""Start subscriptions: the same statements as the renewal run, with a list of one or of a few."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList, Product, Promotion
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.batches import batched
from abonent.kit.foresee import foresee
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act
from abonent.stock.operations import CannotReserve
from abonent.subscriptions.models import Agent, Expiry, RenewalPlan, Subscription
from abonent.subscriptions.operations.agents import name_parties
from abonent.subscriptions.operations.changes import EFFECT_CHANGED
from abonent.subscriptions.operations.credit import OrderCredit, credit_of_plan, except_orders, lock_limits
from abonent.subscriptions.operations.gifts import GiftTerms, give, why_not_given
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.plan_key import forget_plan, plan_key
from abonent.subscriptions.operations.plan_terms import plan_terms
from abonent.subscriptions.operations.premiums import CannotGivePremium, OrderedPremium, give_premiums, premiums_of
from abonent.subscriptions.operations.promises import promise_starts
from abonent.subscriptions.operations.promotion_conditions import end_trials, why_not_promoted
from abonent.subscriptions.rules.reasons import REASONS

AT_A_TIME = 500


class CannotStart(Refusal):
    """An order that cannot be taken as it is."""

    sentences = {
        "subscription.not_a_subscription": _("%(product)s is not sold by terms."),
        "subscription.withdrawn": _("%(product)s is not sold any more since %(day)s."),
        "subscription.other_entity": _("The price list belongs to another company than the product."),
        "subscription.other_weekdays": _("%(product)s does not come on all the weekdays that were chosen."),
        "subscription.other_promotion": _("The promotion %(promotion)s does not go with this product, term and price list."),
        "subscription.promotion_not_open": _("The promotion %(promotion)s can be ordered from %(first)s only."),
        "subscription.promotion_over": _("The promotion %(promotion)s could be ordered until %(last)s."),
        "subscription.promotion_other_channel": _("The promotion %(promotion)s is not sold through this sales channel."),
        "subscription.agent_retired": _("%(name)s mediates no new orders. Choose another agent, or none."),
        "subscription.promotion_for_new": _(
            "The promotion %(promotion)s is for new customers. %(name)s has had something from this company."
        ),
        "subscription.promotion_for_former": _(
            "The promotion %(promotion)s is for former customers. %(name)s has something from this company now, or never had anything."
        ),
        "gift.to_himself": _("A gift is paid by somebody else than who gets it. Choose who gives it."),
        "gift.without_end": _("A gift is for a time that ends. Choose a term that does not run until further notice."),
        "subscription.over_credit": _(
            "%(name)s may owe %(limit)s and has used %(used)s. The order adds %(adds)s, which is %(over)s too much."
        ),
        "subscription.effect_changed": EFFECT_CHANGED,
        **CannotGivePremium.sentences,
        **CannotReserve.sentences,
        **REASONS,
    }


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is ordered: who gets how many copies of what, who pays, for how long at a time, from which day.

    Whoever pays has ordered it, unless somebody else did. Through an agent who pays us it is he who pays, unless somebody else is named.
    """

    product: Product
    price_list: PriceList
    subscriber: Customer
    starts_on: date
    term_kind: str
    term_unit: str
    term_length: int
    payer: Customer | None = None
    orderer: Customer | None = None
    agent: Agent | None = None
    copies: int = 1
    weekdays: int | None = None
    delivery_method: str = "carrier"
    sales_channel: str = "desk"
    reference: str = ""
    promotion: Promotion | None = None
    gift: GiftTerms | None = None
    premiums: tuple[OrderedPremium, ...] = ()

    @property
    def paid_by(self) -> Customer:
        """Who is billed for it."""
        if self.payer:
            return self.payer
        return self.agent.customer if self.agent and self.agent.pays else self.subscriber


@dataclass(frozen=True)
class PlannedTerm:
    """A term as the plan has it: the order it is of, its days, what it costs and why, and when its charge is due to be invoiced."""

    order: Order
    during: Any
    amount: Decimal
    currency: str
    basis: str
    charge_due_on: date
    trace: list[dict[str, Any]]


@dataclass(frozen=True)
class StartEffect:
    """What orders would do; `digest` names it, so that saving can insist on exactly this. `credits` are of payers who have a limit,
    `premiums` what is given with which of the orders."""

    terms: tuple[PlannedTerm, ...]
    digest: str
    credits: tuple[OrderCredit, ...]
    premiums: tuple[tuple[int, OrderedPremium], ...]


def start_subscription(
    *, order: Order, actor: StaffUser | None, today: date, effect: str | None = None, over_credit: str = ""
) -> Subscription:
    """Take an order: the subscription, its first term and the charge. With `effect` only if it still does what was shown."""
    return start_subscriptions(orders=[order], actor=actor, today=today, effect=effect, over_credit=over_credit)[0]


def start_subscriptions(
    *,
    orders: Iterable[Order],
    actor: StaffUser | None,
    today: date,
    effect: str | None = None,
    over_credit: str = "",
    together: bool = False,
) -> list[Subscription]:
    """Take many orders, at most 500 of a company in one transaction; one that begins in the past gets every term since. In the order
    they came. `over_credit` says why they are taken although a payer goes over his credit limit; without it they are refused then.
    Those taken `together` are the lines of one order, which can be taken back as a whole."""
    asked = list(orders)
    started: dict[int, Subscription] = {}
    by_entity = sorted(range(len(asked)), key=lambda place: asked[place].product.entity_id)
    for _entity, places in groupby(by_entity, key=lambda place: asked[place].product.entity_id):
        for batch in batched(places, AT_A_TIME):
            made = _start_batch([asked[place] for place in batch], actor, today, effect=effect, over_credit=over_credit, together=together)
            started |= zip(batch, made, strict=True)
    return [started[place] for place in range(len(asked))]


def preview_start(*, orders: Sequence[Order], today: date) -> StartEffect:
    """What taking these orders of a company together would do, by the plan that saving commits; nothing is kept."""

    def planned() -> StartEffect:
        subscriptions = _write_subscriptions(orders, None, today)
        given = premiums_of(orders)
        _give(subscriptions, given, None)
        run = _plan(subscriptions, orders[0].product.entity, today)
        return _effect(run, dict(zip((one.pk for one in subscriptions), orders, strict=True)), given)

    return foresee(planned)


def _start_batch(
    orders: Sequence[Order], actor: StaffUser | None, today: date, *, effect: str | None, over_credit: str, together: bool
) -> list[Subscription]:
    with transaction.atomic():
        clock.hand_over()
        subscriptions = write_orders(orders=orders, actor=actor, today=today, effect=effect, over_credit=over_credit)
        keys = [made.pk for made in subscriptions]
        inverse = {"verb": "take_order_back", "subscriptions": keys} if together else None
        act = record_act(actor=actor, verb="start_subscription", subject_kind="subscription", subject_ids=keys, inverse=inverse)
        promise_starts(act=act, subscriptions=subscriptions, today=today)
        end_trials(subscriptions, actor=actor)
        give(subscriptions, orders, actor=actor)
    return subscriptions


def write_orders(
    *, orders: Sequence[Order], actor: StaffUser | None, today: date, effect: str | None = None, over_credit: str = ""
) -> list[Subscription]:
    """The subscriptions of one company with their first terms and charges, in the caller's transaction, which says what act they are of."""
    subscriptions = _write_subscriptions(orders, actor, today)
    name_parties(subscriptions, orders, actor=actor)
    given = premiums_of(orders)
    run = _plan(subscriptions, orders[0].product.entity, today)
    if effect is not None and _digest(_planned(run), given) != effect:
        raise CannotStart("subscription.effect_changed")
    exceeded = _exceeded(run, over_credit)
    make_terms(run=run, made_by=None, today=today)
    forget_plan(run=run)
    except_orders(subscriptions, exceeded, reason=over_credit, actor=actor)
    _give(subscriptions, given, actor)
    return subscriptions


def _give(subscriptions: Sequence[Subscription], given: Sequence[tuple[int, OrderedPremium]], actor: StaffUser | None) -> None:
    """Keep back what is given with orders; one that promises what is not free cannot be taken."""
    try:
        give_premiums(subscriptions, given, actor=actor)
    except (CannotGivePremium, CannotReserve) as refusal:
        raise CannotStart(refusal.code, **refusal.parameters) from refusal


def _exceeded(run: int, reason: str) -> list[OrderCredit]:
    """The payers whom a plan takes over their credit limit; they are held until the transaction ends. Refused without a reason."""
    lock_limits(run)
    exceeded = [credit for credit in credit_of_plan(run) if credit.over]
    if exceeded and not reason:
        raise CannotStart("subscription.over_credit", **exceeded[0].said())
    return exceeded


def _write_subscriptions(orders: Sequence[Order], actor: StaffUser | None, today: date) -> list[Subscription]:
    """The subscriptions and where they end so far: on their first day. For the record that remains of a merged customer."""
    for order in orders:
        _check(order)
        if order.promotion:
            refusal = why_not_promoted(order, order.promotion, today)
            if refusal:
                raise CannotStart(refusal[0], **refusal[1])
    written = Subscription.objects.bulk_create(_subscription(order, actor) for order in orders)
    numbers = dict(Subscription.objects.filter(pk__in=[one.pk for one in written]).values_list("pk", "number"))
    for subscription in written:
        subscription.number = numbers[subscription.pk]
    Expiry.objects.bulk_create(Expiry(subscription=one, entity_id=one.entity_id, expires_on=one.started_on) for one in written)
    return written


def _subscription(order: Order, actor: StaffUser | None) -> Subscription:
    return Subscription(
        entity=order.product.entity,
        product=order.product,
        price_list=order.price_list,
        subscriber_id=order.subscriber.canonical_id,
        payer_id=order.paid_by.canonical_id,
        copies=order.copies,
        weekdays=order.weekdays or order.product.weekdays,
        term_kind=order.term_kind,
        term_unit=order.term_unit,
        term_length=order.term_length,
        started_on=order.starts_on,
        anchor_on=order.starts_on,
        delivery_method=order.delivery_method,
        sales_channel=order.sales_channel,
        reference=order.reference,
        promotion=order.promotion,
        created_by=actor,
    )


def _check(order: Order) -> None:
    product = order.product
    name = name_in(product.name, get_language() or "en")
    if product.kind not in SOLD_BY_TERM:
        raise CannotStart("subscription.not_a_subscription", product=name)
    if product.withdrawn_on and product.withdrawn_on <= order.starts_on:
        raise CannotStart("subscription.withdrawn", product=name, day=product.withdrawn_on)
    if order.price_list.entity_id != product.entity_id:
        raise CannotStart("subscription.other_entity")
    if order.weekdays and order.weekdays & ~product.weekdays:
        raise CannotStart("subscription.other_weekdays", product=name)
    if order.agent and order.agent.retired:
        raise CannotStart("subscription.agent_retired", name=order.agent.customer.name)
    why_no_gift = why_not_given(order) if order.gift else ""
    if why_no_gift:
        raise CannotStart(why_no_gift)


def _plan(subscriptions: Sequence[Subscription], entity: LegalEntity, today: date) -> int:
    """Plan the first terms under a key of their own; refuses if one cannot be made."""
    run = plan_key()
    plan_terms(run=run, entity=entity.pk, as_of=today, subscriptions=[subscription.pk for subscription in subscriptions])
    unmade = RenewalPlan.objects.filter(run_id=run, amount=None).order_by("ordinal").first()
    if unmade:
        raise CannotStart(unmade.finding)
    return run


def _effect(run: int, orders: Mapping[int, Order], given: Sequence[tuple[int, OrderedPremium]]) -> StartEffect:
    """What a plan would do; `orders` are those of its subscriptions, `given` what goes with them."""
    rows = _planned(run)
    terms = tuple(
        PlannedTerm(
            orders[row.subscription_id],
            row.sold_during,
            row.amount,
            row.currency,
            row.basis,
            row.charge_due_on,
            json.loads(row.steps or "[]"),
        )
        for row in rows
    )
    return StartEffect(terms, _digest(rows, given), tuple(credit_of_plan(run)), tuple(given))


def _planned(run: int) -> list[Any]:
    return statements.rows("subscriptions/planned_terms", run=run)


def _digest(rows: Sequence[Any], given: Sequence[tuple[int, OrderedPremium]]) -> str:
    terms = "|".join(f"{row.sold_during}{row.amount}{row.charge_due_on}{row.digest}" for row in rows)
    gifts = "|".join(f"{place}{one.item.pk}{one.receiver and one.receiver.canonical_id}{one.to}" for place, one in given)
    return hashlib.sha256(f"{terms}#{gifts}".encode()).hexdigest()
