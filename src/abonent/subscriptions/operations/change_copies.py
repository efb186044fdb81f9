"""Let another number of copies come from an issue on, and take that back. What a form shows first is the very plan that saving commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.editions.models.lead_time import COPIES
from abonent.editions.promise_clock import Affected
from abonent.editions.queries import issues, next_issue
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import CopiesChange, CopiesSettlement, EarlyEnd, Expiry, Subscription, Term
from abonent.subscriptions.operations.cancel import lock
from abonent.subscriptions.operations.changes import EFFECT_CHANGED, LOOK_AHEAD, ends_on, refuse_after_the_end
from abonent.subscriptions.operations.early_ends import is_unmade, make_again, unmake_terms
from abonent.subscriptions.operations.promises import affected, record_promise
from abonent.subscriptions.operations.settle_copies import settle_copies
from abonent.subscriptions.operations.share import refuse_without_seats
from abonent.subscriptions.operations.standing import next_invoice_of
from abonent.subscriptions.queries import leading_edition

ONE_DAY = timedelta(days=1)
# More is a print order of its own, or a slip of the finger.
MOST_COPIES = 9_999


class CannotChangeCopies(Refusal):
    """A number of copies that cannot be as asked; each sentence may be read to a customer."""

    sentences = {
        "copies.too_few": _("The quantity is at least one. To get none, pause the subscription or cancel it."),
        "copies.too_many": _("%(copies)s is more than the %(most)s that one subscription can have. Look at the quantity once more."),
        "copies.unchanged": _("%(copies)s is the quantity already."),
        "copies.past": _("%(day)s is past. The quantity can change from %(earliest)s at the earliest."),
        "copies.before_start": _("The subscription begins on %(day)s; the quantity cannot change before."),
        "copies.too_late": _("The paper of %(issue)s is counted already. The quantity can change from %(earliest)s at the earliest."),
        "copies.not_sold": _("The subscription is sold until %(day)s so far. Let the quantity change from the day after at the latest."),
        "copies.after_the_end": _("The subscription ends on %(day)s, before the quantity would change."),
        "copies.stopped_early": _("The subscription is cancelled and what is left of it is settled. Take the cancellation back first."),
        "copies.planned": _("From %(day)s %(copies)s are agreed already. Take that back first, or choose a later day."),
        "copies.no_price": _("The price list has no price for %(copies)s in the term from %(day)s. Add one to the list first."),
        "copies.free_term": _(
            "The term costs nothing, so another quantity has no price. Let the quantity change with the next term, on %(day)s."
        ),
        "copies.no_calendar": _("The issues of the term are not made yet, so their worth is not known. Make the calendar longer first."),
        "copies.members": _(
            "From %(day)s %(taken)s members have seats, and there would be %(seats)s. End the seats of some of them first."
        ),
        "copies.withdrawn": _("This is taken back already."),
        "copies.changed_since": _("The quantity was changed again since. Take that back first."),
        "copies.papers_sent": _("The paper of %(issue)s is counted with the new quantity already. Change the quantity again instead."),
        "copies.renewed": _("The term from %(day)s is invoiced for the new quantity already. Change the quantity again instead."),
        "copies.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True, kw_only=True)
class AskedCopies:
    """How many copies are to come, and from which day."""

    copies: int
    from_on: date


@dataclass(frozen=True)
class SettledTerm:
    """What a change makes of a term: its price for the old and the new number, and what is charged or credited for `issues` of `sold`.

    `made_again` is one that nobody has invoiced and that begins with the new number.
    """

    first: date
    last_before: date
    by_issues: bool
    sold: int
    issues: int
    price_before: Decimal
    price_after: Decimal
    amount: Decimal
    made_again: bool


@dataclass(frozen=True)
class CopiesEffect:
    """What another number of copies does; `digest` names exactly this. `papers` are the days on which it comes, as far as anybody plans."""

    from_on: date
    copies_before: int
    copies: int
    settled: tuple[SettledTerm, ...]
    papers: tuple[date, ...]
    currency: str
    affected: Affected | None
    invoice_on: date | None
    invoice_before: Decimal
    invoice_after: Decimal

    @property
    def amount(self) -> Decimal:
        """What is charged (above zero) or credited, of all terms that are sold."""
        return sum((term.amount for term in self.settled), Decimal(0))

    @property
    def until(self) -> datetime | None:
        """The moment until which it can be undone."""
        return self.affected.cut_off_at if self.affected else None

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self.from_on, self.copies_before, self.copies, self.settled, self.papers[:1], self.invoice_on,
                         self.invoice_before, self.invoice_after)  # fmt: skip


def preview_copies(*, subscription: Subscription, asked: AskedCopies, today: date) -> CopiesEffect:
    """What another number of copies would do; nothing is kept."""
    return foresee(lambda: _changed(subscription, asked, None, today)[1])


def change_copies(
    *, subscription: Subscription, asked: AskedCopies, actor: StaffUser | None, today: date, effect: str | None = None
) -> CopiesChange:
    """Let another number of copies come from a day on. With `effect` only if it still does what was shown. Can be undone until the
    first paper with the new number is counted."""
    with change_by(actor, "change_copies"):
        change, done = _changed(subscription, asked, actor, today)
        insist(done, effect, CannotChangeCopies("copies.effect_changed"))
        act = record_act(
            actor=actor,
            verb="change_copies",
            subject_kind="subscription",
            subject_ids=[subscription.pk],
            inverse={"verb": "withdraw_copies", "change": change.pk, "number": subscription.number},
            until=done.until,
        )
        record_promise(act=act, subscription=subscription, change=COPIES, first=done.affected)
    return change


def withdraw_copies(*, change: CopiesChange, actor: StaffUser | None, today: date) -> CopiesChange:
    """Let the former number come, while no paper was counted with the new one; what was charged or credited is evened out."""
    subscription = change.subscription
    with change_by(actor, "withdraw_copies"):
        expiry = lock(subscription)
        locked = CopiesChange.objects.select_for_update().get(pk=change.pk)
        _check_withdrawal(locked, subscription)
        locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
        locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
        _hold_to(expiry, locked.copies_before, locked.from_on, today)
        refuse_without_seats(subscription, CannotChangeCopies, "copies.members")
        record_act(actor=actor, verb="withdraw_copies", subject_kind="subscription", subject_ids=[subscription.pk])
    return locked


def earliest_copies(subscription: Subscription, today: date) -> date:
    """The first day from which another number can still come: that of the first paper that is not counted yet, else today."""
    begins = max(today, subscription.started_on)
    reached = affected(subscription, COPIES, on_or_after=begins) if subscription.is_delivered else None
    return reached.published_on if reached else begins


def _changed(subscription: Subscription, asked: AskedCopies, actor: StaffUser | None, today: date) -> tuple[CopiesChange, CopiesEffect]:
    expiry = lock(subscription)
    now = Subscription.objects.get(pk=subscription.pk).copies
    _check_number(asked.copies, now)
    _check_day(subscription, asked, expiry, today)
    beyond = statements.rows("subscriptions/rest_of_terms", subscription=subscription.pk, day=asked.from_on)
    if not all(row.has_calendar for row in beyond if not is_unmade(row, asked.from_on)):
        raise CannotChangeCopies("copies.no_calendar")
    before = next_invoice_of(subscription, today)
    change = CopiesChange.objects.create(
        subscription=subscription, from_on=asked.from_on, copies=asked.copies, copies_before=now, changed_by=actor
    )
    unmade = _hold_to(expiry, asked.copies, asked.from_on, today)
    refuse_without_seats(subscription, CannotChangeCopies, "copies.members")
    _check_prices(change)
    by_issues = subscription.is_delivered and leading_edition(subscription.product) is not None
    settled = [_settled(one, asked.from_on, by_issues) for one in _settlements(change)] + _made_again(subscription, unmade)
    after = next_invoice_of(subscription, today)
    return change, CopiesEffect(
        from_on=asked.from_on,
        copies_before=now,
        copies=asked.copies,
        settled=tuple(settled),
        papers=_papers(subscription, asked.from_on),
        currency=subscription.price_list.currency,
        affected=affected(subscription, COPIES, on_or_after=asked.from_on) if subscription.is_delivered else None,
        invoice_on=min(filter(None, (before.on, after.on)), default=None),
        invoice_before=before.amount,
        invoice_after=after.amount,
    )


def _hold_to(expiry: Expiry, copies: int, from_on: date, today: date) -> list[Any]:
    """Let what is made from now on be for a number, make again what nobody has invoiced, and settle the rest; returns what was made again."""
    subscription = expiry.subscription
    Subscription.objects.filter(pk=subscription.pk).update(copies=copies)
    beyond = statements.rows("subscriptions/rest_of_terms", subscription=subscription.pk, day=from_on)
    unmade = [row for row in beyond if is_unmade(row, from_on)]
    if unmade:
        unmake_terms([row.term_id for row in unmade])
        statements.run("subscriptions/recompute_expiry", subscription=subscription.pk)
        make_again(subscription, today)
    settle_copies(subscriptions=[subscription.pk], today=today)
    return unmade


def _check_number(copies: int, now: int) -> None:
    if copies < 1:
        raise CannotChangeCopies("copies.too_few")
    if copies > MOST_COPIES:
        raise CannotChangeCopies("copies.too_many", copies=copies, most=MOST_COPIES)
    if copies == now:
        raise CannotChangeCopies("copies.unchanged", copies=copies)


def _check_day(subscription: Subscription, asked: AskedCopies, expiry: Expiry, today: date) -> None:
    from_on, earliest = asked.from_on, earliest_copies(subscription, today)
    if EarlyEnd.objects.filter(cancellation__subscription=subscription, withdrawn_at=None).exists():
        raise CannotChangeCopies("copies.stopped_early")
    if from_on < subscription.started_on:
        raise CannotChangeCopies("copies.before_start", day=subscription.started_on)
    if from_on < today:
        raise CannotChangeCopies("copies.past", day=from_on, earliest=earliest)
    missed = _first_paper(subscription, from_on)
    if missed and missed < earliest:
        raise CannotChangeCopies("copies.too_late", issue=missed, earliest=earliest)
    refuse_after_the_end(subscription, from_on, CannotChangeCopies, "copies.after_the_end")
    if from_on > expiry.expires_on:
        raise CannotChangeCopies("copies.not_sold", day=expiry.expires_on - ONE_DAY)
    planned = subscription.copies_changes.filter(withdrawn_at=None, from_on__gte=from_on).order_by("from_on").first()
    if planned:
        raise CannotChangeCopies("copies.planned", day=planned.from_on, copies=planned.copies)


def _check_prices(change: CopiesChange) -> None:
    """Each term that is sold has a price for the new number, and one of its own to be compared with it."""
    for one in _settlements(change):
        if one.price is None:
            raise CannotChangeCopies("copies.no_price", copies=change.copies, day=one.term.during.lower)
        if one.amount and not one.term.amount:
            raise CannotChangeCopies("copies.free_term", day=one.term.during.upper)


def _check_withdrawal(change: CopiesChange, subscription: Subscription) -> None:
    if change.withdrawn_at is not None:
        raise CannotChangeCopies("copies.withdrawn")
    if subscription.copies_changes.filter(withdrawn_at=None, from_on__gt=change.from_on).exists():
        raise CannotChangeCopies("copies.changed_since")
    if EarlyEnd.objects.filter(cancellation__subscription=subscription, withdrawn_at=None).exists():
        raise CannotChangeCopies("copies.stopped_early")
    counted = _first_paper(subscription, change.from_on)
    reached = affected(subscription, COPIES) if counted else None
    if counted and (reached is None or counted < reached.published_on):
        raise CannotChangeCopies("copies.papers_sent", issue=counted)
    after = {"during__startswith__gte": change.from_on, "made_at__gte": change.changed_at}
    renewed = Term.objects.filter(subscription=subscription, copies=change.copies, **after)
    waiting = statements.rows("subscriptions/rest_of_terms", subscription=subscription.pk, day=change.from_on)
    remade = [row.term_id for row in waiting if is_unmade(row, change.from_on)]
    invoiced = renewed.exclude(pk__in=remade).order_by("ordinal").first()
    if invoiced:
        raise CannotChangeCopies("copies.renewed", day=invoiced.during.lower)


def _settlements(change: CopiesChange) -> list[CopiesSettlement]:
    return list(change.settlements.select_related("term").order_by("term__ordinal"))


def _settled(one: CopiesSettlement, from_on: date, by_issues: bool) -> SettledTerm:
    term, price = one.term, one.price or Decimal(0)
    first = max(term.during.lower, from_on)
    return SettledTerm(first, term.during.upper, by_issues, one.sold, one.issues, term.amount, price, one.amount, made_again=False)


def _made_again(subscription: Subscription, unmade: list[Any]) -> list[SettledTerm]:
    """The terms that begin with the new number, each beside what it was."""
    terms = {term.ordinal: term for term in Term.objects.filter(subscription=subscription, ordinal__in=[row.ordinal for row in unmade])}
    return [_again(row, terms[row.ordinal]) for row in unmade if row.ordinal in terms]


def _again(row: Any, term: Term) -> SettledTerm:
    more = term.amount - row.amount
    return SettledTerm(
        term.during.lower, term.during.upper, row.by_issues, row.sold, row.sold, row.amount, term.amount, more, made_again=True
    )


def _first_paper(subscription: Subscription, day: date) -> date | None:
    edition = leading_edition(subscription.product) if subscription.is_delivered else None
    issue = next_issue(edition=edition, on_or_after=day, weekdays=subscription.weekdays) if edition else None
    return issue.published_on if issue else None


def _papers(subscription: Subscription, first: date) -> tuple[date, ...]:
    edition = leading_edition(subscription.product) if subscription.is_delivered else None
    if edition is None:
        return ()
    until = ends_on(subscription) or first + LOOK_AHEAD
    return tuple(issue.published_on for issue in issues(edition=edition, first=first, until=until, weekdays=subscription.weekdays))
