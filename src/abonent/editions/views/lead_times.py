"""The lead times of the viewer's companies: those in force and to come, another one, the end of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.editions.lead_time_forms import EndingForm, LeadTimeForm
from abonent.editions.models import LeadTime
from abonent.editions.operations import CannotSetLeadTime, end_lead_time, set_lead_time
from abonent.editions.promise_words import before_words, holds_for
from abonent.kit import clock
from abonent.runs.models import Act
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader


@permit("editions.see")
def lead_times(request: StaffRequest) -> HttpResponse:
    """All that hold and will hold, the most general first."""
    reader = present_reader()
    rows = _visible(request).filter(Q(during__endswith__gt=reader.today) | Q(during__upper_inf=True))
    ordered = rows.order_by("entity__name", "product__code", "edition", "act", "delivery_method", "weekday", "during")
    shown = [(row, holds_for(row, reader.language), before_words(row.days_before, row.counted_in, row.at)) for row in ordered]
    context = {"rows": shown, "today": reader.today, "may_change": request.user.may("editions.change")}
    return render(request, "editions/lead_times.html", {**context, "several": request.user.entities.count() > 1})


@permit("editions.change")
def new_lead_time(request: StaffRequest) -> HttpResponse:
    """Another lead time; `?like=` proposes what an existing one says."""
    like = _visible(request).filter(pk=request.GET["like"]).first() if request.GET.get("like", "").isdecimal() else None
    today = present_reader().today
    form = LeadTimeForm(request.POST or None, viewer=request.user, today=today, initial={"begins": today, **(_said(like) if like else {})})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            act = set_lead_time(**said, actor=request.user, today=clock.today(said["entity"].zone))
        except CannotSetLeadTime as refusal:
            refuse(form, refusal, field="begins")
        else:
            return _done(
                request, act, _("Lead time set: %(rule)s.") % {"rule": before_words(said["days_before"], said["counted_in"], said["at"])}
            )
    return _form(request, "editions/lead_time.html", {"form": form, "changes": like is not None})


@permit("editions.change")
def lead_time_end(request: StaffRequest, lead_time_id: int) -> HttpResponse:
    """From which issue on it holds no more."""
    row = get_object_or_404(_visible(request), pk=lead_time_id)
    reader = present_reader()
    form = EndingForm(request.POST or None, today=reader.today, initial={"ends": reader.today})
    if request.method == "POST" and form.is_valid():
        try:
            act = end_lead_time(lead_time=row, ends=form.cleaned_data["ends"], actor=request.user, today=clock.today(row.entity.zone))
        except CannotSetLeadTime as refusal:
            refuse(form, refusal, field="ends")
        else:
            return _done(request, act, _("The lead time ends."))
    words = {"what": holds_for(row, reader.language), "rule": before_words(row.days_before, row.counted_in, row.at)}
    return _form(request, "editions/lead_time_end.html", {"form": form, "row": row, "words": words})


def _visible(request: StaffRequest) -> QuerySet[LeadTime]:
    return of_my_entities(LeadTime.objects.select_related("entity", "product", "edition__title"), request.user)


def _said(row: LeadTime) -> dict[str, Any]:
    names = ("act", "delivery_method", "weekday", "days_before", "counted_in", "at")
    return {"entity": row.entity_id, "product": row.product_id, "edition": row.edition_id, **{name: getattr(row, name) for name in names}}


def _form(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return refused(request, template, context) if context["form"].errors else render(request, template, context)


def _done(request: StaffRequest, act: Act, said: str) -> HttpResponse:
    toasts.say(request, said, undo_url=reverse("runs:undo", args=[act.pk]))
    return redirect("editions:lead_times")
