"""The runs of payment orders: pay back what stands to customers' credit, all of them or one; collect by mandates what is due."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer
from abonent.payment_orders.models import PlannedCollection, PlannedRefund
from abonent.payment_orders.operations import collections, orders, refunds
from abonent.runs.kinds import RunKind, Step, Subject, Totals
from abonent.runs.models import Run

# An order is one document: it is written whole or not at all.
ALL_AT_ONCE = 1_000_000_000

REASONS = {"no_account": _("No account is known to which the customer could be paid.")}


def _totals(run: Run) -> Totals:
    planned = PlannedRefund.objects.filter(run=run)
    return Totals(planned.count(), planned.aggregate(amount=Sum("amount"))["amount"] or 0, run.entity.currency)


def _write_order(run: Run, first: int, latest: int) -> int:
    return refunds.write_order(run)


def _totals_of_collections(run: Run) -> Totals:
    planned = PlannedCollection.objects.filter(run=run)
    return Totals(planned.count(), planned.aggregate(amount=Sum("expected_open"))["amount"] or 0, run.entity.currency)


def _write_orders(run: Run, first: int, latest: int) -> int:
    return collections.write_orders(run)


def customers_by(ids: Sequence[int]) -> dict[int, Subject]:
    """The customers that were set aside, where an account is entered for them."""
    return {
        one.pk: Subject(f"{one.name}, {one.number}", reverse("desk:customer", args=[one.number]))
        for one in Customer.objects.filter(pk__in=ids)
    }


PLAN_STEPS = (
    Step("payment_orders/plan_refunds", _("Who gets how much"), refunds.plan_refunds),
    Step("payment_orders/plan_refund_sources", _("What it is taken from")),
    Step("payment_orders.park_without_account", _("Accounts checked"), refunds.park_without_account),
)
CLOSING_STEPS = (
    Step("payment_orders.make_files", _("File for the bank"), orders.make_files),
    Step("payment_orders.tell_order", _("Told in the history"), orders.tell_order),
)

RUN_KINDS = [
    RunKind(
        code=refunds.KIND,
        stands_still=True,
        taken_back=True,
        label=_("Refunds"),
        permission="payment_orders.order",
        plan_steps=PLAN_STEPS,
        totals=_totals,
        commit_chunk=_write_order,
        chunk_rows=ALL_AT_ONCE,
        closing_steps=CLOSING_STEPS,
        on_approval=refunds.refuse_without_account,
        look_url="payment_orders:planned_refunds",
        row_label=_("refunds"),
        commit_label=_("Order"),
        reasons=REASONS,
        subjects=customers_by,
    ),
    RunKind(
        code=refunds.SINGLE,
        stands_still=True,
        label=_("Refund"),
        permission="payment_orders.order",
        plan_steps=PLAN_STEPS,
        totals=_totals,
        commit_chunk=_write_order,
        chunk_rows=ALL_AT_ONCE,
        closing_steps=CLOSING_STEPS,
        on_approval=refunds.refuse_without_account,
        single_case=True,
        look_url="payment_orders:planned_refunds",
        row_label=_("refunds"),
        reasons=REASONS,
        subjects=customers_by,
    ),
    RunKind(
        code=collections.KIND,
        stands_still=True,
        taken_back=True,
        label=_("Direct debit"),
        permission="payment_orders.order",
        plan_steps=(
            Step("payment_orders/settle_collections", _("What became of earlier ones"), collections.settle_collections),
            Step("payment_orders/plan_collections", _("What is taken, by which mandate"), collections.plan_collections),
        ),
        totals=_totals_of_collections,
        commit_chunk=_write_orders,
        chunk_rows=ALL_AT_ONCE,
        closing_steps=CLOSING_STEPS,
        on_approval=collections.refuse_without_agreement,
        look_url="payment_orders:planned_collections",
        row_label=_("collections"),
        commit_label=_("Order"),
    ),
]
