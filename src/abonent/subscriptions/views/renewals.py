"""Look at a renewal plan: totals against the last run, what is odd, every row with its reason; hold rows back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet, Sum
from django.db.models.functions import NullIf
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.queries import comparison, previous_run, visible_runs
from abonent.subscriptions.models import RenewalPlan, SituationPrice
from abonent.subscriptions.operations import hold_back
from abonent.subscriptions.queries import findings, held_rows
from abonent.subscriptions.views.why import answer, receipt_of
from abonent.ui import toasts, wording
from abonent.ui.lists import (
    AmountFilter,
    BooleanFilter,
    BulkAct,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    PercentColumn,
    PeriodColumn,
    State,
    StateColumn,
    TextFilter,
    list_view,
)
from abonent.ui.steps import steps

ICONS = {
    "changed_much": "percentage",
    "changed": "tag",
    "first": "user-plus",
    "catching_up": "history",
    "zero": "circle-dashed",
    "no_price_list": "parking",
    "no_price": "parking",
    "no_shares": "parking",
    "no_calendar": "parking",
}
FINDINGS = {
    code: State(label=label, icon=ICONS.get(code, ""), tone="warn" if ICONS.get(code) in ("parking", "percentage") else "ink2")
    for code, label in RenewalPlan.FINDINGS
    if code
}
HELD = {True: State(label=gettext_lazy("Held back"), icon="hand-stop", tone="warn")}


class PlanList(List):
    """The rows of one renewal plan."""

    name = "renewals"
    title = gettext_lazy("Terms planned")
    columns = [
        Column(
            name="subscriber",
            label=gettext_lazy("Subscriber"),
            value="subscription.subscriber.name",
            slot="main",
            link=lambda row: row.subscription.url,
        ),
        Column(
            name="product",
            label=gettext_lazy("Product"),
            value=lambda row: name_in(row.subscription.product.name, get_language() or "en"),
            slot="sub",
        ),
        PeriodColumn(name="during", label=gettext_lazy("Term"), value="sold_during"),
        MoneyColumn(
            name="latest", label=gettext_lazy("Present term"), value="latest_amount", sort="latest_amount", currency="currency", quiet=True
        ),
        MoneyColumn(
            name="amount",
            label=gettext_lazy("Now"),
            sort="amount",
            currency="currency",
            slot="fig",
            total=Sum("amount"),
            link=lambda row: reverse("subscriptions:why_planned", args=[row.run_id, row.ordinal]),
            why="why",
        ),
        PercentColumn(name="change", label=gettext_lazy("Change"), sort="change", change=True, slot="fig2"),
        StateColumn(name="finding", label=gettext_lazy("To look at"), sort="finding", states=FINDINGS),
        StateColumn(name="held", label=gettext_lazy("Held"), value=lambda row: row.held or None, states=HELD),
        DayColumn(name="due", label=gettext_lazy("Invoice"), value="charge_due_on", sort="charge_due_on", quiet=True, shown=False),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Subscriber"), path="subscription__subscriber__name", prominent=True),
        ChoiceFilter(
            name="finding",
            label=gettext_lazy("To look at"),
            path="finding",
            choices=[(code, state.label) for code, state in FINDINGS.items()],
        ),
        BooleanFilter(name="held", label=gettext_lazy("Held back"), path="held"),
        AmountFilter(name="amount", label=gettext_lazy("Amount"), path="amount"),
    ]
    default_sort = "ordinal"
    identity = "term_id"
    empty = EmptyState(
        title=gettext_lazy("Nothing is due"), text=gettext_lazy("No subscription has a term that begins within its lead days.")
    )
    bulk = [
        BulkAct(label=gettext_lazy("Hold back"), url_name="subscriptions:hold", icon="hand-stop", permission="subscriptions.renew"),
        BulkAct(label=gettext_lazy("Let go"), url_name="subscriptions:release", icon="player-play", permission="subscriptions.renew"),
    ]

    def __init__(self, request: HttpRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    def rows(self) -> QuerySet[Any]:
        rows = RenewalPlan.objects.filter(run=self.run).select_related("subscription__subscriber", "subscription__product")
        share = ExpressionWrapper((F("amount") - F("latest_amount")) / NullIf(F("latest_amount"), 0), output_field=FloatField())
        return rows.annotate(change=share)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s term", "%(count)s terms", count) % {"count": wording.number(count, self.reader.language)}


@permit("subscriptions.see")
def renewal_plan(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """The plan: totals, what to look at first, and every row."""
    run = _run(request, run_id)
    before = previous_run(run)
    present = {"planning": 0, "planned": 1}.get(run.state, 2)
    context = {
        "run": run,
        "before": before,
        "against": comparison(run, before),
        "steps": steps([_("Plan"), _("Look"), _("Commit")], present=present, urls=[run.url, request.path]),
        "findings": [(found, ICONS[found.code]) for found in findings(run)],
        "chosen": request.GET.getlist("finding"),
        "held": held_rows(run),
        "may_commit": run.state == Run.State.PLANNED and request.user.may("subscriptions.renew"),  # type: ignore[union-attr]
    }
    return list_view(request, partial(PlanList, run=run), template="subscriptions/renewal_plan.html", **context)  # type: ignore[arg-type]


@permit("subscriptions.see")
def why_planned(request: HttpRequest, run_id: int, ordinal: int) -> HttpResponse:
    """Why a planned term costs what it would."""
    run = _run(request, run_id)
    rows = RenewalPlan.objects.select_related("subscription__product", "subscription__subscriber", "subscription__entity")
    row = get_object_or_404(rows.exclude(amount=None), run=run, ordinal=ordinal)
    price = SituationPrice.objects.select_related("trace").get(run=run, situation=row.situation)
    receipt = receipt_of(
        row.subscription, price.trace.steps, during=row.sold_during, amount=row.amount, currency=row.currency, before=row.latest_amount
    )
    may_hold = run.state == Run.State.PLANNED and request.user.may("subscriptions.renew")  # type: ignore[union-attr]
    return answer(request, receipt, row=row if may_hold else None)


@permit("subscriptions.renew")
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Hold the chosen rows back."""
    return _hold(request, held=True)


@permit("subscriptions.renew")
@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """Let the chosen rows go."""
    return _hold(request, held=False)


def _hold(request: HttpRequest, *, held: bool) -> HttpResponse:
    """The rows are known by the ids of their terms, which no two plans share."""
    chosen = [int(term) for term in request.POST.getlist("chosen") if term.isascii() and term.isdigit()]
    rows = RenewalPlan.objects.filter(term_id__in=chosen, run__in=visible_runs(request.user))  # type: ignore[arg-type]
    first = rows.select_related("run").first()
    if first is None:
        raise Http404
    run = first.run
    try:
        ordinals = list(rows.filter(run=run).values_list("ordinal", flat=True))
        changed = hold_back(run=run, ordinals=ordinals, held=held, actor=request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _held_words(changed, held=held))
    return redirect("subscriptions:renewal_plan", run_id=run.pk)


def _held_words(changed: int, *, held: bool) -> str:
    if held:
        return ngettext("%(count)s row is held back.", "%(count)s rows are held back.", changed) % {"count": changed}
    return ngettext("%(count)s row is let go.", "%(count)s rows are let go.", changed) % {"count": changed}


def _run(request: HttpRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind="renewal")  # type: ignore[arg-type]
