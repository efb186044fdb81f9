"""The story of fourteen months, told once and asked about from many sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from abonent.billing.models import AgentSettlement, BillingHold, Invoice, InvoiceLine
from abonent.billing.operations.agent_settlement import KIND as AGENT_SETTLEMENT
from abonent.billing.operations.recurring import KIND as RECURRING
from abonent.catalog.models import Price, PriceListVersion, Product
from abonent.charges.models import Charge, OpenCharge
from abonent.company.models import BankAccount
from abonent.customers.models import Customer
from abonent.distribution.models import Door, Draw, DrawReturn, FrozenExtra, FrozenList, HandOver, Outlet, OutletTerms, PayRate
from abonent.distribution.operations.draw_settlement import KIND as DRAW_SETTLEMENT
from abonent.distribution.operations.pay import KIND as CARRIERS_PAY
from abonent.editions.models import Issue
from abonent.ledger.models import (
    AccountingExport,
    AccountMapping,
    BankLine,
    BankStatement,
    DueMove,
    JournalLine,
    PaymentPlan,
    WriteOff,
)
from abonent.ledger.operations.accounting_exports import KIND as ACCOUNTING_EXPORT
from abonent.ledger.operations.claim_runs import MISSED_PLANS, SMALL_DIFFERENCES
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import PaymentOrder
from abonent.payment_orders.operations.refunds import KIND as REFUNDS
from abonent.runs.invariants import check_all
from abonent.runs.models import ParkedCase, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.simulation.publisher import BANKGIRO, DAILY, FINNISH_IBAN
from abonent.simulation.testing import WorldAtHand
from abonent.simulation.tests.term_prices import costs_what_was_promised
from abonent.subscriptions.models import Subscription, Term


def test_the_books_agree_with_themselves(tiny_world: WorldAtHand):
    found = [finding for _invariant, findings in check_all() for finding in findings]
    assert found == []


def test_every_run_is_done_and_left_nothing_aside(tiny_world: WorldAtHand):
    assert set(Run.objects.exclude(kind="price_change").values_list("state", flat=True)) == {"done"}
    assert sorted(Run.objects.filter(kind="price_change").values_list("state", flat=True)) == ["done", "done", "reversed"]
    assert Run.objects.filter(kind="renewal").count() == 2 * 65
    assert set(ParkedCase.objects.values_list("run__kind", "reason")) <= {(REFUNDS, "no_account")}
    for run in Run.objects.filter(left_out_rows__gt=0).exclude(kind=REFUNDS):
        assert run.left_out_rows == BillingHold.objects.filter(run=run).count(), (
            "nothing waits but what is credited and has nothing to be set off"
        )


def test_the_register_has_all_who_ordered_and_some_who_did_not(tiny_world: WorldAtHand):
    subscribers = Subscription.objects.values("subscriber").distinct().count()
    assert subscribers == Subscription.objects.filter(switched_from=None).count() > 35
    assert Customer.objects.count() > subscribers


def test_the_bank_and_the_books_agree_to_the_cent(tiny_world: WorldAtHand):
    for own in (BANKGIRO, FINNISH_IBAN):
        account = BankAccount.objects.get(number=own.number)
        in_books = AccountMapping.objects.filter(entity=account.entity, purpose="bank").values("account")
        moved = _sum(BankLine.objects.filter(bank_account=account))
        assert moved == _sum(JournalLine.objects.filter(account__in=in_books)) > 0
    closing = BankStatement.objects.filter(bank_account=account).order_by("pk").last().closing_balance
    assert closing == moved


def test_terms_follow_each_other_without_a_gap_so_every_issue_is_sold_once(tiny_world: WorldAtHand):
    for subscription in Subscription.objects.select_related("expiry"):
        terms = list(Term.objects.filter(subscription=subscription).order_by("during"))
        ends = [term.during.upper for term in terms]
        assert [term.during.lower for term in terms] == [subscription.started_on, *ends[:-1]]
        assert ends[-1] == subscription.expiry.expires_on


def test_every_term_has_one_charge_and_every_charge_that_was_due_is_on_one_invoice(tiny_world: WorldAtHand):
    latest_billing = max(Run.objects.filter(kind="billing").values_list("as_of", flat=True))
    billed = InvoiceLine.objects.exclude(charge=None).values("charge").annotate(invoices=Count("invoice", distinct=True))
    assert Charge.objects.filter(source_kind="term").count() == Term.objects.count()
    assert {row["invoices"] for row in billed} == {1}
    assert not OpenCharge.objects.filter(due_on__lte=latest_billing, charge__amount__gt=0).exists()
    assert billed.count() + OpenCharge.objects.count() == Charge.objects.count()


def test_terms_that_began_after_the_rise_cost_more(tiny_world: WorldAtHand):
    product = Product.objects.get(code="nd-hel")
    prices = Term.objects.filter(product=product, legal_ground="renewal", copies=1).values_list("sold_during", "unit_price")
    monthly = {during.lower: price for during, price in prices if (during.upper - during.lower).days <= 31}
    assert {price for begins, price in monthly.items() if begins < date(2025, 6, 1)} == {Decimal("389")}
    assert {price for begins, price in monthly.items() if begins >= date(2025, 6, 1)} == {Decimal("405")}


def test_whoever_ordered_with_a_code_pays_what_was_promised(tiny_world: WorldAtHand):
    promoted = Term.objects.exclude(subscription__promotion=None).select_related("subscription__promotion")
    assert promoted.values("subscription").distinct().count() >= 3
    assert all(costs_what_was_promised(term) for term in promoted)


def test_the_list_rises_in_the_seventh_month_and_stays_as_it_was_until_then(tiny_world: WorldAtHand):
    versions = PriceListVersion.objects.filter(price_list__entity__code="norrvik", price_list__code="standard").order_by("valid_from")
    assert [version.valid_from for version in versions] == [date(2024, 11, 1), date(2025, 6, 1)]
    yearly = Price.objects.filter(product__code="nd-hel", term_length=12).order_by("version__valid_from")
    assert [int(price.unit_price) for price in yearly] == [4188, 4356]


def test_invoices_are_numbered_from_one_without_a_gap(tiny_world: WorldAtHand):
    for series, numbers in _numbers_by_series().items():
        assert numbers == list(range(1, len(numbers) + 1)), series


def test_there_are_issues_to_come(tiny_world: WorldAtHand):
    for edition in ("nd-papper", "nd-digital", "vk-lehti", "vk-digi"):
        assert Issue.objects.filter(edition__code=edition, published_on__gte=tiny_world.today).exists()


def _sum(rows) -> Decimal:  # type: ignore[no-untyped-def]
    return rows.aggregate(total=Sum("amount"))["total"]


def _numbers_by_series() -> dict[int, list[int]]:
    numbers: dict[int, list[int]] = {}
    for series, number in Invoice.objects.order_by("series", "number").values_list("series", "number"):
        numbers.setdefault(series, []).append(number)
    return numbers


def test_finance_has_done_all_that_accounts_ask_of_it_in_a_year(tiny_world: WorldAtHand):
    done = Run.objects.filter(committed_rows__gt=0).values_list("kind", flat=True)
    assert {RECURRING, AGENT_SETTLEMENT, DRAW_SETTLEMENT, REFUNDS, MISSED_PLANS, ACCOUNTING_EXPORT} <= set(done)
    assert Run.objects.filter(kind=SMALL_DIFFERENCES).exists()
    for model in (DueMove, PaymentPlan, WriteOff, AgentSettlement, PaymentOrder):
        assert model._default_manager.exists(), model
    assert not AccountingExport.objects.filter(file__fetched_at=None).exists(), "what was exported is in the accounting program"


def test_carriers_are_paid_for_what_was_frozen(tiny_world: WorldAtHand):
    """Only the last fortnight has nights, so the pay of January came to nothing; that of February, to be paid now, does not."""
    norrvik = LegalEntity.objects.get(code=DAILY)
    paid = Run.objects.filter(kind=CARRIERS_PAY)
    assert paid.exists() and not paid.filter(committed_rows__gt=0).exists()
    assert not FrozenList.objects.filter(issue__published_on__lt=tiny_world.today.replace(month=2, day=1)).exists()
    run = plan_run(run=begin_run(kind=CARRIERS_PAY, entity=norrvik, as_of=tiny_world.today, actor=None))
    run = commit_run(run=approve_run(run=run, actor=None))
    assert run.committed_rows == run.planned_rows > 0
    assert [finding for _invariant, findings in check_all() for finding in findings] == []


def test_circulation_finds_something_on_every_screen(tiny_world: WorldAtHand):
    assert OutletTerms.objects.count() == Draw.objects.count() == Outlet.objects.count() > 0
    assert DrawReturn.objects.count() > Outlet.objects.count()
    assert FrozenExtra.objects.filter(kind="outlet").exists()
    doors = Door.objects.aggregate(
        lying=Count("pk", filter=Q(latitude__isnull=False)), refusing=Count("pk", filter=Q(refuses=True)), doors=Count("pk")
    )
    assert doors["lying"] == doors["doors"] > doors["refusing"] > 0
    assert set(PayRate.objects.values_list("basis", flat=True)) == {"round", "copy"}
    assert set(HandOver.objects.values_list("delivery_method", flat=True)) == {"carrier", "post"}
