"""What becomes of a run's invoices: the print file, and how many go by which channel."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.agent_queries import invoices_with_parts
from abonent.billing.jobs import print_later
from abonent.billing.models import PrintFile
from abonent.billing.operations.printing import CannotPrint, ask_for_print_file
from abonent.billing.queries import channels_of, printing_of, visible_invoices
from abonent.billing.rules.channel_words import CHANNELS
from abonent.billing.views.electronic import electronic_facts
from abonent.billing.views.mailing import mailing_facts
from abonent.kit import clock
from abonent.kit.files import open_stored
from abonent.runs.models import Run
from abonent.runs.operations import StandsStill
from abonent.runs.queries import visible_runs
from abonent.ui import toasts
from abonent.ui.lists.reader import present_reader
from abonent.ui.steps import Progress, steps


@permit("billing.see")
def send(request: StaffRequest, run_id: int) -> HttpResponse:
    """The last step of a run."""
    run = _run(request, run_id)
    labels = [_("Plan"), _("Look"), _("Commit"), _("Send")]
    context = {
        "run": run,
        "steps": steps(labels, present=3, urls=[run.url, "", run.url]),
        "channels": [(CHANNELS.get(channel, channel), channel, count) for channel, count in channels_of(run).items()],
        "split": invoices_with_parts(visible_invoices(request.user).filter(run_id=run.pk)).order_by("pk"),
        "may_print": request.user.may("billing.print"),
        **_printing(run),
        **mailing_facts(run),
        **electronic_facts(run),
    }
    return render(request, "billing/send.html", context)


@permit("billing.see")
def print_progress(request: StaffRequest, run_id: int) -> HttpResponse:
    """How far the print file is, asked for every second; the whole page anew once it is there."""
    run = _run(request, run_id)
    facts = _printing(run)
    response = render(request, "billing/print_progress.html", {"run": run, **facts})
    if facts["printing"].file and facts["printing"].file.stored_file:
        response["HX-Refresh"] = "true"
    return response


@permit("billing.print")
@require_POST
def make_print_file(request: StaffRequest, run_id: int) -> HttpResponse:
    """Ask for the print file; a worker makes it."""
    run = _run(request, run_id)
    try:
        with transaction.atomic():
            ask_for_print_file(run=run, actor=request.user)
            print_later(run)
    except (CannotPrint, StandsStill) as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The print file is being made. You can leave this page."))
    return redirect("billing:send", run.pk)


@permit("billing.see")
def print_file(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The print file, to be taken to the printer."""
    run = _run(request, run_id)
    file = get_object_or_404(PrintFile.objects.select_related("stored_file"), run_id=run.pk)
    if file.stored_file is None:
        raise Http404
    return FileResponse(open_stored(file.stored_file), as_attachment=True, filename=file.stored_file.name, content_type="application/pdf")


def _printing(run: Run) -> dict[str, Any]:
    printing = printing_of(run)
    seconds = (clock.now() - printing.file.asked_at).total_seconds() if printing.file else 0
    return {
        "printing": printing,
        "progress": Progress(printing.made, printing.wanted, _("invoices set"), present_reader().language, seconds=seconds),
    }


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind="billing")
