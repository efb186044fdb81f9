"""The files of the Polish tax office: the sums of the months asked for beside the journal, then the file itself."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.access.visibility import of_whole_companies
from abonent.connectors.jpk.forms import JpkForm
from abonent.connectors.jpk.invoices import write_invoices
from abonent.connectors.jpk.particulars import missing
from abonent.connectors.jpk.reading import NUMBER, ON_ITS_WAY, OUTSIDE, Sums, outside_ksef, sales, sums
from abonent.connectors.jpk.record import write_record
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.ui import toasts


@permit("jpk.make")
def jpk(request: StaffRequest, entity_id: int) -> HttpResponse:
    """The form; asked, what the file would hold, and what of the company it lacks."""
    entity = _entity(request, entity_id)
    form = JpkForm(request.GET if "layout" in request.GET else None, today=today_of(request))
    context = {"form": form, "entity": entity, "back": reverse("desk:company", args=[entity.pk])}
    if form.is_valid():
        summed = sums(entity=entity, first=form.first, latest=form.latest)
        lacking = missing(entity, form.asked)
        context |= {
            "layout": form.asked,
            "sums": summed,
            "missing": lacking,
            "numbered": summed.by_marker[NUMBER],
            "on_their_way": summed.by_marker[ON_ITS_WAY],
            "outside": summed.by_marker[OUTSIDE],
            "nothing_to_tell": form.asked.is_of_invoices and not summed.by_marker[OUTSIDE],
            "file_url": f"{reverse('jpk:file', args=[entity.pk])}?{request.GET.urlencode()}",
            "may_change": request.user.may("company.set_up"),
        }
    return render(request, "jpk/jpk.html", context)


@permit("jpk.make")
def file(request: StaffRequest, entity_id: int) -> HttpResponseBase:
    """The file, of what is posted at this moment."""
    entity = _entity(request, entity_id)
    form = JpkForm(request.GET, today=today_of(request))
    page = f"{reverse('jpk:jpk', args=[entity.pk])}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(page)
    with transaction.atomic():
        summed = sums(entity=entity, first=form.first, latest=form.latest)
        obstacle = _obstacle(entity, form, summed)
        if obstacle:
            toasts.warn(request, obstacle)
            return redirect(page)
        content = TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
        _write(cast(BinaryIO, content), entity, form)
    content.seek(0)
    months = f"{form.first:%Y-%m}" if form.first.month == form.latest.month else f"{form.first:%Y-%m}-{form.latest:%Y-%m}"
    name = f"{form.asked.form}-{form.asked.variant}-{months}.xml"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/xml")


def _obstacle(entity: LegalEntity, form: JpkForm, summed: Sums) -> str:
    """Why there can be no file, or nothing."""
    lacking = missing(entity, form.asked)
    if lacking:
        return _("%(company)s lacks for this file: %(missing)s.") % {"company": entity.name, "missing": ", ".join(map(str, lacking))}
    if summed.unknown_rates:
        return _("The form has no field for VAT of %(rates)s percent.") % {"rates": ", ".join(summed.unknown_rates)}
    if form.asked.is_of_invoices and not summed.by_marker[OUTSIDE]:
        return _("No document of these months was made outside KSeF.")
    return ""


def _write(content: BinaryIO, entity: LegalEntity, form: JpkForm) -> None:
    days: dict[str, Any] = {"entity": entity, "first": form.first, "latest": form.latest}
    if form.asked.is_of_invoices:
        write_invoices(content, layout=form.asked, **days, invoice_ids=outside_ksef(**days), made_at=clock.now())
        return
    write_record(
        content,
        layout=form.asked,
        entity=entity,
        month=form.first,
        sales=sales(**days),
        is_correction=form.cleaned_data["is_correction"],
        made_at=clock.now(),
    )


def _entity(request: StaffRequest, entity_id: int) -> LegalEntity:
    """A Polish company of which the viewer sees every customer: the file names all who bought."""
    companies = of_whole_companies(LegalEntity.objects.filter(country="PL"), request.user, path="pk")
    return get_object_or_404(companies, pk=entity_id)
