"""Let another pay, order or mediate from a day on, and take that back. What a form shows first is the very plan that saving commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.charges.models import Charge
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Agent, EarlyEnd, Party, RenewalPlan, Subscription, Term
from abonent.subscriptions.models.party import AGENT, PAYER
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import EFFECT_CHANGED, refuse_after_the_end
from abonent.subscriptions.operations.credit import credit_of_plan, lock_limits
from abonent.subscriptions.operations.early_ends import is_unmade, make_again, unmake_terms


class CannotChangeParty(Refusal):
    """Another who cannot pay, order or mediate as asked; each sentence may be read to a customer."""

    sentences = {
        "party.unchanged_payer": _("%(name)s pays already."),
        "party.unchanged_orderer": _("%(name)s is the orderer already."),
        "party.unchanged_agent": _("%(name)s is the agent already."),
        "party.no_agent_yet": _("No agent mediates this subscription. Choose one."),
        "party.nobody": _("Say who it is."),
        "party.no_agent": _("%(name)s is no agent. Choose one, or say on his page that he is."),
        "party.past": _("%(day)s is past. What was charged stays; another can have the role from today at the earliest."),
        "party.before_start": _("The subscription begins on %(day)s; nobody else can have the role before."),
        "party.after_the_end": _("The subscription ends on %(day)s, before that would change."),
        "party.stopped_early": _("The subscription is cancelled and what is left of it is settled. Take the cancellation back first."),
        "party.planned": _("From %(day)s another is agreed already. Take that back first, or choose a later day."),
        "party.gift": _("A gift is paid by whoever gives it. Let it end, and take an order for the time after it."),
        "party.no_price": _("The price list has no price for the term from %(day)s if %(name)s pays. Add one to the list first."),
        "party.over_credit": _(
            "%(name)s may owe %(limit)s and has used %(used)s. What he would take over adds %(adds)s, which is %(over)s too much."
        ),
        "party.withdrawn": _("This is taken back already."),
        "party.changed_since": _("It was changed again since. Take that back first."),
        "party.invoiced": _("The term from %(day)s is invoiced to %(name)s already. Let another pay from a later day instead."),
        "party.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True, kw_only=True)
class AskedParty:
    """Who is to have which role, and from which day; nobody ends an agent's part."""

    role: str
    customer: Customer | None
    from_on: date


@dataclass(frozen=True)
class PaidTerm:
    """A term that is sold beyond the day of a change. One that is `moved` waited to be invoiced and is made again, for the new payer at his
    price; any other stays with who pays it, `waiting` to be invoiced or not. Both days belong to it."""

    first: date
    last_before: date
    price_before: Decimal
    price: Decimal
    moved: bool
    waiting: bool


@dataclass(frozen=True)
class PartyEffect:
    """What another payer, orderer or agent means; `digest` names exactly this. `next_term_on` is the day of the first term that is not made."""

    role: str
    customer_id: int | None
    name: str
    former: str
    from_on: date
    terms: tuple[PaidTerm, ...]
    next_term_on: date
    currency: str

    @property
    def moved(self) -> tuple[PaidTerm, ...]:
        """The terms that the new payer takes over."""
        return tuple(term for term in self.terms if term.moved)

    @property
    def stays(self) -> tuple[PaidTerm, ...]:
        """The terms that stay with whoever pays them."""
        return tuple(term for term in self.terms if not term.moved)

    @property
    def amount(self) -> Decimal:
        """What the new payer takes over of what is sold already."""
        return sum((term.price for term in self.moved), Decimal(0))

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self.role, self.customer_id, self.former, self.from_on, self.terms, self.next_term_on)


def preview_party(*, subscription: Subscription, asked: AskedParty, today: date) -> PartyEffect:
    """What another payer, orderer or agent would mean; nothing is kept."""
    return foresee(lambda: _changed(subscription, asked, None, today)[1])


def change_party(
    *, subscription: Subscription, asked: AskedParty, actor: StaffUser | None, today: date, effect: str | None = None
) -> Party:
    """Let another have a role from a day on. With `effect` only if it still does what was shown. Can be undone until a term is invoiced
    to a new payer."""
    with change_by(actor, "change_party"):
        party, done = _changed(subscription, asked, actor, today)
        insist(done, effect, CannotChangeParty("party.effect_changed"))
        record_act(
            actor=actor,
            verb="change_party",
            subject_kind="subscription",
            subject_ids=[subscription.pk],
            inverse={"verb": "withdraw_party", "party": party.pk, "number": subscription.number},
        )
    return party


