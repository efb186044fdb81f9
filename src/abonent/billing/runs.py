"""The runs of billing: the night's, from open charges due to posted invoices; and the runs of one, a single invoice, a credit note."""

from django.utils.translation import gettext_lazy as _

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
from abonent.runs.kinds import RunKind, Step

CHUNK_ROWS = 20_000

TREATMENTS = Step("billing.find_treatments", _("Rates and accounts found"), find_treatments)
SINGLE_TREATMENTS = Step("billing.find_treatments", _("Rates and accounts found"), find_single_treatments)
PARK = Step("billing.park_charges", _("Charges checked"), park_charges)
LINES = Step("billing.plan_lines", _("Lines planned"), plan_lines)
CREDIT_LINES = Step("billing.plan_lines", _("Lines planned"), plan_credit_lines)
INVOICES = Step("billing.plan_invoices", _("Invoices planned"), plan_invoices)
HOLD = Step("billing.hold_credits", _("Credits that wait held back"), hold_credits)
TOTALS = Step("billing.plan_totals", _("Totals compared"), plan_totals)

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
]
