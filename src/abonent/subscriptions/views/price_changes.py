"""Change what running subscriptions cost: choose the list, say by how much and for whom, look at the plan, hold rows back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_whole_companies
from abonent.catalog.models import PriceList
from abonent.catalog.price_queries import with_versions
from abonent.kit import clock
from abonent.kit.files import open_stored
from abonent.kit.names import name_in
from abonent.kit.periods import add_months
from abonent.kit.refusals import Refusal
from abonent.runs.hold_views import hold_views
from abonent.runs.jobs import go_on_later
from abonent.runs.models import Act, Run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import comparison, may_undo, previous_run, visible_runs
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.jobs import make_price_files_of
from abonent.subscriptions.models import PriceChangePlan, PriceNoticeFile
from abonent.subscriptions.operations import begin_price_change, hold_price_changes
from abonent.subscriptions.operations.price_changes import KIND
from abonent.subscriptions.operations.price_notices import make_price_files, note_told, told_of
from abonent.subscriptions.price_change_forms import BY_VERSION, PriceChangeForm, ToldForm
from abonent.subscriptions.price_change_queries import price_change_groups, sums_of, version_of
from abonent.subscriptions.queries import PlanGroup
from abonent.subscriptions.views.price_change_list import AS_ASKED, FINDINGS, PriceChangeList
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import State, list_view
from abonent.ui.lists.reader import present_reader

# Letters that a reader waits for without getting restless.
MADE_AT_ONCE = 200
# Nobody compares more at a glance; the list of runs has them all.
LATEST = 10


@dataclass(frozen=True)
class ShownGroup:
    """Rows with the same finding, as a line of the groups to look at."""

    finding: State
    code: str
    group: PlanGroup


@permit("subscriptions.reprice")
def price_changes(request: StaffRequest) -> HttpResponse:
    """The price lists whose subscriptions can be given other prices, and the latest changes."""
    reader = present_reader()
    lists = [
        (price_list, name_in(price_list.name, reader.language))
        for price_list in with_versions(_price_lists(request), reader.today)
        if price_list.in_force_from  # type: ignore[attr-defined]
    ]
    runs = visible_runs(request.user).filter(kind=KIND).order_by("-pk")[:LATEST]
    return render(request, "subscriptions/price_changes.html", {"lists": lists, "runs": runs})


@permit("subscriptions.reprice")
def new_price_change(request: StaffRequest, price_list_id: int) -> HttpResponse:
    """Say by how much, for whom and how far; a worker plans it. `?version=` proposes a coming version of the list."""
    price_list = get_object_or_404(_price_lists(request), pk=price_list_id)
    today = clock.today(price_list.entity.zone)
    versions = list(price_list.versions.filter(valid_from__gt=today).order_by("valid_from"))
    form = PriceChangeForm(request.POST or None, price_list=price_list, versions=versions, today=today, initial=_proposed(request, today))
    context = {"form": form, "price_list": price_list, "name": name_in(price_list.name, request.user.language)}
    if request.method != "POST":
        return render(request, "subscriptions/price_change_form.html", context)
    if not form.is_valid():
        return refused(request, "subscriptions/price_change_form.html", context)
    try:
        with transaction.atomic():
            run = begin_price_change(price_list=price_list, cohort=form.cohort, change=form.change, actor=request.user, today=today)
            go_on_later(run)
    except Refusal as refusal:
        refuse(form, refusal, field="effective_on" if refusal.code == "price_change.too_early" else None)
        return refused(request, "subscriptions/price_change_form.html", context)
    return redirect(run.url)


@permit("subscriptions.reprice")
def price_change_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: what it brings in a year and from whom, what to look at first, and every row."""
    run = _run(request, run_id)
    before = previous_run(run)
    groups = price_change_groups(run)
    act = Act.objects.filter(subject_kind="run", subject_ids=[run.pk], verb="change_prices_of_subscriptions", undone_at=None).first()
    context = {
        "run": run,
        "before": before,
        "against": comparison(run, before),
        "steps": look_steps(run, request.path),
        "version": version_of(run),
        "sums": sums_of(run, viewer=request.user),
        "groups": sorted((_shown(group) for group in groups), key=lambda shown: list(FINDINGS).index(shown.code)),
        "chosen": request.GET.getlist("finding"),
        "held": sum(group.held for group in groups),
        "kept": sum(group.rows for group in groups if group.finding == "kept"),
        "chosen_held": request.GET.get("held") == "yes",
        "may_commit": may_hold(request.user, run),
        **_told(run),
        "undo_url": reverse("runs:undo", args=[act.pk]) if act and run.state == Run.State.DONE and may_undo(request.user, act) else "",
    }
    return list_view(request, partial(PriceChangeList, run=run), template="subscriptions/price_change_plan.html", **context)  # type: ignore[arg-type]


