"""The release of deferred revenue: what was earned leaves the prepaid accounts for revenue, to the cent, whatever becomes known late."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import FINANCE
from abonent.billing.invariants import INVARIANTS
from abonent.billing.models import Invoice, PlannedRelease, ReleasedEntry, RevenueRelease, RevenueReleaseLine
from abonent.billing.operations import credit_invoice
from abonent.billing.operations.releasing import KIND, WHAT_WAITS, CannotRelease, days_to_release
from abonent.billing.testing import a_billing, a_payer, a_publisher
from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger.models import Account, AccountMapping, JournalEntry, JournalLine
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.models import Pause
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def daily(norrvik):
    edition = issues_on(an_edition(entity=norrvik), DAILY, first="2026-01-01", until="2027-01-01")
    return a_product(entity=norrvik, editions=[edition], shares=["1"])


@pytest.fixture
def subscription(daily):
    """July to September, 92 issues, for 799.00: 753.77 without VAT."""
    price_list = a_price_list(entity=daily.entity)
    prices_from("2025-01-01", price_list, {(daily, 3): "799.00"})
    order = an_order(product=daily, price_list=price_list, starts_on="2026-07-01", term_length=3, subscriber=a_payer())
    return a_subscription(order=order)


def planned(entity: LegalEntity, as_of: str) -> Run:
    return plan_run(run=begin_run(kind=KIND, entity=LegalEntity.objects.get(pk=entity.pk), as_of=day(as_of), actor=None))


def released(entity: LegalEntity, as_of: str) -> RevenueRelease:
    run = commit_run(run=approve_run(run=planned(entity, as_of), actor=None))
    return RevenueRelease.objects.get(run=run)


def steps(release: RevenueRelease) -> list[tuple[str, ...]]:
    rows = release.lines.order_by("ordinal").values_list("released_on", "opening", "invoiced", "earned", "closing")
    return [tuple(str(value) for value in row) for row in rows]


def on_accounts(entity: LegalEntity, purpose: str) -> Decimal:
    """What stands on the accounts of a purpose, credit positive."""
    accounts = AccountMapping.objects.filter(entity=entity, purpose=purpose).values("account")
    return -(JournalLine.objects.filter(account__in=accounts).aggregate(sum=Sum("amount"))["sum"] or Decimal(0))


def findings() -> list[str]:
    return [finding.message for invariant in INVARIANTS if invariant.number == 24 for finding in check(invariant)]


def test_what_was_earned_is_posted_month_by_month(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    assert steps(released(norrvik, "2026-08-01")) == [("2026-07-31", "0.00", "753.77", "253.99", "499.78")]
    assert on_accounts(norrvik, "prepaid") == Decimal("499.78")
    assert on_accounts(norrvik, "revenue") == Decimal("253.99")
    assert steps(released(norrvik, "2026-09-01")) == [("2026-08-31", "499.78", "0.00", "253.99", "245.79")]
    assert steps(released(norrvik, "2026-10-01")) == [("2026-09-30", "245.79", "0.00", "245.79", "0.00")]
    assert (on_accounts(norrvik, "prepaid"), on_accounts(norrvik, "revenue")) == (0, Decimal("753.77"))
    assert findings() == []


def test_one_that_comes_late_gives_each_month_its_own(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    release = released(norrvik, "2026-09-16")
    assert [row[0] for row in steps(release)] == ["2026-07-31", "2026-08-31", "2026-09-15"]
    entries = JournalEntry.objects.filter(kind="release").order_by("posted_on")
    assert [(str(one.posted_on), one.source_id, one.run_id) for one in entries] == [
        (posted, release.pk, release.run_id) for posted in ("2026-07-31", "2026-08-31", "2026-09-15")
    ]
    assert all(line.product_id == subscription.product_id for entry in entries for line in entry.lines.all())


def test_every_night_is_the_value_of_the_issue(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    nights = [released(norrvik, f"2026-07-{number:02}") for number in range(2, 7)]
    earned = [line.earned for night in nights for line in night.lines.all()]
    assert len(earned) == 5 and all(Decimal("8.19") <= worth <= Decimal("8.20") for worth in earned)


def test_nothing_is_released_twice(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    released(norrvik, "2026-08-01")
    assert planned(norrvik, "2026-08-01").planned_rows == 0
    assert days_to_release(entity=norrvik, until=day("2026-07-15")) == []


def test_what_is_posted_late_under_an_early_day_is_in_the_next(norrvik, subscription, daily):
    a_billing(norrvik, as_of="2026-07-01")
    released(norrvik, "2026-08-01")
    order = an_order(product=daily, price_list=subscription.price_list, starts_on="2026-07-01", term_length=3, subscriber=a_payer("Bo"))
    a_subscription(order=order)
    a_billing(norrvik, as_of="2026-07-20")
    assert findings() == []
    assert steps(released(norrvik, "2026-08-02")) == [("2026-08-01", "499.78", "753.77", "270.37", "983.18")]
    assert findings() == []


def test_a_pause_and_a_credit_that_become_known_later_are_put_right(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    released(norrvik, "2026-08-01")
    Pause.objects.create(subscription=subscription, during=(day("2026-07-11"), None), gives="prolong", digital_goes_on=False)
    [step] = released(norrvik, "2026-08-02").lines.all()
    assert step.earned < 0 and step.closing == Decimal("753.77") - on_accounts(norrvik, "revenue")
    credit_invoice(invoice=Invoice.objects.get(), actor=None, today=day("2026-08-10"))
    released(norrvik, "2026-08-11")
    assert (on_accounts(norrvik, "prepaid"), on_accounts(norrvik, "revenue")) == (0, 0)
    assert findings() == []


def test_what_is_to_come_follows_the_mapping(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    released(norrvik, "2026-08-01")
    former = AccountMapping.objects.get(entity=norrvik, purpose="prepaid")
    other = Account.objects.create(entity=norrvik, code="2998", name="Prepaid, other", kind="liability")
    AccountMapping.objects.filter(pk=former.pk).update(account=other)
    released(norrvik, "2026-08-02")
    held = JournalLine.objects.filter(account=former.account).aggregate(sum=Sum("amount"))["sum"]
    assert held == 0 and on_accounts(norrvik, "prepaid") == Decimal("499.78") - Decimal("8.19")
    assert findings() == []


def test_without_an_account_nothing_begins(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    AccountMapping.objects.filter(entity=norrvik, purpose="revenue").delete()
    run = planned(norrvik, "2026-08-01")
    with pytest.raises(CannotRelease) as refused:
        approve_run(run=run, actor=None)
    assert subscription.product.code in str(refused.value)
    assert not RevenueRelease.objects.exists()


def test_every_statement_writes_once(norrvik, subscription):
    a_billing(norrvik, as_of="2026-07-01")
    run = begin_run(kind=KIND, entity=norrvik, as_of=day("2026-08-01"), actor=None)
    days = [day("2026-07-31")]
    given = {"run": run.pk, "entity": norrvik.pk, "days": days, "first": days[0], "until": days[0]}
    assert twice("billing/plan_release", source=WHAT_WAITS, **given) == 1
    release = RevenueRelease.objects.create(run=run, entity=norrvik, until=days[0])
    assert twice("billing/release_lines", run=run.pk, release=release.pk) == 1
    assert twice("ledger/post_entries", source="billing/release_entries", release=release.pk) == 1
    assert twice("ledger/post_lines", source="billing/release_journal_lines", release=release.pk) == 2
    assert twice("billing/released_entries", run=run.pk, release=release.pk) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal_line SET amount = amount + 1 FROM journal_entry WHERE journal_entry.id = entry_id AND kind = 'release' AND amount > 0",
        "UPDATE revenue_release_line SET closing = closing + 1, opening = opening + 1",
        "DELETE FROM released_entry",
        "DELETE FROM journal_line USING journal_entry WHERE journal_entry.id = entry_id AND kind = 'release'",
    ],
)
def test_damage_is_found(norrvik, subscription, damage):
    a_billing(norrvik, as_of="2026-07-01")
    released(norrvik, "2026-08-01")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert findings()


@pytest.fixture
def finance(norrvik) -> StaffUser:
    install_ready_roles()
    said = {"username": "eva", "password": "not used here", "full_name": "Eva Berg", "language": "en"}
    return take_on_staff(**said, roles=[FINANCE], entities=[norrvik])


def test_it_is_looked_at_before_and_after(norrvik, subscription, finance, client):
    client.force_login(finance)
    a_billing(norrvik, as_of="2026-07-01")
    run = planned(norrvik, "2026-08-01")
    address = reverse("billing:revenue_release", args=[run.pk])
    looked = client.get(address).content.decode()
    assert "253,99" in looked and "Nothing is posted yet." in looked
    commit_run(run=approve_run(run=run, actor=None))
    entry = JournalEntry.objects.get(kind="release")
    posted = client.get(address).content.decode()
    assert reverse("ledger:entry", args=[entry.pk]) in posted and "Nothing is posted yet." not in posted
    assert address in client.get(reverse("ledger:entry", args=[entry.pk])).content.decode()
    assert address in client.get("/deferred-revenue/?month=2026-07").content.decode()
    assert RevenueReleaseLine.objects.count() == PlannedRelease.objects.count() == ReleasedEntry.objects.count() == 1
