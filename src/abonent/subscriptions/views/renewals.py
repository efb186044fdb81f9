"""Look at a renewal plan: totals against the last run, what is odd, every row with its reason; hold rows back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.runs.hold_views import hold_views
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import comparison, previous_run, visible_runs
from abonent.subscriptions import wording
from abonent.subscriptions.models import RenewalPlan, SituationPrice, Term
from abonent.subscriptions.operations import hold_back
from abonent.subscriptions.queries import PlanGroup, plan_groups
from abonent.subscriptions.receipts import price_receipt
from abonent.subscriptions.views.renewal_list import AS_EXPECTED, FINDINGS, RenewalList
from abonent.ui.lists import State, list_view
from abonent.ui.lists.reader import present_reader


@dataclass(frozen=True)
class ShownGroup:
    """Rows with the same finding, as a line of the groups to look at."""

    finding: State
    code: str
    group: PlanGroup


@permit("subscriptions.see")
def renewal_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: totals, what to look at first, and every row."""
    run = _run(request, run_id)
    before = previous_run(run)
    groups = plan_groups(run)
    odd = [group for group in groups if group.finding]
    context = {
        "run": run,
        "before": before,
        "against": comparison(run, before),
        "steps": look_steps(run, request.path),
        "groups": sorted((_shown(group) for group in groups), key=lambda shown: list(FINDINGS).index(shown.code)),
        "odd_rows": sum(group.rows for group in odd),
        "chosen": request.GET.getlist("finding"),
        "held": sum(group.held for group in groups),
        "chosen_held": request.GET.get("held") == "yes",
        "may_commit": may_hold(request.user, run),
    }
    return list_view(request, partial(RenewalList, run=run), template="subscriptions/renewal_plan.html", **context)  # type: ignore[arg-type]


@permit("subscriptions.see")
def why_planned(request: StaffRequest, run_id: int, ordinal: int) -> HttpResponse:
    """Why a planned term costs what it would, beside the term that runs."""
    run, reader = _run(request, run_id), present_reader()
    rows = RenewalPlan.objects.select_related("subscription__product", "subscription__subscriber", "subscription__entity")
    row = get_object_or_404(rows.exclude(amount=None), run=run, ordinal=ordinal)
    price = SituationPrice.objects.select_related("trace").get(run=run, situation=row.situation)
    before = Term.objects.filter(subscription=row.subscription_id, ordinal=row.term_ordinal - row.step).select_related("trace").first()
    about = [
        row.subscription.subscriber.name,
        wording.product_name(row.subscription, reader.language),
        wording.days(row.sold_during, reader),
    ]
    receipt = price_receipt(
        trace=price.trace.steps if price.trace else (),
        amount=row.amount or Decimal(0),
        currency=row.currency,
        language=reader.language,
        about=", ".join(about),
        before=before.amount if before else None,
        trace_before=before.trace.steps if before else (),
    )
    template = "subscriptions/why.html" if request.headers.get("HX-Request") else "subscriptions/why_page.html"
    return render(
        request, template, {"receipt": receipt, "subscription": row.subscription, "row": row if may_hold(request.user, run) else None}
    )


hold, release = hold_views(
    permission="subscriptions.renew",
    look_url="subscriptions:renewal_plan",
    rows=lambda terms, runs: RenewalPlan.objects.filter(term_id__in=terms, run__in=runs),
    hold=lambda run, rows, held, actor: hold_back(run=run, ordinals=[row.ordinal for row in rows], held=held, actor=actor),
)


def _shown(group: PlanGroup) -> ShownGroup:
    code = group.finding or AS_EXPECTED
    return ShownGroup(FINDINGS[code], code, group)


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind="renewal")