@permit("subscriptions.reprice")
def price_notice_file(request: StaffRequest, run_id: int, kind: str) -> FileResponse:
    """The letters about a new price as one file to print, their addresses, or the list of the e-mails."""
    run = _run(request, run_id)
    file = get_object_or_404(PriceNoticeFile.objects.select_related("stored_file"), run_id=run.pk, kind=kind)
    stored = file.stored_file
    return FileResponse(open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type)


@permit("subscriptions.reprice")
@require_POST
def price_notice_files(request: StaffRequest, run_id: int) -> HttpResponse:
    """Make the letters and lists: at once if they are few, else by a worker."""
    run = _run(request, run_id)
    if told_of(run, run.as_of).all > MADE_AT_ONCE:
        make_price_files_of.defer(run_id=run.pk)
        toasts.say(request, _("The files are being made. They stand here when they are done."))
    else:
        make_price_files(run)
    return redirect("subscriptions:price_change_plan", run.pk)


@permit("subscriptions.reprice")
@require_POST
def told(request: StaffRequest, run_id: int) -> HttpResponse:
    """All who wait were told on a day."""
    run = _run(request, run_id)
    today = clock.today(run.entity.zone)
    form = ToldForm(request.POST, today=today)
    if not form.is_valid():
        toasts.warn(request, _("Write the day on which the letters were sent."))
        return redirect("subscriptions:price_change_plan", run.pk)
    try:
        count = note_told(run=run, told_on=form.cleaned_data["told_on"], actor=request.user, today=today)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        words = {"count": figures.number(count, present_reader().language)}
        said = ngettext("%(count)s subscription is noted as told.", "%(count)s subscriptions are noted as told.", count) % words
        toasts.say(request, said, undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:price_change_plan", run.pk)


hold, release = hold_views(
    permission="subscriptions.reprice",
    look_url="subscriptions:price_change_plan",
    rows=lambda prices, runs: PriceChangePlan.objects.filter(price_id__in=prices, run__in=runs),
    hold=lambda run, rows, held, actor: hold_price_changes(run=run, ordinals=[row.ordinal for row in rows], held=held, actor=actor),
)


def _told(run: Run) -> dict[str, Any]:
    """Who is told of a change that is committed, and the files for it."""
    if run.state not in (Run.State.DONE, Run.State.REVERSED):
        return {}
    today = clock.today(run.entity.zone)
    told = told_of(run, today)
    return {
        "told": told if told.all else None,
        "told_form": ToldForm(today=today, initial={"told_on": today}),
        "files": PriceNoticeFile.objects.filter(run_id=run.pk).order_by("pk"),
    }


def _price_lists(request: StaffRequest) -> Any:
    return of_whole_companies(PriceList.objects.select_related("entity").order_by("code"), request.user)


def _proposed(request: StaffRequest, today: Any) -> dict[str, Any]:
    version = request.GET.get("version", "")
    proposed: dict[str, Any] = {"notice_on": today, "effective_on": add_months(today.replace(day=1), 2)}
    return proposed | ({"by": BY_VERSION, "version": version} if version.isdecimal() else {})


def _shown(group: PlanGroup) -> ShownGroup:
    code = group.finding or AS_ASKED
    return ShownGroup(FINDINGS[code], code, group)


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
