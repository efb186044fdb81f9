"""Letters to all whose account stands at so much: begin a run, look at who is written to, take the print file, send the e-mails."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.letter_forms import LetterRunForm
from abonent.billing.models import AccountLetterPlan, PrintFile
from abonent.billing.models.account_letter import EMAIL, LETTER_CHANNELS, LETTER_KINDS, PAPER
from abonent.billing.operations.account_letters import MESSAGE
from abonent.billing.operations.letter_runs import KIND, begin_letters, hold_letters, letters_of, mail_letters
from abonent.correspondence.models import OutgoingMessage
from abonent.kit import clock
from abonent.kit.files import open_stored
from abonent.kit.refusals import Refusal
from abonent.runs.hold_views import hold_views
from abonent.runs.jobs import go_on_later
from abonent.runs.models import Run
from abonent.runs.plan_list import PlanList, may_hold
from abonent.runs.queries import undo_address, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import BooleanFilter, ChoiceFilter, Column, EmptyState, MoneyColumn, State, StateColumn, TextFilter, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.steps import steps

STEP_OF_STATE = {"planning": 0, "planned": 1, "done": 3}
FINDINGS = {
    "": State(label=gettext_lazy("To be written"), icon="check", tone="ink2"),
    "no_address": State(label=gettext_lazy("No address"), icon="map-pin", tone="warn"),
}


class LetterPlanList(PlanList):
    """Who is written to about which balance."""

    name = "account-letter-plan"
    title = gettext_lazy("Letters")
    identity = "letter_id"
    hold, release = "billing:hold_letters", "billing:release_letters"
    empty = EmptyState(
        title=gettext_lazy("Nobody is written to"),
        text=gettext_lazy("No account stood at so much after this day. Cancel the run and ask for less."),
    )

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="customer",
                label=_("Customer"),
                value="customer.name",
                slot="main",
                link=lambda row: reverse("desk:customer", args=[row.customer.number]),
            ),
            Column(name="number", label=_("Number"), value="customer.number", quiet=True),
            Column(name="channel", label=_("Channel"), value=lambda row: row.get_channel_display(), slot="sub"),
            StateColumn(name="finding", label=_("What becomes of it"), states=FINDINGS, slot="fig2"),
            self.hold_column(),
            MoneyColumn(
                name="balance",
                label=_("Balance"),
                value="balance",
                sort="balance",
                currency="currency",
                shows_currency=True,
                total=Sum("balance"),
                slot="fig",
            ),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Customer"), path="customer__name", prominent=True),
            ChoiceFilter(name="channel", label=_("Channel"), path="channel", choices=LETTER_CHANNELS),
            ChoiceFilter(
                name="finding",
                label=_("What becomes of it"),
                where=lambda names: Q(finding__in=["" if name == "goes" else name for name in names]),
                choices=[(code or "goes", state.label) for code, state in FINDINGS.items()],
            ),
            BooleanFilter(name="held", label=_("Held back")),
        ]

    def rows(self) -> QuerySet[Any]:
        return AccountLetterPlan.objects.filter(run=self.run).select_related("customer")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s letter", "%(count)s letters", count) % {"count": wording.number(count, self.reader.language)}


@permit("billing.print")
def new_letter_run(request: StaffRequest) -> HttpResponse:
    """Which letters, to whose accounts; the run that finds them."""
    today = present_reader().today
    own = request.user.company
    initial = {"entity": own.pk if own else None, "as_of": today, "least": None}
    form = LetterRunForm(request.POST or None, today=today, viewer=request.user, initial=initial)
    if request.method != "POST":
        return render(request, "billing/new_letter_run.html", {"form": form})
    if form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                run = begin_letters(**said, actor=request.user, today=clock.today(said["entity"].zone))
                go_on_later(run)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return redirect(run.url)
    return refused(request, "billing/new_letter_run.html", {"form": form})


@permit("billing.print")
def letter_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """Every letter of the plan; rows are held back and let go while it waits."""
    run = _run(request, run_id)
    planned = AccountLetterPlan.objects.filter(run=run)
    goes = Q(finding="")
    counted = planned.aggregate(
        paper=Count("pk", filter=goes & Q(channel=PAPER)),
        email=Count("pk", filter=goes & Q(channel=EMAIL)),
        without=Count("pk", filter=~goes),
        held=Count("pk", filter=Q(held=True)),
    )
    context = {
        "run": run,
        "counted": counted,
        "letter": dict(LETTER_KINDS)[run.parameters["kind"]],
        "steps": steps(
            [_("Plan"), _("Look"), _("Commit"), _("Send")],
            present=STEP_OF_STATE.get(run.state, 2),
            urls=[run.url, request.path, run.url, reverse("billing:send_letters", args=[run.pk])],
        ),
        "may_commit": may_hold(request.user, run) and run.planned_rows,
    }
    return list_view(request, partial(LetterPlanList, run=run), template="billing/letter_plan.html", **context)  # type: ignore[arg-type]


def _letters_held(count: int, held: bool) -> str:
    if held:
        return ngettext("%(count)s letter is held back.", "%(count)s letters are held back.", count)
    return ngettext("%(count)s letter is let go.", "%(count)s letters are let go.", count)


hold, release = hold_views(
    permission="billing.print",
    look_url="billing:letter_plan",
    rows=lambda letters, runs: AccountLetterPlan.objects.filter(letter_id__in=letters, run__in=runs),
    hold=lambda run, rows, held, actor: hold_letters(run=run, ordinals=[row.ordinal for row in rows], held=held, actor=actor),
    words=_letters_held,
)


@permit("billing.print")
def send_letters(request: StaffRequest, run_id: int) -> HttpResponse:
    """The last step: the file for the printer, the e-mails with what became of them."""
    run = _run(request, run_id)
    by_email = letters_of(run, EMAIL)
    messages = OutgoingMessage.objects.of_sources(MESSAGE, by_email.values("pk"))
    states = dict(messages.values_list("state").annotate(messages=Count("pk")))
    context = {
        "run": run,
        "steps": steps(
            [_("Plan"), _("Look"), _("Commit"), _("Send")],
            present=3,
            urls=[run.url, reverse("billing:letter_plan", args=[run.pk]), run.url],
        ),
        "file": PrintFile.objects.filter(run_id=run.pk).first(),
        "by_email": by_email.count(),
        "to_be_queued": by_email.exclude(pk__in=messages.values("source_id")).count(),
        "outcomes": [(label, state, states[state]) for state, label in OutgoingMessage.State.choices if state in states],
    }
    return render(request, "billing/send_letters.html", context)


@permit("billing.print")
@require_POST
def mail_letters_of_run(request: StaffRequest, run_id: int) -> HttpResponse:
    """Put the e-mails of a run into the outbox."""
    run = _run(request, run_id)
    try:
        queued = mail_letters(run=run, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = ngettext("%(count)s letter is on its way by e-mail.", "%(count)s letters are on their way by e-mail.", queued)
        words = said % {"count": wording.number(queued, present_reader().language)}
        toasts.say(request, words, undo_url=undo_address(request.user, "run", run.pk))
    return redirect("billing:send_letters", run.pk)


@permit("billing.print")
def letters_file(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The letters on paper in one file, a sheet before each country."""
    run = _run(request, run_id)
    file = get_object_or_404(PrintFile.objects.select_related("stored_file"), run_id=run.pk)
    if file.stored_file is None:
        raise Http404
    return FileResponse(open_stored(file.stored_file), as_attachment=True, filename=file.stored_file.name, content_type="application/pdf")


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
