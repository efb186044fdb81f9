"""Look at a billing plan: totals against the last run, what is odd, every invoice with its reason; hold rows back."""

from __future__ import annotations

from collections.abc import Callable
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
from abonent.billing.models import BillingHold, BillingPlan
from abonent.billing.operations import hold_back, mark_looked_at, release
from abonent.billing.operations.replanning import replan_payer
from abonent.billing.plan_comparison import GROUPINGS, PRODUCT, compared
from abonent.billing.queries import PlanGroup, changed_percent_of, held_count, plan_groups, plan_totals
from abonent.billing.receipts import receipt_of_row
from abonent.billing.views.plan_list import ODDITIES, InvoicePlanList
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.plan_list import may_hold
from abonent.runs.queries import parked_reasons, previous_run, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.lists import State, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.steps import steps

KINDS = ("billing", "single_invoice", "credit_note", "pro_forma")
STEP_OF_STATE = {Run.State.PLANNING: 0, Run.State.PLANNED: 1, Run.State.DONE: 3}


@dataclass(frozen=True)
class ShownGroup:
    """Odd rows as a line of the groups to look at."""

    oddity: State
    group: PlanGroup
    on: bool

    @property
    def note(self) -> str:
        """How many were looked at, and how many are held back."""
        language = present_reader().language
        words = []
        if self.group.looked_at:
            left = self.group.rows - self.group.looked_at
            words.append(_("%(done)s looked at, %(left)s left") % {"done": self.group.looked_at, "left": wording.number(left, language)})
        if self.group.held:
            held = {"count": wording.number(self.group.held, language)}
            words.append(ngettext("%(count)s held back", "%(count)s held back", self.group.held) % held)
        return ", ".join(words)


@permit("billing.see")
def look(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: totals, what to look at first, and every row."""
    run = _run(request, run_id)
    before = previous_run(run)
    groups = plan_groups(run)
    chosen, only_held = request.GET.getlist("odd"), request.GET.get("held") == "yes"
    labels = [_("Plan"), _("Look"), _("Commit"), _("Send")]
    context = {
        "run": run,
        "before": before,
        "totals": plan_totals(run, before),
        "steps": steps(labels, present=STEP_OF_STATE.get(Run.State(run.state), 2), urls=[run.url, request.path, run.url]),
        "groups": [ShownGroup(ODDITIES[group.code], group, group.code in chosen) for group in groups],
        "odd_rows": sum(group.rows for group in groups),
        "looked_at": sum(group.looked_at for group in groups),
        "parked": parked_reasons(run),
        "held": held_count(run),
        "changed_percent": changed_percent_of(run),
        "chosen_held": only_held,
        "all_rows": not chosen and not only_held,
        "may_commit": may_hold(request.user, run),
    }
    return list_view(request, partial(InvoicePlanList, run=run), template="billing/look.html", **context)  # type: ignore[arg-type]


@permit("billing.see")
def compare(request: StaffRequest, run_id: int) -> HttpResponse:
    """The plan beside that of the run before, by what `?by=` names."""
    run, by = _run(request, run_id), request.GET.get("by", PRODUCT)
    if by not in GROUPINGS:
        raise Http404
    before = previous_run(run)
    context = {
        "run": run,
        "before": before,
        "rows": compared(run, before, by, language=present_reader().language),
        "groupings": GROUPINGS.items(),
        "by": by,
        "grouped": GROUPINGS[by],
    }
    return render(request, "billing/compared.html", context)


@permit("billing.see")
def why_planned(request: StaffRequest, run_id: int, ordinal: int) -> HttpResponse:
    """Why a planned invoice comes to what it would, beside the payer's latest."""
    run, reader = _run(request, run_id), present_reader()
    row = get_object_or_404(BillingPlan.objects.select_related("payer"), run=run, ordinal=ordinal)
    template = "billing/why.html" if request.headers.get("HX-Request") else "billing/why_page.html"
    context = {
        "receipt": receipt_of_row(row, language=reader.language),
        "row": row,
        "is_held": BillingHold.objects.filter(run=run, ordinal=ordinal).exists(),
        "may_hold": may_hold(request.user, run),
    }
    return render(request, template, context)


@permit("billing.run")
@require_POST
def hold(request: StaffRequest) -> HttpResponse:
    """Hold the chosen rows back."""
    words = partial(ngettext, "%(count)s invoice is held back.", "%(count)s invoices are held back.")
    return _each_chosen(
        request, lambda run, row: hold_back(run=run, ordinal=row.ordinal, reason=request.POST.get("reason", ""), actor=request.user), words
    )


@permit("billing.run")
@require_POST
def let_go(request: StaffRequest) -> HttpResponse:
    """Let the chosen rows be posted with the rest."""
    words = partial(ngettext, "%(count)s invoice is let go.", "%(count)s invoices are let go.")
    return _each_chosen(request, lambda run, row: release(run=run, ordinal=row.ordinal), words)


@permit("billing.run")
@require_POST
def look_at(request: StaffRequest) -> HttpResponse:
    """Note that the chosen rows were looked at."""
    words = partial(ngettext, "%(count)s invoice is marked as looked at.", "%(count)s invoices are marked as looked at.")
    return _each_chosen(request, lambda run, row: mark_looked_at(run=run, ordinals=[row.ordinal], actor=request.user), words)


@permit("billing.run")
@require_POST
def replan(request: StaffRequest) -> HttpResponse:
    """Plan what is due of the chosen payers anew, now that their data are mended."""
    words = partial(ngettext, "%(count)s invoice is planned anew.", "%(count)s invoices are planned anew.")
    return _each_chosen(request, lambda run, row: replan_payer(run=run, invoice_id=row.invoice_id, actor=request.user), words)


def _each_chosen(request: StaffRequest, act: Callable[[Run, BillingPlan], object], words: Callable[[int], str]) -> HttpResponse:
    """The rows are known by the ids of their invoices, which no two plans share."""
    chosen = [int(text) for text in request.POST.getlist("chosen") if text.isascii() and text.isdigit() and len(text) < 19]
    rows = list(
        BillingPlan.objects.filter(invoice_id__in=chosen, run__in=visible_runs(request.user)).select_related("run").order_by("ordinal")
    )
    if not rows:
        raise Http404
    run = rows[0].run
    try:
        for row in rows:
            if row.run_id == run.pk:
                act(run, row)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, words(len(rows)) % {"count": wording.number(len(rows), present_reader().language)})
    back = request.headers.get("Referer", "")
    same_view = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) and "/why/" not in back
    return redirect(back if same_view else reverse("billing:look", args=[run.pk]))


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind__in=KINDS)