def withdraw_party(*, party: Party, actor: StaffUser | None, today: date) -> Party:
    """Let whoever had the role before go on in it; terms that nobody has invoiced are his again."""
    subscription = party.subscription
    with change_by(actor, "withdraw_party"):
        lock(subscription)
        locked = Party.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=party.pk)
        unmade = _check_withdrawal(locked, subscription)
        locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
        locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
        former = locked.replaces
        if former:
            former.during, former.withdrawn_by, former.withdrawn_at = period(former.during.lower, None), None, None
            former.save(update_fields=["during", "withdrawn_by", "withdrawn_at"])
        if locked.role == PAYER:
            assert former is not None and former.customer_id is not None  # somebody has always paid
            _let_pay(subscription, former.customer_id, unmade, today)
        record_act(actor=actor, verb="withdraw_party", subject_kind="subscription", subject_ids=[subscription.pk])
    return locked


def holder_of(subscription: Subscription, role: str) -> Customer | None:
    """Who has a role in the end, once every change that is agreed has come."""
    standing = _standing(subscription, role)
    if standing or role == AGENT:
        return standing.customer if standing else None
    if role == PAYER:
        return subscription.payer
    first = subscription.parties.filter(role=PAYER, withdrawn_at=None).select_related("customer").order_by("during").first()
    return first.customer if first else subscription.payer


def _standing(subscription: Subscription, role: str) -> Party | None:
    return subscription.parties.filter(role=role, withdrawn_at=None, during__upper_inf=True).select_related("customer").first()


def _changed(subscription: Subscription, asked: AskedParty, actor: StaffUser | None, today: date) -> tuple[Party, PartyEffect]:
    expiry = lock(subscription)
    fresh = Subscription.objects.select_related("payer", "price_list").get(pk=subscription.pk)
    former = holder_of(fresh, asked.role)
    _check_who(asked, former)
    _check_day(fresh, asked, today)
    party = _take_over(fresh, asked, former, actor)
    terms: list[PaidTerm] = []
    if asked.role == PAYER and asked.customer:
        _check_payer(fresh)
        beyond = _terms_beyond(fresh, asked.from_on)
        unmade = [row for row in beyond if is_unmade(row, asked.from_on)]
        _let_pay(fresh, asked.customer.canonical_id, unmade, today, name=asked.customer.name)
        terms = _paid(fresh, beyond, unmade)
        expiry.refresh_from_db()
    return party, PartyEffect(
        role=asked.role,
        customer_id=party.customer_id,
        name=asked.customer.name if asked.customer else "",
        former=former.name if former else "",
        from_on=asked.from_on,
        terms=tuple(terms),
        next_term_on=expiry.expires_on,
        currency=fresh.price_list.currency,
    )


def _check_who(asked: AskedParty, former: Customer | None) -> None:
    if asked.customer is None:
        if asked.role != AGENT:
            raise CannotChangeParty("party.nobody")
        if former is None:
            raise CannotChangeParty("party.no_agent_yet")
        return
    if former and former.canonical_id == asked.customer.canonical_id:
        raise CannotChangeParty(f"party.unchanged_{asked.role}", name=asked.customer.name)
    if asked.role == AGENT and not Agent.objects.filter(customer=asked.customer.canonical_id, retired=False).exists():
        raise CannotChangeParty("party.no_agent", name=asked.customer.name)


def _check_day(subscription: Subscription, asked: AskedParty, today: date) -> None:
    if asked.from_on < subscription.started_on:
        raise CannotChangeParty("party.before_start", day=subscription.started_on)
    if asked.from_on < today:
        raise CannotChangeParty("party.past", day=asked.from_on)
    refuse_after_the_end(subscription, asked.from_on, CannotChangeParty, "party.after_the_end")
    standing = _standing(subscription, asked.role)
    agreed = standing and (standing.during.lower > asked.from_on or standing.replaces_id and standing.during.lower == asked.from_on)
    if standing and agreed:
        raise CannotChangeParty("party.planned", day=standing.during.lower)


