"""Two customers of a whole world are merged and parted: every figure of each is summed, and then as it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db.models import Count
from django.test import Client

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice
from abonent.billing.queries import invoices_of_customer
from abonent.charges.models import Charge
from abonent.customers.models import Customer, CustomerMerge
from abonent.customers.operations import merge_customers, unmerge_customers
from abonent.customers.queries import search_customers
from abonent.desk.queries import what_comes_next
from abonent.ledger.models import OpenReceivable, Payment
from abonent.ledger.queries import account_statement, balances, payers
from abonent.runs.invariants import check_all
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import subscriptions_of


@dataclass(frozen=True)
class Figures:
    """All that the screens say of a customer's orders and money."""

    balances: dict[tuple[int, str], tuple[Decimal, Decimal, Decimal]]
    account: Counter[tuple[Any, ...]]
    account_ends_at: Decimal
    orders: set[int]
    invoices: dict[int, str]
    open_items: Counter[tuple[int, Decimal]]
    payments: set[str]
    next_paper: date | None
    next_invoice: tuple[date | None, Decimal | None]

    @classmethod
    def of(cls, customer: Customer, viewer: StaffUser, today: date) -> Figures:
        customer = Customer.objects.get(pk=customer.pk)
        owed = balances([customer.pk], viewer=viewer, today=today)
        happened = account_statement(customer.pk, viewer=viewer)
        coming = what_comes_next(customer, viewer=viewer, today=today)
        owing = payers([customer.canonical_id], viewer)
        return cls(
            balances={(row.entity_id, row.currency): (row.owed_amount, row.overdue_amount, row.on_account) for row in owed},
            account=Counter((row.happened_on, row.kind, row.id, row.amount) for row in happened),
            account_ends_at=happened[-1].balance,
            orders=set(subscriptions_of(customer, viewer=viewer).values_list("pk", flat=True)),
            invoices=dict(invoices_of_customer(viewer, customer, today=today).values_list("pk", "state")),
            open_items=Counter((item.receivable, item.open_amount) for items in owing.items.values() for item in items),
            payments=set(Payment.objects.filter(customer__canonical=customer.canonical_id).values_list("pk", flat=True)),
            next_paper=coming.published_on,
            next_invoice=(coming.due_on, coming.amount),
        )

    def __add__(self, other: Figures) -> Figures:
        keys = self.balances.keys() | other.balances.keys()
        nothing = (Decimal(0), Decimal(0), Decimal(0))
        summed = {
            key: tuple(one + two for one, two in zip(self.balances.get(key, nothing), other.balances.get(key, nothing), strict=True))
            for key in keys
        }
        papers = [day for day in (self.next_paper, other.next_paper) if day]
        return Figures(
            balances=summed,  # type: ignore[arg-type]
            account=self.account + other.account,
            account_ends_at=self.account_ends_at + other.account_ends_at,
            orders=self.orders | other.orders,
            invoices=self.invoices | other.invoices,
            open_items=self.open_items + other.open_items,
            payments=self.payments | other.payments,
            next_paper=min(papers) if papers else None,
            next_invoice=_earlier(self.next_invoice, other.next_invoice),
        )


def _earlier(one: tuple[Any, Any], two: tuple[Any, Any]) -> tuple[Any, Any]:
    if one[0] == two[0]:
        return one[0], (one[1] + two[1]) if one[0] else None
    return min((found for found in (one, two) if found[0]), key=lambda found: found[0])


@pytest.fixture
def viewer(tiny_world) -> StaffUser:
    found = StaffUser.objects.exclude(entities=None).filter(roles__code="manager").first()
    assert found is not None
    return found


@pytest.fixture
def two(tiny_world) -> tuple[Customer, Customer]:
    """Two who each have an order of their own, an invoice, a payment and an open item."""
    busy = Customer.objects.filter(pk__in=Subscription.objects.values("payer"))
    busy = busy.filter(pk__in=Invoice.objects.values("payer")).filter(pk__in=Payment.objects.values("customer"))
    busy = busy.filter(pk__in=OpenReceivable.objects.values("receivable__customer"))
    first, second = busy.annotate(orders=Count("subscriptions")).order_by("-orders", "pk")[:2]
    return first, second


def findings() -> list[Any]:
    return [finding for _invariant, found in check_all() for finding in found]


def test_every_figure_is_summed_while_they_are_one_and_as_it_was_when_they_are_two_again(two, viewer, tiny_world):
    kept, merged = two
    figures = partial(Figures.of, viewer=viewer, today=tiny_world.today)
    of_kept, of_merged = figures(kept), figures(merged)
    assert of_kept.balances and of_merged.balances and of_kept.payments and of_merged.payments

    merge = merge_customers(kept=kept, merged=merged, actor=viewer, today=tiny_world.today)

    assert figures(kept) == figures(merged) == of_kept + of_merged
    assert findings() == []
    [hit] = search_customers(str(merged.number), viewer, limit=5, today=tiny_world.today)
    assert (hit.number, hit.merged_number) == (kept.number, merged.number)

    unmerge_customers(merge=merge, actor=viewer, today=tiny_world.today + timedelta(days=200))

    assert (figures(kept), figures(merged)) == (of_kept, of_merged)
    assert findings() == []


def test_what_was_billed_from_an_order_while_merged_stays_where_it_was_sent_and_what_was_not_goes_home(two, viewer, tiny_world):
    kept, merged = two
    order = Subscription.objects.filter(payer=merged).first()
    assert order is not None
    merge = merge_customers(kept=kept, merged=merged, actor=viewer, today=tiny_world.today)
    before = set(Charge.objects.filter(payer=merged).values_list("pk", flat=True))
    in_a_year = tiny_world.today + timedelta(days=365)
    renew = begin_run(kind="renewal", entity=order.entity, as_of=in_a_year, actor=viewer)
    commit_run(run=approve_run(run=plan_run(run=renew), actor=viewer))
    fresh = set(Charge.objects.filter(payer=merged).values_list("pk", flat=True)) - before
    assert fresh
    bill = begin_run(kind="billing", entity=order.entity, as_of=in_a_year, actor=viewer)
    commit_run(run=approve_run(run=plan_run(run=bill), actor=viewer))
    sent = Invoice.objects.filter(lines__charge__in=fresh)
    assert set(sent.values_list("payer", flat=True)) <= {kept.pk}

    unmerge_customers(merge=merge, actor=viewer, today=in_a_year)

    assert set(sent.values_list("payer", flat=True)) <= {kept.pk}
    assert set(Charge.objects.filter(pk__in=fresh).values_list("payer", flat=True)) == {merged.pk}
    assert findings() == []


def test_the_page_of_a_merged_customer_leads_to_the_kept_one_and_says_so(two, viewer, tiny_world):
    kept, merged = two
    merge_customers(kept=kept, merged=merged, actor=viewer, today=tiny_world.today)
    client = Client()
    client.force_login(viewer)

    answer = client.get(f"/customers/{merged.number}/?tab=identity", follow=True)

    assert answer.redirect_chain == [(f"/customers/{kept.number}/?tab=identity", 302)]
    assert f"{merged.name}, {merged.number}, was merged into this customer." in answer.content.decode()
    assert CustomerMerge.objects.standing().count() == 1
