"""The runs of billing: the night's, from open charges due to posted invoices; the runs of one, a single invoice, a credit note; that of
what is invoiced again and again, which writes the charges that the night's run bills; and the settlement of what agents earned."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from abonent.billing.models import CommissionPlan, PlannedRelease, RecurrencePlan
from abonent.billing.operations import agent_settlement, letter_runs, releasing
from abonent.billing.operations.planning import (
    find_single_treatments,
    find_treatments,
    hold_credits,
    keep_commission,
    park_charges,
    plan_credit_lines,
    plan_invoices,
    plan_lines,
    plan_totals,
    totals_of,
)
from abonent.billing.operations.posting import post_chunk
from abonent.billing.operations.pro_formas import KIND as PRO_FORMA
from abonent.billing.operations.pro_formas import write_pro_formas
from abonent.billing.operations.recurring import KIND as RECURRING
from abonent.billing.operations.recurring import make_recurrences, offer_recurrences, plan_recurrences, tell_recurrences
from abonent.billing.queries import looked_at_first
from abonent.billing.rules.reasons import REASONS
from abonent.runs.kinds import RunKind, Step, Totals
from abonent.runs.models import Run

CHUNK_ROWS = 20_000
LETTER_CHUNK = 200
# A release is one document: it is posted whole or not at all.
ALL_AT_ONCE = 1_000_000_000

COMMISSION = Step("billing.keep_commission", _("What agents keep written"), keep_commission)
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


def totals_of_recurring(run: Run) -> Totals:
    """The days that are made and what they come to, with or without VAT as each is said."""
    planned = RecurrencePlan.objects.filter(run=run)
    return Totals(rows=planned.count(), amount=planned.aggregate(amount=Sum("amount"))["amount"] or 0, currency=run.entity.currency)


def make_chunk(run: Run, first: int, latest: int) -> int:
    """Make a chunk of the days that are due."""
    return make_recurrences(run=run, first=first, latest=latest)


def totals_of_commission(run: Run) -> Totals:
    """The lines of the plan, and what all agents get."""
    planned = CommissionPlan.objects.filter(run=run)
    amount = planned.aggregate(amount=Sum("amount"))["amount"]
    return Totals(rows=planned.count(), amount=amount or 0, currency=run.entity.currency)


RUN_KINDS = [
    RunKind(
        code=letter_runs.KIND,
        stands_still=True,
        label=_("Letters about accounts"),
        permission="billing.print",
        plan_steps=(Step("billing.plan_account_letters", _("Accounts found"), letter_runs.plan_letters),),
        totals=letter_runs.totals_of_letters,
        commit_chunk=letter_runs.write_chunk,
        chunk_rows=LETTER_CHUNK,
        closing_steps=(Step("billing.print_account_letters", _("File for the printer"), letter_runs.print_letters),),
        start_url="billing:new_letter_run",
        look_url="billing:letter_plan",
        send_url="billing:send_letters",
        row_label=_("letters"),
        commit_label=_("Write the letters"),
    ),
    RunKind(
        code="billing",
        look_first=looked_at_first,
        stands_still=True,
        label=_("Billing"),
        permission="billing.run",
        plan_steps=(COMMISSION, TREATMENTS, PARK, LINES, INVOICES, HOLD, TOTALS),
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
        code=PRO_FORMA,
        label=_("Pro forma invoice"),
        permission="billing.bill_now",
        plan_steps=(SINGLE_TREATMENTS, PARK, LINES, INVOICES, TOTALS),
        totals=totals_of,
        commit_chunk=write_pro_formas,
        single_case=True,
        look_url="billing:look",
        row_label=_("pro forma invoices"),
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
    RunKind(
        code=RECURRING,
        stands_still=True,
        taken_back=True,
        label=_("Recurring invoices"),
        permission="billing.run",
        plan_steps=(Step("billing.plan_recurrences", _("Days found that are due"), plan_recurrences),),
        totals=totals_of_recurring,
        commit_chunk=make_chunk,
        closing_steps=(
            Step("billing.offer_recurrences", _("Pro formas made"), offer_recurrences),
            Step("billing.tell_recurrences", _("Told in the history"), tell_recurrences),
        ),
        look_url="billing:recurring_plan",
        row_label=_("days"),
        commit_label=_("Make what is due"),
    ),
    RunKind(
        code=agent_settlement.KIND,
        stands_still=True,
        label=_("Settlement with agents"),
        permission="subscriptions.settle_agents",
        plan_steps=(Step("billing.plan_commission", _("What agents earned found"), agent_settlement.plan_commission),),
        totals=totals_of_commission,
        first_steps=(Step("billing.post_settlements", _("Settlements posted"), agent_settlement.post_settlements),),
        commit_chunk=agent_settlement.post_earned,
        closing_steps=(Step("billing.charge_settlements", _("Credits to agents written"), agent_settlement.charge_settlements),),
        look_url="billing:commission_plan",
        row_label=_("lines"),
        commit_label=_("Post the settlements"),
    ),
]
