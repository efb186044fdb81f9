"""Look at a billing plan: totals against the last run, groups of oddities, every invoice with its reason; hold rows back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import BillingPlan, BillingPlanLine, BillingTotals
from abonent.billing.operations import hold_back, mark_looked_at, release
from abonent.billing.queries import OddGroup, held_count, odd_groups, planned_rows, totals_of_run
from abonent.billing.rules.line_words import line_text
from abonent.billing.views.plan_list import ODDITIES, PlanList, may_hold
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.queries import comparison, previous_run, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.lists import State, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.steps import Receipt, ReceiptStep, steps

STEP_OF_STATE = {Run.State.PLANNING: 0, Run.State.PLANNED: 1, Run.State.DONE: 3}


@dataclass(frozen=True)
class ShownGroup:
    """A group of oddities with its look."""

    state: State
    group: OddGroup


@dataclass(frozen=True)
class ShownTotals:
    """What the plan comes to in one currency, beside the last run."""

    now: BillingTotals
    before: BillingTotals | None
    change: float | None


@permit("billing.see")
def billing_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: totals, what to look at first, every invoice."""
    run = _run(request, run_id)
    before = previous_run(run)
    groups = odd_groups(run)
    context = {
        "run": run,
        "before": before,
        "against": comparison(run, before),
        "totals": _shown_totals(run, before),
        "steps": steps([_("Plan"), _("Look"), _("Commit")], present=STEP_OF_STATE.get(run.state, 2), urls=[run.url, request.path, run.url]),
        "groups": [ShownGroup(ODDITIES[group.code], group) for group in groups],
        "odd_left": sum(group.left for group in groups),
        "chosen": request.GET.getlist("oddity"),
        "held": held_count(run),
        "chosen_held": request.GET.get("held") == "yes",
        "may_commit": may_hold(request.user, run),
    }
    return list_view(request, partial(PlanList, run=run), template="billing/plan.html", **context)  # type: ignore[arg-type]


@permit("billing.see")
def why_planned(request: StaffRequest, run_id: int, ordinal: int) -> HttpResponse:
    """Why a planned invoice comes to its amount; whoever opens it has looked at it."""
    run = _run(request, run_id)
    row = get_object_or_404(planned_rows(run), ordinal=ordinal)
    open_ = may_hold(request.user, run)
    if open_ and row.oddities:
        mark_looked_at(run=run, ordinals=[ordinal], actor=request.user)
    hold_url = reverse("billing:release" if row.held else "billing:hold", args=[run.pk]) if open_ else ""
    context = {
        "receipt": _receipt(row),
        "row": row,
        "hold_url": hold_url,
        "customer": row.payer,
        "title": row.payer.name,
        "back": reverse("billing:plan", args=[run.pk]),
    }
    template = "billing/why.html" if request.headers.get("HX-Request") else "billing/why_page.html"
    return render(request, template, context)


@permit("billing.run")
@require_POST
def hold(request: StaffRequest, run_id: int) -> HttpResponse:
    """Hold the chosen rows of a run back."""
    return _turned(request, _run(request, run_id), held=True)


@permit("billing.run")
@require_POST
def let_go(request: StaffRequest, run_id: int) -> HttpResponse:
    """Let the chosen rows of a run go."""
    return _turned(request, _run(request, run_id), held=False)


@permit("billing.run")
@require_POST
def hold_chosen(request: StaffRequest) -> HttpResponse:
    """Hold back what is ticked in the list."""
    return _turned(request, _run_of_chosen(request), held=True)


@permit("billing.run")
@require_POST
def release_chosen(request: StaffRequest) -> HttpResponse:
    """Let go what is ticked in the list."""
    return _turned(request, _run_of_chosen(request), held=False)


def _turned(request: StaffRequest, run: Run, *, held: bool) -> HttpResponse:
    ordinals = list(BillingPlan.objects.filter(run=run, invoice_id__in=_chosen(request)).values_list("ordinal", flat=True))
    try:
        for ordinal in ordinals:
            if held:
                hold_back(run=run, ordinal=ordinal, reason=_("Held back in the look"), actor=request.user)
            else:
                release(run=run, ordinal=ordinal)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _turned_words(len(ordinals), held=held))
    back = request.headers.get("Referer", "")
    same_view = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) and "/why/" not in back
    return redirect(back if same_view else reverse("billing:plan", args=[run.pk]))


def _turned_words(count: int, *, held: bool) -> str:
    shown = {"count": wording.number(count, present_reader().language)}
    if held:
        return ngettext("%(count)s invoice is held back.", "%(count)s invoices are held back.", count) % shown
    return ngettext("%(count)s invoice is let go.", "%(count)s invoices are let go.", count) % shown


def _chosen(request: StaffRequest) -> list[int]:
    return [int(value) for value in request.POST.getlist("chosen") if value.isascii() and value.isdigit() and len(value) < 19]


def _run_of_chosen(request: StaffRequest) -> Run:
    """The ids of planned invoices are shared by no two plans."""
    row = BillingPlan.objects.filter(invoice_id__in=_chosen(request)).first()
    if row is None:
        raise Http404
    return _run(request, row.run_id)


def _receipt(row: BillingPlan) -> Receipt:
    """The lines of the planned invoice as steps."""
    language = present_reader().language
    lines = BillingPlanLine.objects.filter(run_id=row.run_id, ordinal=row.ordinal).order_by("line")
    receipt_steps = [ReceiptStep(line_text(line.description, language), line.gross, wording.percent(line.rate, language)) for line in lines]
    if row.rounding:
        receipt_steps.append(ReceiptStep(_("Rounding"), row.rounding))
    before = (
        _("Last invoice %(amount)s") % {"amount": wording.money(row.previous_total, None, language)}
        if row.previous_total is not None
        else ""
    )
    tax = _("of it VAT %(vat)s") % {"vat": wording.money(row.vat, row.currency, language)}
    return Receipt(
        receipt_steps, row.total, row.currency, language, about=row.payer.name, total_label=_("To pay"), tax_words=tax, before_words=before
    )


def _shown_totals(run: Run, before: Run | None) -> list[ShownTotals]:
    earlier = {totals.currency: totals for totals in totals_of_run(before)} if before else {}
    shown = []
    for now in totals_of_run(run):
        last = earlier.get(now.currency)
        change = float((now.total - last.total) / last.total) if last and last.total else None
        shown.append(ShownTotals(now, last, change))
    return shown


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind__in=("billing", "single_invoice", "credit_note"))
