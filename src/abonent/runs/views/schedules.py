"""Runs that start by themselves: the list of schedules, and the form of one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.access.visibility import of_whole_companies
from abonent.runs.forms import ScheduleForm
from abonent.runs.models import RunSchedule
from abonent.runs.queries import kinds_in_use
from abonent.runs.registry import kind_of
from abonent.ui import toasts
from abonent.ui.forms import refused


@permit("runs.schedule")
def schedules(request: StaffRequest) -> HttpResponse:
    """What runs by itself, when, and up to which limits nobody is asked."""
    mine = of_whole_companies(RunSchedule.objects.select_related("entity", "approved_by"), request.user)
    in_use = mine.filter(kind__in=[kind.code for kind in kinds_in_use(request.user)])
    rows = [(schedule, kind_of(schedule.kind)) for schedule in in_use.order_by("kind", "at")]
    return render(request, "runs/schedules.html", {"rows": rows})


@permit("runs.schedule")
def new_schedule(request: StaffRequest) -> HttpResponse:
    """A schedule that is not there yet."""
    return _form(request, RunSchedule())


@permit("runs.schedule")
def edit_schedule(request: StaffRequest, schedule_id: int) -> HttpResponse:
    """A schedule to be changed."""
    mine = of_whole_companies(RunSchedule.objects.all(), request.user)
    return _form(request, get_object_or_404(mine, pk=schedule_id))


def _form(request: StaffRequest, schedule: RunSchedule) -> HttpResponse:
    form = ScheduleForm(request.POST or None, instance=schedule, viewer=request.user, today=today_of(request))
    if request.method != "POST":
        return render(request, "runs/schedule.html", {"form": form, "schedule": schedule})
    if not form.is_valid():
        return refused(request, "runs/schedule.html", {"form": form, "schedule": schedule})
    form.save()
    toasts.say(request, _("The schedule is saved."))
    return redirect("runs:schedules")
