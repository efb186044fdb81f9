"""The runs of billing: the night's, from open charges due to posted invoices; and the runs of one, a single invoice, a credit note."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from abonent.billing.models import PlannedRelease
from abonent.billing.operations import releasing
from abonent.billing.operations.planning import (
    find_single_treatments,
    find_treatments,
    hold_credits,
    park_charges,
    plan_credit_lines,
    plan_invoices,
    plan_lines,
    plan_totals,
    totals_of,
)
from abonent.billing.operations.posting import post_chunk
from abonent.billing.rules.reasons import REASONS
from abonent.runs.kinds import RunKind, Step, Totals
from abonent.runs.models import Run

CHUNK_ROWS = 20_000
# A release is one document: it is posted whole or not at all.
ALL_AT_ONCE = 1_000_000_000

TREATMENTS = Step("billing.find_treatments", _("Rates and accounts found"), find_treatments)
SINGLE_TREATMENTS = Step("billing.find_treatments", _("Rates and accounts found"), find_single_treatments)
PARK = Step("billing.park_charges", _("Charges checked"), park_charges)
LINES = Step("billing.plan_lines", _("Lines planned"), plan_lines)
CREDIT_LINES = Step("billing.plan_lines", _("Lines planned"), plan_credit_lines)
INVOICES = Step("billing.plan_invoices", _("Invoices planned"), plan_invoices)
HOLD = Step("billing.hold_credits", _("Credits that wait held back"), hold_credits)
TOTALS = Step("billing.plan_totals", _("Totals compared"), plan_totals)


def _totals_of_release(run: Run) -> Totals:
    planned = PlannedRelease.objects.filter(run=run)
    return Totals(planned.count(), planned.aggregate(earned=Sum("earned"))["earned"] or 0, run.entity.currency)


def _write_release(run: Run, first: int, latest: int) -> int:
    return releasing.write_release(run)


RUN_KINDS = [
    RunKind(
        code="billing",
        stands_still=True,
        label=_("Billing"),
        permission="billing.run",
        plan_steps=(TREATMENTS, PARK, LINES, INVOICES, HOLD, TOTALS),
        totals=totals_of,
        commit_chunk=post_chunk,
        chunk_rows=CHUNK_ROWS,
        committers=2,
        look_url="billing:look",
        send_url="billing:send",
        row_label=_("invoices"),
        commit_label=_("Post invoices"),
        reasons=REASONS,
    ),
    RunKind(
        code="single_invoice",
        stands_still=True,
        label=_("Single invoice"),
        permission="billing.bill_now",
        plan_steps=(SINGLE_TREATMENTS, PARK, LINES, INVOICES, TOTALS),
        totals=totals_of,
        commit_chunk=post_chunk,
        single_case=True,
        look_url="billing:look",
        row_label=_("invoices"),
        reasons=REASONS,
    ),
    RunKind(
        code="credit_note",
        label=_("Credit note"),
        permission="billing.credit",
        plan_steps=(SINGLE_TREATMENTS, CREDIT_LINES, INVOICES, TOTALS),
        totals=totals_of,
        commit_chunk=post_chunk,
        single_case=True,
        look_url="billing:look",
        row_label=_("credit notes"),
        reasons=REASONS,
    ),
    RunKind(
        code=releasing.KIND,
        stands_still=True,
        label=_("Release of deferred revenue"),
        permission="billing.release",
        plan_steps=(Step("billing.plan_release", _("What was earned"), releasing.plan_release),),
        totals=_totals_of_release,
        commit_chunk=_write_release,
        chunk_rows=ALL_AT_ONCE,
        on_approval=releasing.refuse_without_accounts,
        look_url="billing:revenue_release",
        row_label=_("sorts of revenue"),
        commit_label=_("Post what was earned"),
    ),
]
