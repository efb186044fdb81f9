"""The screen of e-invoices: what is held back and what helps, the ways, the rules; and what may be done there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import OutboxDocument
from abonent.connectors.einvoices.forms import RouteForm
from abonent.connectors.einvoices.operations import CannotSend, close_route, open_route, try_again
from abonent.connectors.einvoices.queries import (
    MOST_SHOWN,
    counts,
    held_back,
    reasons,
    routes,
    rules_here,
    visible_documents,
    waiting_for_something,
)
from abonent.kit.files import read_stored
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused


@permit("einvoices.see")
def outbox(request: StaffRequest) -> HttpResponse:
    """What is held back, what waits, the ways and the rules."""
    held = [(document, reasons(document)) for document in held_back(request.user)[:MOST_SHOWN]]
    waiting = [(document, reasons(document)) for document in waiting_for_something(request.user)[:MOST_SHOWN]]
    counted = counts(request.user)
    facts = {
        "held": held,
        "held_count": counted.get(OutboxDocument.State.PARKED, 0) + counted.get(OutboxDocument.State.REFUSED, 0),
        "waiting": waiting,
        "waiting_count": sum(counted.get(state, 0) for state in ("waiting", "claimed", "uncertain")),
        "sent_count": counted.get(OutboxDocument.State.SENT, 0),
        "accepted_count": counted.get(OutboxDocument.State.ACCEPTED, 0),
        "routes": routes(request.user),
        "rules": rules_here(),
        "may_try": request.user.may("einvoices.try_again"),
        "may_open": request.user.may("einvoices.open"),
    }
    return render(request, "einvoices/outbox.html", facts)


@permit("einvoices.open")
def new_route(request: StaffRequest) -> HttpResponse:
    """Open a way to send."""
    form = RouteForm(request.POST or None, viewer=request.user)
    if request.method != "POST":
        return render(request, "einvoices/new_route.html", {"form": form})
    if not form.is_valid():
        return refused(request, "einvoices/new_route.html", {"form": form})
    try:
        route = open_route(**form.cleaned_data, actor=request.user)
    except CannotSend as refusal:
        refuse(form, refusal)
        return refused(request, "einvoices/new_route.html", {"form": form})
    text = _("%(company)s sends %(format)s from the next invoice on.") % {
        "company": route.entity.name,
        "format": route.get_format_display(),
    }
    toasts.say(request, text, undo_url=undo_address(request.user, "outbox_route", route.pk))
    return redirect("einvoices:outbox")


@permit("einvoices.open")
@require_POST
def close(request: StaffRequest, outbox_route_id: int) -> HttpResponse:
    """Close a way."""
    route = get_object_or_404(routes(request.user), pk=outbox_route_id)
    close_route(route=route, actor=request.user)
    toasts.say(request, _("%(format)s is not sent any more. What waits goes on waiting.") % {"format": route.get_format_display()})
    return redirect("einvoices:outbox")


@permit("einvoices.try_again")
@require_POST
def another_try(request: StaffRequest, outbox_document_id: int) -> HttpResponse:
    """Have a document that is held back sent anew."""
    document = get_object_or_404(visible_documents(request.user), pk=outbox_document_id)
    try:
        try_again(document=document, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(number)s is checked and sent within a minute.") % {"number": document.invoice.document_number})
    return redirect("einvoices:outbox")


@permit("einvoices.see")
def file(request: StaffRequest, outbox_document_id: int) -> HttpResponse:
    """The document as it was sent."""
    document = get_object_or_404(
        visible_documents(request.user).exclude(stored_file=None).select_related("stored_file"), pk=outbox_document_id
    )
    assert document.stored_file is not None
    try:
        content = read_stored(document.stored_file)
    except FileNotFoundError:
        toasts.warn(request, _("The file is not in the archive. Bring the folder of files back from its own backup."))
        return redirect(document.invoice.url)
    response = HttpResponse(content, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{document.stored_file.name}"'
    return response
