"""E-invoices: those of a run with how far they are, and one by itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import OutboxDocument
from abonent.billing.operations.electronic import left_of_run, send_electronically, send_run_electronically
from abonent.billing.queries import visible_invoices
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.queries import undo_address, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.lists.reader import present_reader


@permit("billing.mail")
@require_POST
def send_one(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """Send one document as an e-invoice."""
    invoice = get_object_or_404(visible_invoices(request.user), pk=invoice_id)
    try:
        send_electronically(invoice=invoice, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = _("%(document)s is checked and sent within a minute.") % {"document": invoice.document_number}
        toasts.say(request, said, undo_url=undo_address(request.user, "invoice", invoice.pk))
    return redirect(invoice.url)


@permit("billing.print")
@require_POST
def send_all(request: StaffRequest, run_id: int) -> HttpResponse:
    """Send what is left of a run."""
    run = get_object_or_404(visible_runs(request.user), pk=run_id, kind="billing")
    try:
        queued = send_run_electronically(run=run, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = ngettext("%(count)s e-invoice is checked and sent.", "%(count)s e-invoices are checked and sent.", queued)
        toasts.say(
            request,
            said % {"count": wording.number(queued, present_reader().language)},
            undo_url=undo_address(request.user, "run", run.pk),
        )
    return redirect("billing:send", run.pk)


def electronic_facts(run: Run) -> dict[str, Any]:
    """How many documents of a run are where on their way as e-invoices, and how many are left."""
    counted = dict(OutboxDocument.objects.filter(invoice__run_id=run.pk).values_list("state").annotate(documents=Count("pk")))
    left = left_of_run(run)
    if not counted and not left:
        return {"electronic": None}
    return {
        "electronic": {
            "left": left,
            "states": [(label, counted[state]) for state, label in OutboxDocument.State.choices if state in counted],
        }
    }
