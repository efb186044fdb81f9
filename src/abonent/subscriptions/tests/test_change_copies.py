"""Another number of copies from an issue on: what comes, what it costs or gives back, how it meets pauses, stops and renewals, the way back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from abonent.catalog.models import Price
from abonent.catalog.testing import prices_from
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import CopiesChange, CopiesSettlement, StopReason, Subscription
from abonent.subscriptions.operations import (
    AskedCopies,
    CannotChangeCopies,
    cancel_subscription,
    change_copies,
    install_stop_reasons,
    pause_subscription,
    preview_copies,
    set_pause_rule,
    withdraw_cancellation,
    withdraw_copies,
)
from abonent.subscriptions.operations.change_copies import earliest_copies
from abonent.subscriptions.operations.plan_terms import empty_work_tables, price_steps
from abonent.subscriptions.queries import issue_days
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "copies-change.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def three_months(with_issues, price_list):
    """Orders of three months from 1 May, 799.00 a copy and 750.00 from three copies on, 92 issues."""
    install_stop_reasons()
    version = prices_from("2025-01-01", price_list, {})
    Price.objects.create(version=version, product=with_issues, term_length=3, quantity_from=3, unit_price=Decimal("750.00"))
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2027-07-01")

    def ordered(copies=1):
        asked = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, copies=copies)
        return a_subscription(order=asked)

    return ordered


@pytest.fixture
def subscription(three_months):
    return three_months()


def change(subscription, copies, from_on, **said):
    asked = AskedCopies(copies=copies, from_on=day(from_on))
    return change_copies(subscription=subscription, asked=asked, actor=None, today=TODAY, **said)


def invoiced(subscription):
    OpenCharge.objects.filter(charge__source_kind="term", charge__source_id__in=subscription.terms.values("pk")).delete()


def charged():
    return [str(one.amount) for one in Charge.objects.filter(source_kind="copies_change").order_by("pk")]


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


def copies_on(subscription, text, viewer):
    found = issue_days([subscription], first=day(text), until=day(text).replace(day=day(text).day + 1), today=TODAY, viewer=viewer)
    return {one.copies for one in found[subscription.pk]}


@pytest.mark.day
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['before']} to {row['copies']} from {row['from']}")
def test_the_worked_table(three_months, row):
    subscription = three_months(int(row["before"]))
    invoiced(subscription)
    change(subscription, int(row["copies"]), row["from"])
    one = CopiesSettlement.objects.get()
    assert [str(one.term.amount), str(one.price), str(one.issues), str(one.amount)] == [
        row["price before"], row["price after"], row["issues"], row["charged"],
    ]  # fmt: skip
    assert (one.sold, charged()) == (92, [row["charged"]])
    assert sum(part.amount for part in ChargeComponent.objects.filter(charge__source_kind="copies_change")) == one.amount
    assert broken() == set()


def test_the_number_holds_from_the_issue_on_and_the_term_keeps_what_it_was_sold_for(subscription, desk):
    invoiced(subscription)
    viewer = desk.get("/").wsgi_request.user
    change(subscription, 2, "2026-07-17")
    term = subscription.terms.get()
    assert (term.copies, term.amount, term.during) == (1, Decimal("799.00"), period("2026-05-01", "2026-08-01"))
    assert copies_on(subscription, "2026-07-16", viewer) == {1}
    assert copies_on(subscription, "2026-07-17", viewer) == {2}
    charge = Charge.objects.get(source_kind="copies_change")
    assert (charge.during, charge.open.due_on) == (period("2026-07-17", "2026-08-01"), TODAY)


def test_what_nobody_has_invoiced_is_made_again_for_the_new_number(subscription):
    a_renewal_run(subscription.entity, TODAY)
    OpenCharge.objects.filter(charge__source_id=subscription.terms.get(ordinal=1).pk).delete()
    seen = preview_copies(subscription=subscription, asked=AskedCopies(copies=3, from_on=day("2026-08-01")), today=TODAY)
    assert [(one.made_again, one.price_before, one.price_after) for one in seen.settled] == [(True, Decimal("799.00"), Decimal("2250.00"))]
    assert (seen.invoice_before, seen.invoice_after) == (Decimal("799.00"), Decimal("2250.00"))
    made = change(subscription, 3, "2026-08-01", effect=seen.digest)
    assert [(term.copies, str(term.amount)) for term in subscription.terms.order_by("ordinal")] == [(1, "799.00"), (3, "2250.00")]
    assert (charged(), broken()) == ([], set())
    withdraw_copies(change=made, actor=None, today=TODAY)
    assert [(term.copies, str(term.amount)) for term in subscription.terms.order_by("ordinal")] == [(1, "799.00"), (1, "799.00")]
    assert broken() == set()


def test_renewals_are_for_the_new_number(subscription):
    invoiced(subscription)
    change(subscription, 3, "2026-07-17")
    a_renewal_run(subscription.entity, TODAY)
    latest = subscription.terms.latest("ordinal")
    assert (latest.copies, str(latest.amount)) == (3, "2250.00")
    assert CopiesSettlement.objects.count() == 1


def test_a_second_change_ends_what_the_first_one_costs(subscription):
    invoiced(subscription)
    change(subscription, 2, "2026-07-17")
    change(subscription, 1, "2026-07-25")
    assert [(one.issues, str(one.amount)) for one in CopiesSettlement.objects.order_by("pk")] == [(8, "69.48")]
    assert (sum(map(Decimal, charged())), Subscription.objects.get().copies, broken()) == (Decimal("69.48"), 1, set())
    with pytest.raises(CannotChangeCopies, match="changed again since"):
        withdraw_copies(change=CopiesChange.objects.get(copies=2), actor=None, today=TODAY)


def test_what_a_pause_credits_is_not_charged_for_the_other_copies(subscription):
    set_pause_rule(product=subscription.product, begins=TODAY, gives="credit", actor=None, today=TODAY)
    invoiced(subscription)
    change(subscription, 2, "2026-07-17")
    assert charged() == ["130.27"]
    pause_subscription(subscription=subscription, first=day("2026-07-20"), last=day("2026-07-24"), actor=None, today=TODAY)
    assert [(one.issues, str(one.amount)) for one in CopiesSettlement.objects.all()] == [(10, "86.85")]
    assert (charged(), broken()) == (["86.85"], set())


def test_a_stop_gives_back_what_the_other_copies_cost_too_and_its_undoing_takes_it_again(subscription):
    invoiced(subscription)
    change(subscription, 2, "2026-07-17")
    reason = StopReason.objects.get(pk="moved")
    stop = cancel_subscription(subscription=subscription, reason=reason, actor=None, today=TODAY, from_on=day("2026-07-22"))
    # 10 of 92 issues of two copies: 10 x 1598.00 / 92.
    assert Charge.objects.get(source_kind="stop_credit").amount == Decimal("-173.70")
    assert broken() == set()
    with pytest.raises(CannotChangeCopies, match="Take the cancellation back first"):
        change(subscription, 5, "2026-07-18")
    withdraw_cancellation(cancellation=stop, actor=None, today=TODAY)
    assert (charged(), broken()) == (["130.27"], set())


def test_undoing_takes_the_charge_back_or_evens_it_out(subscription):
    invoiced(subscription)
    change(subscription, 2, "2026-07-17")
    undo_act(act=Act.objects.get(verb="change_copies"), actor=None, today=TODAY)
    assert (charged(), Subscription.objects.get().copies, broken()) == ([], 1, set())
    change(subscription, 2, "2026-07-17")
    OpenCharge.objects.filter(charge__source_kind="copies_change").delete()
    undo_act(act=Act.objects.filter(verb="change_copies").latest("pk"), actor=None, today=TODAY)
    assert (charged(), broken()) == (["130.27", "-130.27"], set())


def test_it_is_taken_back_until_the_paper_is_counted(subscription, clock_at):
    made = change(subscription, 2, "2026-07-17")
    assert Act.objects.get(verb="change_copies").until is not None
    with clock_at("2026-07-18"), pytest.raises(CannotChangeCopies, match="counted with the new quantity"):
        withdraw_copies(change=made, actor=None, today=day("2026-07-18"))


@pytest.mark.parametrize(
    ("copies", "from_on", "words"),
    [
        (0, "2026-07-17", "The quantity is at least one"),
        (10_000, "2026-07-17", "more than the 9999 that"),
        (1, "2026-07-17", "is the quantity already"),
        (2, "2026-07-08", "is past"),
        (2, "2026-07-09", "counted already"),
        (2, "2026-09-01", "sold until"),
    ],
)
def test_what_is_refused_says_what_to_do(subscription, copies, from_on, words):
    with pytest.raises(CannotChangeCopies, match=words):
        change(subscription, copies, from_on)
    assert (CopiesChange.objects.count(), Subscription.objects.get().copies) == (0, 1)


def test_the_proposed_day_is_the_first_paper_that_is_not_counted(subscription):
    earliest = earliest_copies(subscription, TODAY)
    change(subscription, 2, earliest.isoformat())
    assert CopiesChange.objects.get().from_on == earliest > TODAY


def test_something_else_than_what_was_seen_is_not_done(subscription):
    with pytest.raises(CannotChangeCopies, match="changed meanwhile"):
        change(subscription, 2, "2026-07-17", effect="seen before")
    assert CopiesChange.objects.count() == 0


@pytest.mark.sql
def test_the_statements_write_nothing_twice(subscription):
    invoiced(subscription)
    one = CopiesChange.objects.create(subscription=subscription, from_on=day("2026-07-17"), copies=2, copies_before=1)
    asked = {"subscriptions": [subscription.pk]}
    assert twice("subscriptions/find_copies_terms", **asked) == 1
    price_as(7, one)
    subscription.terms.update(price_list_version_id=0)
    assert twice("subscriptions/keep_sold_lists") == 1
    price_as(8, one)
    assert twice("subscriptions/price_copies", run=8, changes=[one.pk]) == 1
    assert twice("subscriptions/settle_copies", **asked) == 1
    assert CopiesSettlement.objects.get().amount == Decimal("130.27")


def price_as(run, one):
    empty_work_tables()
    statements.run("subscriptions/find_copies_renewals", changes=[one.pk])
    statements.run("subscriptions/find_copies_steps", changes=[one.pk])
    price_steps(run=run, as_of=TODAY)
