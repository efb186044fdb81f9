"""The logo of a company: shown, tried on a page and on an invoice, used, replaced, removed."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.billing.documents.sample import sample_head
from abonent.company.logos import LARGEST, CannotBeLogo, Logo, harmless_logo
from abonent.desk import company_queries as queries
from abonent.desk.operations.companies import change_logo
from abonent.kit.files import open_stored
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.ui import toasts
from abonent.ui.forms import refused

TEMPLATE, PREVIEW = "desk/companies/logo.html", "desk/companies/logo_preview.html"
# A logo in a page of ours runs nothing and fetches nothing, whatever it is; and its address is that of this very file.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=31536000, immutable",
}


class LogoForm(forms.Form):
    """A file that may become the logo."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={"required": gettext_lazy("Choose a file first."), "empty": CannotBeLogo.sentences["logo.empty"]},
    )


@permit("company.set_up")
def logo(request: StaffRequest, entity_id: int) -> HttpResponse:
    """The logo there is, and the place for another; posted, how that would look. Nothing is kept yet."""
    entity = _entity(request, entity_id)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    context = {"entity": entity, "form": form}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    try:
        found = harmless_logo(form.cleaned_data["file"].read(LARGEST + 1))
    except CannotBeLogo as refusal:
        form.add_error("file", str(refusal))
        return refused(request, TEMPLATE, context)
    return render(request, PREVIEW, _tried(request, entity, found))


@permit("company.set_up")
@require_POST
def use_logo(request: StaffRequest, entity_id: int) -> HttpResponse:
    """Use the logo that was looked at. It comes back with the form, and is made harmless again."""
    entity = _entity(request, entity_id)
    try:
        found = harmless_logo(b64decode(request.POST.get("content", ""), validate=True))
    except binascii.Error:
        raise Http404 from None
    except CannotBeLogo as refusal:
        toasts.warn(request, str(refusal))
        return redirect("desk:logo", entity_id=entity.pk)
    return _changed(request, entity, found, _("%(name)s has a new logo. Invoices posted from now on bear it."))


@permit("company.set_up")
@require_POST
def remove_logo(request: StaffRequest, entity_id: int) -> HttpResponse:
    """Use none from now on."""
    return _changed(request, _entity(request, entity_id), None, _("%(name)s has no logo any more. New invoices show its name."))


@permit("desk.see_home")
def logo_file(request: StaffRequest, entity_id: int, file_id: int) -> FileResponse:
    """The logo that a company of the reader has."""
    entity = get_object_or_404(queries.visible_companies(request.user).select_related("logo"), pk=entity_id, logo_id=file_id)
    if entity.logo is None:
        raise Http404
    return FileResponse(open_stored(entity.logo), content_type=entity.logo.media_type, headers=HEADERS)


def _changed(request: StaffRequest, entity: LegalEntity, wanted: Logo | None, says: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        changed = change_logo(entity=entity, seen=int(seen) if seen.isdecimal() else None, wanted=wanted, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return redirect("desk:logo", entity_id=entity.pk)
    if changed:
        act = Act.objects.filter(actor=request.user).latest("pk")
        toasts.say(request, says % {"name": entity.name}, undo_url=reverse("runs:undo", args=[act.pk]))
    return redirect("desk:company", entity_id=entity.pk)


def _tried(request: StaffRequest, entity: LegalEntity, found: Logo) -> dict[str, Any]:
    """The logo at the top of a page and on the head of an invoice."""
    head = sample_head(entity, drawing=found.drawing, today=today_of(request))
    return {
        "entity": entity,
        "address": found.address,
        "content": b64encode(found.content).decode(),
        "head": f"data:image/png;base64,{b64encode(head).decode()}",
    }


def _entity(request: StaffRequest, entity_id: int) -> LegalEntity:
    return get_object_or_404(queries.visible_companies(request.user).select_related("logo"), pk=entity_id)
