"""Invoices by e-mail: those of a run with how far they are, and one by itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import Invoice
from abonent.billing.operations.mailing import mail_invoice, mail_run, messages_of, to_be_mailed
from abonent.billing.queries import visible_invoices
from abonent.correspondence.models import OutgoingMessage
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.queries import undo_address, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.lists.reader import present_reader
from abonent.ui.steps import Progress

State = OutgoingMessage.State


@permit("billing.print")
@require_POST
def mail_all(request: StaffRequest, run_id: int) -> HttpResponse:
    """Put the e-mails of a run into the outbox."""
    run = _run(request, run_id)
    try:
        queued = mail_run(run=run, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = ngettext("%(count)s invoice is on its way by e-mail.", "%(count)s invoices are on their way by e-mail.", queued)
        toasts.say(
            request,
            said % {"count": wording.number(queued, present_reader().language)},
            undo_url=undo_address(request.user, "run", run.pk),
        )
    return redirect("billing:send", run.pk)


@permit("billing.see")
def progress(request: StaffRequest, run_id: int) -> HttpResponse:
    """How many of a run's e-mails have left, asked for every two seconds while some wait."""
    run = _run(request, run_id)
    return render(request, "billing/mail_progress.html", {"run": run, "may_print": request.user.may("billing.print"), **mailing_facts(run)})


@permit("billing.mail")
@require_POST
def mail(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """Send one document by e-mail."""
    invoice = get_object_or_404(visible_invoices(request.user), pk=invoice_id)
    mail_and_say(request, invoice)
    return redirect(invoice.url)


def mail_and_say(request: StaffRequest, invoice: Invoice) -> None:
    """Send one document and say where it goes, with the way back while it waits."""
    try:
        message = mail_invoice(invoice=invoice, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = _("%(document)s is on its way to %(address)s.") % {"document": invoice.document_number, "address": message.address}
        undo_url = undo_address(request.user, "invoice", invoice.pk) or undo_address(request.user, "outgoing_message", message.pk)
        toasts.say(request, said, undo_url=undo_url)


def mailing_facts(run: Run) -> dict[str, Any]:
    """How many documents of a run go by e-mail, what became of their messages, and how many have no address."""
    wanted = to_be_mailed(run).count()
    if not wanted:
        return {"mailing": None}
    latest = messages_of(run).order_by("source_id", "-ordinal").distinct("source_id")
    states = dict(OutgoingMessage.objects.filter(pk__in=latest.values("pk")).values_list("state").annotate(messages=Count("pk")))
    queued = sum(states.values())
    waiting = states.get(State.QUEUED, 0) + states.get(State.CLAIMED, 0)
    asked_at = messages_of(run).order_by("queued_at").values_list("queued_at", flat=True).first()
    seconds = (clock.now() - asked_at).total_seconds() if asked_at else 0
    return {
        "mailing": {
            "wanted": wanted,
            "queued": queued,
            "waiting": waiting,
            "left": wanted - queued,
            "outcomes": [
                (label, state, states[state]) for state, label in State.choices if state in OutgoingMessage.FINAL and state in states
            ],
        },
        "mail_progress": Progress(queued - waiting, queued, _("messages handed over"), present_reader().language, seconds=seconds),
    }


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind="billing")
