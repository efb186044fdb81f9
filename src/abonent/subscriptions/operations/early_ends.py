"""End terms before the day they were sold to, give back what does not come any more, and let all that be as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from abonent.charges.operations import withdraw_charges, write_charges
from abonent.kit import clock, statements
from abonent.subscriptions.models import Cancellation, EarlyEnd, Subscription
from abonent.subscriptions.operations.entitle import entitle
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.plan_key import forget_plan, plan_key
from abonent.subscriptions.operations.plan_terms import plan_terms
from abonent.subscriptions.operations.settle import CalendarTooShort, settle_pauses
from abonent.subscriptions.rules.rest_of_term import SoldTerm, rest_of_term


@dataclass(frozen=True)
class EndedTerm:
    """What a stop does to one term: `taken_back` is one that nobody has invoiced and that does not begin any more."""

    first: date
    last_before: date
    by_issues: bool
    sold: int
    issues: int
    price: Decimal
    amount: Decimal
    taken_back: bool


def end_terms(*, cancellation: Cancellation, today: date) -> tuple[EndedTerm, ...]:
    """Let nothing be delivered from the day of a stop on. In the caller's transaction, which holds the lock on where terms end."""
    subscription, day = cancellation.subscription, cancellation.from_on
    beyond = statements.rows("subscriptions/rest_of_terms", subscription=subscription.pk, day=day)
    unmade = [row for row in beyond if is_unmade(row, day)]
    cut = [row for row in beyond if row not in unmade]
    if cancellation.gives_back and not all(row.has_calendar for row in cut):
        raise CalendarTooShort
    ended = [_cut(cancellation, row) for row in cut] + [_taken_back(row) for row in unmade]
    if unmade:
        cancellation.unmade_terms = len(unmade)
        cancellation.save(update_fields=["unmade_terms"])
        unmake_terms([row.term_id for row in unmade])
    statements.run("subscriptions/end_terms_early", cancellation=cancellation.pk)
    statements.run("subscriptions/recompute_expiry", subscription=subscription.pk)
    entitle(subscriptions=[subscription.pk])
    _write_credits(cancellation, today)
    return tuple(ended)


def restore_terms(*, cancellation: Cancellation, today: date) -> None:
    """Give the terms their days and their price again, and make those again that were taken back."""
    subscription = cancellation.subscription
    EarlyEnd.objects.filter(cancellation=cancellation).update(withdrawn_at=clock.now(), issues=0, amount=0, digital_amount=None)
    withdraw_charges(charges="subscriptions/stop_credits_to_withdraw", cancellation=cancellation.pk)
    statements.run("subscriptions/restore_ended_terms", cancellation=cancellation.pk)
    statements.run("subscriptions/recompute_expiry", subscription=subscription.pk)
    entitle(subscriptions=[subscription.pk])
    _write_credits(cancellation, today)
    # Pauses that were placed, changed or taken back while the stop stood were not settled with the terms that it had ended.
    pauses = list(subscription.pauses.values_list("pk", flat=True))
    settle_pauses(subscriptions=[subscription.pk], pauses=pauses, today=today)
    if cancellation.unmade_terms:
        make_again(subscription, today)


def make_again(subscription: Subscription, today: date, *, heed: Callable[[int], None] = lambda run: None) -> None:
    """What the renewal run has made of a subscription by today. `heed` looks at the plan first and may refuse."""
    run = plan_key()
    plan_terms(run=run, entity=subscription.entity_id, as_of=today, subscriptions=[subscription.pk])
    heed(run)
    make_terms(run=run, made_by=None, today=today)
    forget_plan(run=run)
    entitle(subscriptions=[subscription.pk])


def is_unmade(row: Any, day: date) -> bool:
    """Nobody was told of a term that has not begun and waits to be invoiced; what pauses credited of it was told."""
    return row.during.lower >= day and row.due_on is not None and not row.settled


def _cut(cancellation: Cancellation, row: Any) -> EndedTerm:
    paper, digital = parts_of(row)
    rest = rest_of_term(paper)
    digital_amount = rest_of_term(digital).amount if digital and cancellation.gives_back else None
    amount = rest.amount + (digital_amount or 0) if cancellation.gives_back else Decimal(0)
    EarlyEnd.objects.create(
        cancellation=cancellation,
        term_id=row.term_id,
        during_before=row.during,
        ends_on=cancellation.from_on,
        sold=row.sold,
        issues=rest.issues,
        amount=amount,
        digital_amount=digital_amount,
    )
    return _ended(row, rest.issues, amount, taken_back=False)


def parts_of(row: Any) -> tuple[SoldTerm, SoldTerm | None]:
    """A term of `rest_of_terms` for the rule. Where the digital edition went on in a pause, it came on more days than the paper and has a
    rest of its own."""
    whole = SoldTerm(
        price=row.amount,
        sold=row.sold,
        brought=row.brought,
        credited=row.credited,
        credited_amount=row.credited_amount,
        decimals=row.decimals,
        copies_amount=row.copies_amount,
        copies_ahead=row.copies_ahead,
    )
    if not row.digital_amount or (row.readable, row.credited_readable) == (row.brought, row.credited):
        return whole, None
    share = row.digital_amount / row.amount
    digital = SoldTerm(
        price=row.digital_amount,
        sold=row.sold,
        brought=row.readable,
        credited=row.credited_readable,
        credited_amount=row.digital_amount - row.digital_left,
        decimals=row.decimals,
        copies_ahead=row.copies_ahead * share,
    )
    paper = replace(
        whole,
        price=whole.price - digital.price,
        credited_amount=whole.credited_amount - whole.copies_amount - digital.credited_amount,
        copies_amount=Decimal(0),
        copies_ahead=whole.copies_ahead - digital.copies_ahead,
    )
    return paper, digital


def _taken_back(row: Any) -> EndedTerm:
    return _ended(row, row.sold, Decimal(0), taken_back=True)


def _ended(row: Any, issues: int, amount: Decimal, *, taken_back: bool) -> EndedTerm:
    return EndedTerm(
        row.during.lower, row.during.upper, row.by_issues, row.sold, issues, row.amount + row.copies_amount, amount, taken_back
    )


def unmake_terms(terms: Sequence[int]) -> None:
    withdraw_charges(charges="subscriptions/charges_of_unmade", terms=list(terms))
    statements.run("subscriptions/forget_adjustments", terms=list(terms))
    statements.run("subscriptions/unmake_terms", terms=list(terms))


def _write_credits(cancellation: Cancellation, today: date) -> None:
    statements.run("subscriptions/make_work_credit")
    statements.run("subscriptions/empty_work_credit")
    statements.run("subscriptions/find_stop_credits", cancellation=cancellation.pk)
    write_charges(charges="subscriptions/charges_of_stops", components="subscriptions/components_of_credits", today=today)
