"""Start subscriptions: the same statements as the renewal run, with a list of one or of a few."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from typing import Any

from django.db import connection, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList, Product, Promotion
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Expiry, RenewalPlan, Subscription
from abonent.subscriptions.operations.make_terms import forget_plan, make_terms
from abonent.subscriptions.operations.plan_terms import plan_terms
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
        "subscription.promotion_for_new": _(
            "The promotion %(promotion)s is for new customers. %(name)s has had something from this company."
        ),
        "subscription.promotion_for_former": _(
            "The promotion %(promotion)s is for former customers. %(name)s has something from this company now, or never had anything."
        ),
        "subscription.effect_changed": _("Something was changed meanwhile. Look at the new effect and save again."),
        **REASONS,
    }


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is ordered: who gets how many copies of what, who pays, for how long at a time, from which day."""

    product: Product
    price_list: PriceList
    subscriber: Customer
    starts_on: date
    term_kind: str
    term_unit: str
    term_length: int
    payer: Customer | None = None
    copies: int = 1
    weekdays: int | None = None
    delivery_method: str = "carrier"
    sales_channel: str = "desk"
    reference: str = ""
    promotion: Promotion | None = None


@dataclass(frozen=True)
class PlannedTerm:
    """A term as the plan has it: its days, what it costs and why, and when its charge is due to be invoiced."""

    during: Any
    amount: Decimal
    currency: str
    basis: str
    charge_due_on: date
    trace: list[dict[str, Any]]


@dataclass(frozen=True)
class StartEffect:
    """What an order would do; `digest` names it, so that saving can insist on exactly this."""

    terms: tuple[PlannedTerm, ...]
    digest: str


class _OnlyLooking(Exception):
    """Rolls a preview back."""


def start_subscription(*, order: Order, actor: StaffUser | None, today: date, effect: str | None = None) -> Subscription:
    """Take an order: the subscription, its first term and the charge. With `effect` only if it still does what was shown."""
    return start_subscriptions(orders=[order], actor=actor, today=today, effect=effect)[0]


def start_subscriptions(*, orders: Iterable[Order], actor: StaffUser | None, today: date, effect: str | None = None) -> list[Subscription]:
    """Take many orders, at most 500 of a company in one transaction; one that begins in the past gets every term since. In the order they came."""
    asked = list(orders)
    started: dict[int, Subscription] = {}
    by_entity = sorted(range(len(asked)), key=lambda place: asked[place].product.entity_id)
    for _entity, places in groupby(by_entity, key=lambda place: asked[place].product.entity_id):
        for batch in _batches(places):
            made = _start_batch([asked[place] for place in batch], actor=actor, today=today, effect=effect)
            started |= zip(batch, made, strict=True)
    return [started[place] for place in range(len(asked))]


def preview_start(*, order: Order, today: date) -> StartEffect:
    """What taking the order would do, by the plan that saving commits; nothing is kept."""
    effects: list[StartEffect] = []
    try:
        with transaction.atomic():
            clock.hand_over()
            run = _plan(_write_subscriptions([order], None, today), order.product.entity, today)
            effects.append(_effect(run))
            raise _OnlyLooking
    except _OnlyLooking:
        return effects[0]


def _start_batch(orders: Sequence[Order], *, actor: StaffUser | None, today: date, effect: str | None) -> list[Subscription]:
    with transaction.atomic():
        clock.hand_over()
        subscriptions = _write_subscriptions(orders, actor, today)
        run = _plan(subscriptions, orders[0].product.entity, today)
        if effect is not None and _effect(run).digest != effect:
            raise CannotStart("subscription.effect_changed")
        make_terms(run=run, made_by=None, today=today)
        forget_plan(run=run)
        act = record_act(
            actor=actor, verb="start_subscription", subject_kind="subscription", subject_ids=[made.pk for made in subscriptions]
        )
        promise_starts(act=act, subscriptions=subscriptions, today=today)
        end_trials(subscriptions, actor=actor)
    return subscriptions


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
        payer_id=(order.payer or order.subscriber).canonical_id,
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


def _plan(subscriptions: Sequence[Subscription], entity: LegalEntity, today: date) -> int:
    """Plan the first terms under a key of their own; refuses if one cannot be made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('run_id_seq')")
        run: int = cursor.fetchone()[0]
    plan_terms(run=run, entity=entity.pk, as_of=today, subscriptions=[subscription.pk for subscription in subscriptions])
    unmade = RenewalPlan.objects.filter(run_id=run, amount=None).order_by("ordinal").first()
    if unmade:
        raise CannotStart(unmade.finding)
    return run


def _effect(run: int) -> StartEffect:
    rows = statements.rows("subscriptions/planned_terms", run=run)
    text = "|".join(f"{row.sold_during}{row.amount}{row.charge_due_on}{row.digest}" for row in rows)
    terms = tuple(
        PlannedTerm(row.sold_during, row.amount, row.currency, row.basis, row.charge_due_on, json.loads(row.steps or "[]")) for row in rows
    )
    return StartEffect(terms, hashlib.sha256(text.encode()).hexdigest())


def _batches(places: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(places)
    while batch := list(islice(waiting, AT_A_TIME)):
        yield batch