def _check_payer(subscription: Subscription) -> None:
    if hasattr(subscription, "gift"):
        raise CannotChangeParty("party.gift")
    if EarlyEnd.objects.filter(cancellation__subscription=subscription, withdrawn_at=None).exists():
        raise CannotChangeParty("party.stopped_early")


def _take_over(subscription: Subscription, asked: AskedParty, former: Customer | None, actor: StaffUser | None) -> Party:
    """The row of the new one, and before it that of the former: his days end where these begin; without a day left he never had the role."""
    standing = _standing(subscription, asked.role)
    if standing is None and former:
        standing = Party.objects.create(
            subscription=subscription, role=asked.role, customer=former, during=period(subscription.started_on, None), placed_by=actor
        )
    if standing and standing.during.lower < asked.from_on:
        standing.during = period(standing.during.lower, asked.from_on)
        standing.save(update_fields=["during"])
    elif standing:
        standing.withdrawn_by, standing.withdrawn_at = actor, clock.now()
        standing.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return Party.objects.create(
        subscription=subscription,
        role=asked.role,
        customer_id=asked.customer.canonical_id if asked.customer else None,
        during=period(asked.from_on, None),
        replaces=standing,
        placed_by=actor,
    )


def _let_pay(subscription: Subscription, payer_id: int, unmade: list[Any], today: date, *, name: str = "") -> None:
    """Let somebody pay the terms that are made from now on, and make those again that nobody has invoiced. Held to his credit limit where
    he is named: what goes back to the former payer was his."""
    Subscription.objects.filter(pk=subscription.pk).update(payer=payer_id)
    if not unmade:
        return
    unmake_terms([row.term_id for row in unmade])
    statements.run("subscriptions/recompute_expiry", subscription=subscription.pk)
    make_again(subscription, today, heed=lambda run: _check_plan(run, name) if name else None)


def _check_plan(run: int, name: str) -> None:
    unpriced = RenewalPlan.objects.filter(run_id=run, amount=None).order_by("ordinal").first()
    if unpriced:
        raise CannotChangeParty("party.no_price", day=unpriced.sold_during.lower, name=name)
    lock_limits(run)
    exceeded = next((credit for credit in credit_of_plan(run) if credit.over), None)
    if exceeded:
        raise CannotChangeParty("party.over_credit", **exceeded.said())


def _check_withdrawal(party: Party, subscription: Subscription) -> list[Any]:
    """Refuse what cannot be taken back; returns the terms of a new payer that nobody has invoiced."""
    if party.withdrawn_at is not None:
        raise CannotChangeParty("party.withdrawn")
    if not party.during.upper_inf:
        raise CannotChangeParty("party.changed_since")
    if party.role != PAYER:
        return []
    _check_payer(subscription)
    beyond = _terms_beyond(subscription, party.during.lower)
    unmade = [row for row in beyond if is_unmade(row, party.during.lower)]
    others = [row for row in beyond if row not in unmade]
    his = Charge.objects.filter(source_kind="term", source_id__in=[row.term_id for row in others], payer=party.customer_id)
    invoiced = next((row for row in others if row.term_id in set(his.values_list("source_id", flat=True))), None)
    if invoiced:
        assert party.customer is not None  # of payers there is always one
        raise CannotChangeParty("party.invoiced", day=invoiced.during.lower, name=party.customer.name)
    return unmade


def _terms_beyond(subscription: Subscription, day: date) -> list[Any]:
    return statements.rows("subscriptions/rest_of_terms", subscription=subscription.pk, day=day)


def _paid(subscription: Subscription, beyond: list[Any], unmade: list[Any]) -> list[PaidTerm]:
    """The terms beyond the day of a change as it leaves them, in order."""
    moved = {row.ordinal for row in unmade}
    again = {term.ordinal: term for term in Term.objects.filter(subscription=subscription, ordinal__in=moved)}
    return [
        PaidTerm(
            first=row.during.lower,
            last_before=row.during.upper,
            price_before=row.amount,
            price=again[row.ordinal].amount if row.ordinal in again else row.amount,
            moved=row.ordinal in again,
            waiting=row.due_on is not None,
        )
        for row in beyond
        if row.ordinal not in moved or row.ordinal in again
    ]
