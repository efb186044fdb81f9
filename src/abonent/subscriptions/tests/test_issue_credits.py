"""Issues that did not come are given back: the worked table, once each, of the parts that came with them, never more than is left, and back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.issue_values import value_of_term
from abonent.subscriptions.models import IssueCredit, Pause
from abonent.subscriptions.operations.issue_credits import CannotCredit, credit_issue, credit_issues, withdraw_issue_credits
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.subscriptions.tests.test_issue_values import HAPPENINGS, free_issues, pause, plain, stop, viewer

__all__ = ["plain", "viewer"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "issue-credit.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def sold(plain, price_list):
    """`sold()`: from 1 May, 92 issues, invoiced."""

    def with_copies(copies=1, product=plain):
        order = an_order(product=product, price_list=price_list, starts_on="2026-05-01", term_length=3, copies=copies)
        subscription = a_subscription(order=order)
        OpenCharge.objects.all().delete()
        return subscription

    return with_copies


def issue_of(subscription, published_on="2026-07-09", medium="paper"):
    return Issue.objects.get(edition__components__product=subscription.product, edition__medium=medium, published_on=published_on)


def give_back(subscription, published_on="2026-07-09", copies=1, today=TODAY, medium="paper"):
    issue = issue_of(subscription, published_on, medium)
    return credit_issue(subscription=subscription, issue=issue, copies=copies, actor=None, today=today)


def charged():
    return [charge.amount for charge in Charge.objects.filter(source_kind="issue_credit").order_by("pk")]


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['what happened']}, {row['missing']} of {row['due']}, {row['issue of']}")
def test_the_worked_table(sold, row):
    subscription = sold(copies=int(row["due"]))
    HAPPENINGS[row["what happened"]](subscription)
    credit = give_back(subscription, row["issue of"], int(row["missing"]))
    assert (str(credit.amount), charged()) == (row["given back"], [-credit.amount])
    assert broken() == set()


def test_the_other_issues_are_worth_what_they_were(sold, viewer):
    subscription = sold()
    before = value_of_term(subscription.terms.get(), viewer=viewer, today=TODAY)
    give_back(subscription)
    assert value_of_term(subscription.terms.get(), viewer=viewer, today=TODAY) == before


def test_of_a_bundle_the_parts_that_came_with_the_issue_are_given_back_and_taken_off_what_was_earned(sold, with_issues, price_list, viewer):
    subscription = sold(product=with_issues)
    value = value_of_term(subscription.terms.get(), viewer=viewer, today=TODAY)
    paper, e_paper = next(one.parts for one in value.days if one.on == TODAY)
    assert give_back(subscription).amount == paper
    assert give_back(subscription, medium="electronic").amount == e_paper
    parts = ChargeComponent.objects.filter(charge__source_kind="issue_credit").order_by("charge_id")
    assert [(part.ordinal, part.amount, part.deferred) for part in parts] == [(1, -paper, False), (2, -e_paper, False)]


def test_it_goes_on_the_next_invoice_of_whoever_pays_the_term(sold):
    subscription = sold()
    give_back(subscription)
    charge = Charge.objects.get(source_kind="issue_credit")
    assert (charge.payer, charge.open.due_on, charge.during.lower) == (subscription.payer, TODAY, TODAY)


REFUSED = {
    "issue_credit.not_out": lambda one: give_back(one, "2026-07-10"),
    "issue_credit.before_start": lambda one: give_back(one, "2026-04-30"),
    "issue_credit.too_many": lambda one: give_back(one, copies=2),
    "issue_credit.given_back": lambda one: give_back(one) and give_back(one),
    "issue_credit.paused": lambda one: (pause(one, "prolong"), give_back(one, "2026-07-10", today=day("2026-07-10"))),
    "issue_credit.ended": lambda one: (stop(one, gives_back=True), give_back(one, "2026-07-17", today=day("2026-07-17"))),
    "issue_credit.free": lambda one: (free_issues(one, count=92), give_back(one)),
    "issue_credit.not_sold": lambda one: give_back(one, "2026-08-01", today=day("2026-08-01")),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_not_given_back_is_refused_in_words(sold, code):
    subscription = sold()
    with pytest.raises(CannotCredit) as refused:
        REFUSED[code](subscription)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)
    assert IssueCredit.objects.count() == (1 if code == "issue_credit.given_back" else 0)


def test_another_weekday_and_another_paper_are_refused(sold, plain, monthly, price_list):
    weekdays = a_subscription(order=an_order(product=plain, price_list=price_list, starts_on="2026-05-01", term_length=3, weekdays=31))
    with pytest.raises(CannotCredit) as refused:
        give_back(weekdays, "2026-07-05")
    assert refused.value.code == "issue_credit.other_day"
    magazine = Issue.objects.get(edition__components__product=monthly, published_on="2026-06-15")
    with pytest.raises(CannotCredit) as refused:
        credit_issue(subscription=weekdays, issue=magazine, copies=1, actor=None, today=TODAY)
    assert refused.value.code == "issue_credit.not_brought"


def test_taken_back_before_it_is_invoiced_the_credit_is_gone_and_can_be_given_again(sold):
    subscription = sold()
    credit = give_back(subscription)
    assert withdraw_issue_credits(credits=[credit.pk], actor=None, today=TODAY) == 1
    credit.refresh_from_db()
    assert (credit.amount, charged()) == (0, [])
    assert withdraw_issue_credits(credits=[credit.pk], actor=None, today=TODAY) == 0
    assert give_back(subscription).amount == Decimal("8.68")
    assert broken() == set()


def test_taken_back_after_it_is_invoiced_the_credit_is_evened_out(sold, with_issues):
    credit = give_back(sold(product=with_issues))
    OpenCharge.objects.all().delete()
    withdraw_issue_credits(credits=[credit.pk], actor=None, today=TODAY)
    first, second = charged()
    assert (first + second, second > 0) == (0, True)
    assert broken() == set()


def test_a_stop_gives_back_no_more_than_is_left(sold):
    """All but the price of one issue is given free; that is given back for a paper, so nothing is left for a stop."""
    subscription = sold()
    free_issues(subscription, count=91)
    for published_on in ("2026-07-08", "2026-07-09"):
        give_back(subscription, published_on)
    stop(subscription, gives_back=True)
    given_back = subscription.cancellations.get().early_ends.get().amount
    left = Decimal("799.00") - subscription.save_attempts.get().amount - sum(IssueCredit.objects.values_list("amount", flat=True))
    assert given_back <= left
    assert broken() == set()


def test_a_pause_credits_no_more_than_is_left(sold):
    subscription = sold()
    free_issues(subscription, count=91)
    given_back = give_back(subscription).amount
    pause(subscription, "credit")
    left = Decimal("799.00") - subscription.save_attempts.get().amount - given_back
    assert Charge.objects.get(source_kind="pause_credit").amount == -left
    assert broken() == set()


def test_an_issue_that_failed_everybody_is_given_back_to_whom_it_was_to_come(sold, monkeypatch):
    """The SELECT of a caller names two; the one that was paused is left out, and one that was given back before stays as it was."""
    first, second, paused = sold(), sold(copies=2), sold()
    issue = issue_of(first)
    Pause.objects.create(subscription=paused, during=period("2026-07-09", "2026-07-10"), gives="none", digital_goes_on=False)
    before = give_back(second)
    everybody = statements.Statement(
        "subscriptions/everybody",
        statements.Head("Everybody who got it."),
        "SELECT id AS subscription_id, %(issue)s::bigint AS issue_id, 1 AS copies FROM subscription",
    )
    load = statements.load
    monkeypatch.setattr(statements, "load", lambda name: everybody if name == everybody.name else load(name))
    credits = credit_issues(missing=everybody.name, issue=issue.pk, actor=None, today=TODAY)
    assert [credit.subscription_id for credit in credits] == [first.pk]
    assert IssueCredit.objects.count() == 2 and before in IssueCredit.objects.filter(withdrawn_at=None)


def test_an_issue_is_given_back_once_whoever_writes_it(sold):
    credit = give_back(sold())
    with pytest.raises(IntegrityError), transaction.atomic():
        IssueCredit.objects.create(subscription=credit.subscription, issue=credit.issue, term=credit.term, copies=1, due_copies=1, amount=1)


def test_the_statements_write_nothing_twice(sold):
    subscription = sold()
    for table in ("missing", "credit"):
        statements.run(f"subscriptions/make_work_{table}")
        statements.run(f"subscriptions/empty_work_{table}")
    asked = {"subscription": subscription.pk, "issue": issue_of(subscription).pk, "copies": 1}
    assert twice("subscriptions/take_missing", source="subscriptions/one_missing", **asked) == 1
    found = ("subscriptions/issue_destinations", "subscriptions/missing_issues")
    assert twice("subscriptions/find_missing", source=found, today=TODAY) == 1
    days = [row.day for row in statements.rows("subscriptions/missing_days")]
    shared = ("subscriptions/deferred_of_terms", "subscriptions/money_of_missing")
    assert twice("subscriptions/value_missing", source=shared, days=days, today=TODAY) == 1
    assert twice("subscriptions/write_issue_credits", made_by=None) == 1
    credits = {"credits": [IssueCredit.objects.get().pk]}
    assert twice("subscriptions/find_issue_credits", **credits) == 1
