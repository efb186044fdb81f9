"""The story of fourteen months, told once and asked about from many sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from abonent.billing.models import BillingHold, Invoice, InvoiceLine
from abonent.catalog.models import Price, PriceListVersion, Product
from abonent.charges.models import Charge, OpenCharge
from abonent.company.models import BankAccount
from abonent.customers.models import Customer
from abonent.distribution.models import Door, Draw, DrawReturn, FrozenExtra, HandOver, Outlet, OutletTerms, PayRate
from abonent.editions.models import Issue
from abonent.ledger.models import AccountMapping, BankLine, BankStatement, JournalLine
from abonent.runs.invariants import check_all
from abonent.runs.models import ParkedCase, Run
from abonent.simulation.publisher import BANKGIRO, FINNISH_IBAN
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
    assert not ParkedCase.objects.exists()
    for run in Run.objects.filter(left_out_rows__gt=0):
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
