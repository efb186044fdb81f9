"""Renew a fixed term because the customer asks, where nothing is renewed otherwise; and take that back while nobody has invoiced it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.catalog.models.price import FIXED
from abonent.editions.models.lead_time import START
from abonent.editions.queries import issues
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Expiry, Grace, RenewalPlan, RenewalRequest, Subscription, Term
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import EFFECT_CHANGED, ends_on
from abonent.subscriptions.operations.early_ends import is_unmade, unmake_terms
from abonent.subscriptions.operations.entitle import entitle
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.plan_key import forget_plan, plan_key
from abonent.subscriptions.operations.plan_terms import plan_terms
from abonent.subscriptions.operations.promises import affected
from abonent.subscriptions.queries import leading_edition
from abonent.subscriptions.rules.reasons import REASONS

ONE_DAY = timedelta(days=1)


class CannotRenew(Refusal):
    """A term that cannot be renewed as asked; each sentence may be read to a customer."""

    sentences = {
        "renewal.by_itself": _("The subscription goes on by itself; nothing has to be renewed."),
        "renewal.cancelled": _("The subscription is cancelled and ends on %(day)s. Take the cancellation back first."),
        "renewal.ended": _("The subscription ends on %(day)s, so the term does not come anyway. Take the cancellation back first."),
        "renewal.already": _("It is renewed until %(day)s already."),
        "renewal.too_late": _("It ended on %(day)s, and the grace after it is over. Take a new order."),
        "renewal.resting": _("The subscription is paused without an end. Resume it first."),
        "renewal.withdrawn": _("This is taken back already."),
        "renewal.invoiced": _("The term is invoiced already. Cancel the subscription instead."),
        "renewal.effect_changed": EFFECT_CHANGED,
        **REASONS,
    }


@dataclass(frozen=True)
class RenewalEffect:
    """What renewing does: the days of the next term and of its papers, its price, how many copies of it came in grace; `digest` names exactly this."""

    during: Any
    amount: Decimal
    currency: str
    invoice_on: date
    papers: tuple[date, ...]
    grace_copies: int
    until: datetime | None

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self.during, self.amount, self.invoice_on)


def preview_renewal(*, subscription: Subscription, today: date) -> RenewalEffect:
    """What renewing would do; nothing is kept."""
    return foresee(lambda: _renewed(subscription, None, today)[1])


def renew_subscription(*, subscription: Subscription, actor: StaffUser | None, today: date, effect: str | None = None) -> RenewalRequest:
    """Make the next term of whoever asks for it, from where the latest ends. With `effect` only if it still does what was shown."""
    with change_by(actor, "renew_subscription"):
        request, done = _renewed(subscription, actor, today)
        insist(done, effect, CannotRenew("renewal.effect_changed"))
        record_act(
            actor=actor,
            verb="renew_subscription",
            subject_kind="subscription",
            subject_ids=[subscription.pk],
            inverse={"verb": "withdraw_renewal", "request": request.pk, "number": subscription.number},
            until=done.until,
        )
    return request


def withdraw_renewal(*, request: RenewalRequest, actor: StaffUser | None, today: date) -> RenewalRequest:
    """Let the term not have been asked for; refused once it is invoiced."""
    subscription = request.subscription
    with change_by(actor, "withdraw_renewal"):
        lock(subscription)
        locked = RenewalRequest.objects.select_for_update().get(pk=request.pk)
        if locked.withdrawn_at is not None:
            raise CannotRenew("renewal.withdrawn")
        term = subscription.terms.filter(ordinal=locked.term_ordinal).first()
        if term is None:
            _refuse_ended(subscription)
        else:
            _unmake_from(subscription, term)
        locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
        locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
        entitle(subscriptions=[subscription.pk])
        record_act(actor=actor, verb="withdraw_renewal", subject_kind="subscription", subject_ids=[subscription.pk])
    return locked


def _unmake_from(subscription: Subscription, term: Term) -> None:
    first = term.during.lower
    beyond = statements.rows("subscriptions/rest_of_terms", subscription=subscription.pk, day=first)
    if not all(is_unmade(row, first) for row in beyond):
        raise CannotRenew("renewal.invoiced")
    unmake_terms([row.term_id for row in beyond])
    statements.run("subscriptions/recompute_expiry", subscription=subscription.pk)


def _refuse_ended(subscription: Subscription) -> None:
    """A term that a stop has unmade comes again with the subscription; one that waits for somebody to resume was not made yet."""
    ended = ends_on(subscription)
    if ended:
        raise CannotRenew("renewal.ended", day=ended - ONE_DAY)


def _renewed(subscription: Subscription, actor: StaffUser | None, today: date) -> tuple[RenewalRequest, RenewalEffect]:
    expiry = lock(subscription)
    _check(subscription, expiry, today)
    request = RenewalRequest.objects.create(subscription=subscription, term_ordinal=expiry.term_ordinal + 1, asked_by=actor)
    run = plan_key()
    plan_terms(run=run, entity=subscription.entity_id, as_of=today, subscriptions=[subscription.pk])
    planned = RenewalPlan.objects.filter(run_id=run).order_by("ordinal").first()
    if planned is None:
        raise CannotRenew("renewal.resting")
    if planned.amount is None:
        raise CannotRenew(planned.finding)
    make_terms(run=run, made_by=None, today=today)
    forget_plan(run=run)
    reached = affected(subscription, START, on_or_after=today) if subscription.is_delivered else None
    return request, RenewalEffect(
        during=planned.sold_during,
        amount=planned.amount,
        currency=planned.currency,
        invoice_on=planned.charge_due_on,
        papers=tuple(_papers(subscription, planned.sold_during.lower, planned.sold_during.upper)),
        grace_copies=len(_papers(subscription, expiry.expires_on, today)) * subscription.copies,
        until=reached.cut_off_at if reached else None,
    )


def _check(subscription: Subscription, expiry: Expiry, today: date) -> None:
    ended = ends_on(subscription)
    if ended:
        raise CannotRenew("renewal.cancelled", day=ended - ONE_DAY)
    if subscription.product.renews != Product.ASKED or subscription.term_kind != FIXED:
        raise CannotRenew("renewal.by_itself")
    if subscription.terms.filter(ordinal=expiry.term_ordinal, during__startswith__gt=today).exists():
        raise CannotRenew("renewal.already", day=expiry.expires_on - ONE_DAY)
    grace = Grace.objects.get(subscription=subscription)
    if expiry.expires_on <= today and grace.is_over(today):
        raise CannotRenew("renewal.too_late", day=expiry.expires_on - ONE_DAY)


def _papers(subscription: Subscription, first: date, until: date) -> list[date]:
    """The days of its papers from one day until before another; none where it brings none, or the second is not after the first."""
    edition = leading_edition(subscription.product) if subscription.is_delivered else None
    found = issues(edition=edition, first=first, until=until, weekdays=subscription.weekdays) if edition else []
    return [issue.published_on for issue in found]
