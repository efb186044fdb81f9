"""Consignments: the list, a new one with its counts and first lines before anything is kept, the page of one with its file and labels."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.views.products import entities
from abonent.distribution.consigned import declared_consigned
from abonent.distribution.consignment_files import MOST_LABELS, foreseen, labels_of, profile_for, write_file
from abonent.distribution.consignment_forms import ConsignmentForm
from abonent.distribution.consignment_queries import visible_consignments
from abonent.distribution.models import Consignment
from abonent.distribution.operations.consignments import (
    CannotConsign,
    ConsignmentEffect,
    fetch_consignment,
    preview_consignment,
    put_together,
    withdraw_consignment,
)
from abonent.distribution.preview import Preview
from abonent.distribution.rules.layout import CannotWrite
from abonent.distribution.sorted_file import as_download, unwritable_words
from abonent.kit.documents import PDF
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, NumberColumn, list_view
from abonent.ui.lists.reader import present_reader

EFFECT = "consignment-effect"
SUBJECT = "consignment"


class ConsignmentList(List):
    """What the viewer's companies have put together, the latest first."""

    name = "consignments"
    title = gettext_lazy("Consignments")
    columns = [
        Column(name="label", label=gettext_lazy("What is sent"), slot="main", link=lambda row: row.url),
        Column(name="run", label=gettext_lazy("Run"), value="run.pk", sort="run_id", quiet=True),
        DayColumn(name="day", label=gettext_lazy("Day"), value="run.as_of", sort="run__as_of", slot="sub"),
        NumberColumn(name="pieces", label=gettext_lazy("Pieces"), sort="pieces", slot="fig", labelled=True),
        Column(name="state", label=gettext_lazy("State"), value=lambda row: state_of(row), slot="fig2"),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", quiet=True, shown=False),
    ]
    filters = [
        ChoiceFilter(
            name="kind",
            label=gettext_lazy("What is sent"),
            path="kind",
            choices=lambda: [(one.kind, one.label) for one in declared_consigned],
            prominent=True,
        ),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
    ]
    default_sort = "-run"
    empty = EmptyState(
        title=gettext_lazy("Nothing put together yet"),
        text=gettext_lazy("Letters, invoices and gifts go to printer and post in the order and layout of a sort profile."),
        act_label=gettext_lazy("Put together"),
        act_url_name="distribution:new_consignment",
    )

    def rows(self) -> QuerySet[Any]:
        return visible_consignments(self.request.user)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s consignment", "%(count)s consignments", count) % {"count": wording.number(count, self.reader.language)}


def state_of(row: Consignment) -> str:
    """Whether it waits, went or was taken back."""
    if row.withdrawn_at:
        return _("taken back")
    return _("fetched") if row.fetched_at else _("waits to be fetched")


@permit("distribution.see")
def consignments(request: StaffRequest) -> HttpResponseBase:
    """All of them."""
    return list_view(
        request, ConsignmentList, template="distribution/consignments.html", may_freeze=request.user.may("distribution.freeze")
    )


@permit("distribution.freeze")
def new(request: StaffRequest) -> HttpResponse:
    """The form, its counts and first lines alone while it is chosen, or the page of what is put together."""
    form = ConsignmentForm(request.POST if request.method == "POST" else None, viewer=request.user)
    is_typing = request.headers.get("HX-Target", "") == EFFECT
    shown: ConsignmentEffect | None = None
    lines: Preview | None = None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        asked: dict[str, Any] = {"sent": said["sent"], "run": said["run"]}
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                return _done(request, put_together(**asked, profile=said["profile"], actor=request.user, effect=seen))
            shown, lines = preview_consignment(**asked), foreseen(**asked, profile=said["profile"])
        except Refusal as refusal:
            refuse(form, refusal)
            if refusal.code == "consignment.effect_changed":
                shown, lines = preview_consignment(**asked), foreseen(**asked, profile=said["profile"])
    context = {"form": form, "shown": shown, "lines": lines, "to_mend": to_mend(form), "address": request.path}
    template = "distribution/consignment_effect.html" if is_typing else "distribution/consignment_form.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors and not is_typing else 200)


@permit("distribution.see")
def consignment(request: StaffRequest, consignment_id: int) -> HttpResponse:
    """What was put together: its counts, its file, its labels."""
    shown = _consignment(request, consignment_id)
    context = {
        "consignment": shown,
        "state": state_of(shown),
        "has_labels": shown.pieces <= MOST_LABELS,
        "may_freeze": request.user.may("distribution.freeze") and shown.withdrawn_at is None,
        "today": present_reader().today,
    }
    return render(request, "distribution/consignment.html", context)


@permit("distribution.freeze")
def consignment_file(request: StaffRequest, consignment_id: int) -> HttpResponseBase:
    """Its file, by its sort profile. From now on it stands."""
    shown = _consignment(request, consignment_id)
    try:
        out = write_file(shown)
        fetch_consignment(consignment=shown, actor=request.user)
    except CannotWrite as refusal:
        toasts.warn(request, unwritable_words(refusal.unwritable))
    except CannotConsign as refusal:
        toasts.warn(request, str(refusal))
    else:
        return as_download(out, profile_for(shown.entity, shown.profile).layout, name=_file_name(shown))
    return redirect(shown.url)


@permit("distribution.freeze")
def consignment_labels(request: StaffRequest, consignment_id: int) -> HttpResponseBase:
    """Its address labels by the sheet, in the order of the file. From now on it stands."""
    shown = _consignment(request, consignment_id)
    if shown.pieces > MOST_LABELS:
        return redirect(shown.url)
    try:
        fetch_consignment(consignment=shown, actor=request.user)
    except CannotConsign as refusal:
        toasts.warn(request, str(refusal))
        return redirect(shown.url)
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(shown)}-labels.pdf"'}
    return HttpResponse(labels_of(shown), content_type=PDF, headers=headers)


@permit("distribution.freeze")
@require_POST
def withdrawal(request: StaffRequest, consignment_id: int) -> HttpResponse:
    """Take it back, as long as nobody has fetched its file."""
    shown = _consignment(request, consignment_id)
    try:
        withdraw_consignment(consignment=shown, actor=request.user)
    except CannotConsign as refusal:
        toasts.warn(request, str(refusal))
        return redirect(shown.url)
    toasts.say(request, _("%(name)s: taken back. The pieces can go with another consignment.") % {"name": shown.label})
    return redirect("distribution:consignments")


def _done(request: StaffRequest, done: Consignment) -> HttpResponse:
    pieces = wording.number(done.pieces, present_reader().language)
    words = ngettext("%(count)s piece is put together.", "%(count)s pieces are put together.", done.pieces) % {"count": pieces}
    toasts.say(request, words, undo_url=undo_address(request.user, SUBJECT, done.pk))
    return redirect(done.url)


def _file_name(shown: Consignment) -> str:
    return f"{shown.entity.code}-{shown.kind}-{shown.run_id}-{shown.pk}"


def _consignment(request: StaffRequest, consignment_id: int) -> Consignment:
    return get_object_or_404(visible_consignments(request.user), pk=consignment_id)
