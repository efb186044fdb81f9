"""The screen of e-invoices: what is held back and what helps, the ways, the rules; and what may be done there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import OutboxDocument
from abonent.connectors.einvoices.audit_export import CannotExport, documents_of, export
from abonent.connectors.einvoices.forms import AuditExportForm, AuthorityForm, KsefForm, NavForm, RouteForm
from abonent.connectors.einvoices.operations import CannotSend, close_route, open_route, try_again
from abonent.connectors.einvoices.queries import (
    MOST_SHOWN,
    ON_ITS_WAY,
    countries,
    counts,
    held_back,
    reasons,
    routes,
    rules_here,
    visible_documents,
    waiting_for_something,
)
from abonent.kit.files import read_stored
from abonent.kit.models import StoredFile
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader


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
        "waiting_count": sum(counted.get(state, 0) for state in ON_ITS_WAY),
        "sent_count": counted.get(OutboxDocument.State.SENT, 0),
        "accepted_count": counted.get(OutboxDocument.State.ACCEPTED, 0),
        "routes": routes(request.user),
        "rules": rules_here(),
        "countries": countries(request.user),
        "may_try": request.user.may("einvoices.try_again"),
        "may_open": request.user.may("einvoices.open"),
        "may_export": request.user.may("einvoices.export"),
    }
    return render(request, "einvoices/outbox.html", facts)


@permit("einvoices.open")
def new_route(request: StaffRequest) -> HttpResponse:
    """Open a way to send."""
    form = RouteForm(request.POST or None, viewer=request.user)
    return _opened(request, form, lambda: form.cleaned_data)


@permit("einvoices.open")
def new_nav(request: StaffRequest) -> HttpResponse:
    """Report to NAV by the program itself."""
    form: AuthorityForm = NavForm(request.POST or None, viewer=request.user)
    return _opened(request, form, lambda: form.route)


@permit("einvoices.open")
def new_ksef(request: StaffRequest) -> HttpResponse:
    """Send to KSeF by the program itself."""
    form: AuthorityForm = KsefForm(request.POST or None, viewer=request.user)
    return _opened(request, form, lambda: form.route)


@permit("einvoices.export")
def audit_export(request: StaffRequest) -> HttpResponseBase:
    """The documents of a range as an inspector of NAV wants them."""
    form = AuditExportForm(request.POST or None, viewer=request.user, today=present_reader().today)
    if request.method != "POST":
        return render(request, "einvoices/audit_export.html", {"form": form})
    if not form.is_valid():
        return refused(request, "einvoices/audit_export.html", {"form": form})
    try:
        documents = documents_of(form.cleaned_data["entity"], form.asked)
    except CannotExport as refusal:
        refuse(form, refusal)
        return refused(request, "einvoices/audit_export.html", {"form": form})
    return FileResponse(export(documents), as_attachment=True, filename="nav-audit-export.zip", content_type="application/zip")


def _opened(request: StaffRequest, form: Form, route_of: Callable[[], dict[str, Any]]) -> HttpResponse:
    """The form, or the way that it has opened."""
    template = "einvoices/new_authority.html" if isinstance(form, AuthorityForm) else "einvoices/new_route.html"
    if request.method != "POST":
        return render(request, template, {"form": form})
    if not form.is_valid():
        return refused(request, template, {"form": form})
    try:
        route = open_route(**route_of(), actor=request.user)
    except CannotSend as refusal:
        refuse(form, refusal)
        return refused(request, template, {"form": form})
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
    document = get_object_or_404(visible_documents(request.user).select_related("stored_file"), pk=outbox_document_id)
    return _download(request, document, document.stored_file)


@permit("einvoices.see")
def answer(request: StaffRequest, outbox_document_id: int) -> HttpResponse:
    """What the tax authority answered, on its own paper."""
    document = get_object_or_404(visible_documents(request.user).select_related("answer"), pk=outbox_document_id)
    return _download(request, document, document.answer)


def _download(request: StaffRequest, document: OutboxDocument, stored: StoredFile | None) -> HttpResponse:
    if stored is None:
        raise Http404
    try:
        content = read_stored(stored)
    except FileNotFoundError:
        toasts.warn(request, _("The file is not in the archive. Bring the folder of files back from its own backup."))
        return redirect(document.invoice.url)
    response = HttpResponse(content, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{stored.name}"'
    return response
