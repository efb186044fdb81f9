"""Coverage distributions: the list, a new one with its counts first, the page of one with its files."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product
from abonent.catalog.views.products import entities
from abonent.distribution.coverage_files import profile_for, write_file
from abonent.distribution.coverage_forms import CoverageForm
from abonent.distribution.coverage_queries import issue_words, issues_to_lay_out
from abonent.distribution.models import CoverageDistribution, Route, SortProfile
from abonent.distribution.models.coverage import DOOR
from abonent.distribution.operations.coverage import (
    CannotLayOut,
    CoverageEffect,
    fetch_coverage,
    lay_out,
    preview_coverage,
    withdraw_coverage,
)
from abonent.distribution.queries import routes_of_coverage, visible_coverages
from abonent.distribution.rules.layout import CannotWrite
from abonent.distribution.sorted_file import as_download, unwritable_words
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, NumberColumn, TextFilter, list_view
from abonent.ui.lists.reader import present_reader

EFFECT = "coverage-effect"
SUBJECT = "coverage_distribution"


class CoverageList(List):
    """What the viewer's companies have laid out, the latest first."""

    name = "coverages"
    title = gettext_lazy("Households")
    columns = [
        Column(name="name", label=gettext_lazy("What is laid out"), sort="name", slot="main", link=lambda row: row.url),
        DayColumn(name="comes_on", label=gettext_lazy("Comes on"), sort="comes_on", slot="sub"),
        NumberColumn(name="copies", label=gettext_lazy("Copies"), sort="copies", slot="fig", labelled=True),
        NumberColumn(name="households", label=gettext_lazy("Households or people"), sort="households", quiet=True),
        Column(name="readers", label=gettext_lazy("To whom"), value="get_readers_display", quiet=True),
        Column(name="addressed", label=gettext_lazy("How it is addressed"), value="get_addressed_to_display", quiet=True, shown=False),
        Column(name="state", label=gettext_lazy("State"), value=lambda row: _("taken back") if row.withdrawn_at else "", slot="fig2"),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", quiet=True, shown=False),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Name"), where=lambda text: Q(name__icontains=text), prominent=True),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
    ]
    default_sort = "-comes_on"
    empty = EmptyState(
        title=gettext_lazy("Nothing laid out yet"),
        text=gettext_lazy("A free paper, a supplement or a sample to every household of an area, but for those that refuse."),
        act_label=gettext_lazy("Lay out"),
        act_url_name="distribution:new_coverage",
    )

    def rows(self) -> QuerySet[Any]:
        return visible_coverages(self.request.user)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s distribution", "%(count)s distributions", count) % {"count": wording.number(count, self.reader.language)}


@permit("distribution.see")
def coverages(request: StaffRequest) -> HttpResponseBase:
    """All of them."""
    return list_view(request, CoverageList, template="distribution/coverages.html", may_freeze=request.user.may("distribution.freeze"))


@permit("distribution.freeze")
def new(request: StaffRequest) -> HttpResponse:
    """The form, its counts alone while it is typed, or the page of what is frozen."""
    form = _form(request)
    is_typing = request.headers.get("HX-Target", "") == EFFECT
    shown: CoverageEffect | None = None
    if form.is_bound and form.is_valid():
        entity = form.cleaned_data["entity"]
        asked: dict[str, Any] = {"entity": entity, "described": form.described, "today": clock.today(entity.zone)}
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                return _done(request, lay_out(**asked, actor=request.user, effect=seen))
            shown = preview_coverage(**asked)
        except Refusal as refusal:
            refuse(form, refusal)
            shown = preview_coverage(**asked) if refusal.code == "coverage.effect_changed" else None
    context = {
        "form": form,
        "shown": shown,
        "by_route": _named(shown.by_route) if shown else [],
        "by_name": shown is not None and form.described.addressed_to != DOOR,
        "everywhere": shown is not None and form.described.everywhere,
        "to_mend": to_mend(form),
        "address": request.path,
        "today": present_reader().today,
    }
    template = "distribution/coverage_effect.html" if is_typing else "distribution/coverage_form.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors and not is_typing else 200)


@permit("distribution.see")
def coverage(request: StaffRequest, coverage_id: int) -> HttpResponse:
    """What was frozen: its counts, its routes, its files."""
    shown = _coverage(request, coverage_id)
    rows = routes_of_coverage(shown)
    routes = Route.objects.in_bulk([row.route_id for row in rows if row.route_id])
    counted = [(routes.get(row.route_id), row.doors, row.copies) for row in rows]
    context = {
        "coverage": shown,
        "issue_words": issue_words(shown.issue, present_reader()) if shown.issue else "",
        "routes": sorted(counted, key=lambda row: row[0].sorts_as if row[0] else ""),
        "profiles": SortProfile.objects.filter(entity=shown.entity_id, retired=False),
        "may_freeze": request.user.may("distribution.freeze") and shown.withdrawn_at is None,
        "today": present_reader().today,
    }
    return render(request, "distribution/coverage.html", context)


@permit("distribution.freeze")
def coverage_file(request: StaffRequest, coverage_id: int) -> HttpResponseBase:
    """Its file: `?profile=` by a profile of the house, `?by=route` in walking order. From now on it stands."""
    shown = _coverage(request, coverage_id)
    if shown.withdrawn_at is not None:
        toasts.warn(request, str(CannotLayOut("coverage.withdrawn")))
        return redirect(shown.url)
    by_route, key = request.GET.get("by") == "route", request.GET.get("profile", "")
    chosen = get_object_or_404(SortProfile, pk=key, entity=shown.entity_id) if key.isdecimal() else None
    profile = profile_for(shown, chosen, by_route=by_route)
    try:
        out = write_file(shown, profile)
    except CannotWrite as refusal:
        toasts.warn(request, unwritable_words(refusal.unwritable))
        return redirect(shown.url)
    fetch_coverage(coverage=shown, actor=request.user)
    return as_download(out, profile.layout, name=f"{shown.entity.code}-{shown.comes_on}-{shown.pk}{'-routes' if by_route else ''}")


@permit("distribution.freeze")
@require_POST
def withdrawal(request: StaffRequest, coverage_id: int) -> HttpResponse:
    """Take it back, as long as nobody has fetched its file."""
    shown = _coverage(request, coverage_id)
    try:
        withdraw_coverage(coverage=shown, actor=request.user)
    except CannotLayOut as refusal:
        toasts.warn(request, str(refusal))
        return redirect(shown.url)
    toasts.say(request, _("%(name)s is taken back: nothing of it goes out.") % {"name": shown.name})
    return redirect("distribution:coverages")


def _form(request: StaffRequest) -> CoverageForm:
    today = present_reader().today
    products = of_my_entities(Product.objects.filter(withdrawn_on=None).order_by("code"), request.user)
    posted = request.POST if request.method == "POST" else None
    issues = issues_to_lay_out(request.user, today)
    return CoverageForm(posted, today=today, viewer=request.user, products=list(products), issues=issues)


def _done(request: StaffRequest, done: CoverageDistribution) -> HttpResponse:
    words = _("%(name)s is frozen: %(copies)s copies.") % {
        "name": done.name, "copies": wording.number(done.copies, present_reader().language),
    }  # fmt: skip
    toasts.say(request, words, undo_url=undo_address(request.user, SUBJECT, done.pk))
    return redirect(done.url)


def _named(by_route: tuple[tuple[int | None, int], ...]) -> list[tuple[str, int]]:
    """The copies of the first routes, by their numbers."""
    routes = Route.objects.in_bulk([key for key, _copies in by_route[:10] if key])
    return [(routes[key].number if key else _("No route"), copies) for key, copies in by_route[:10]]


def _coverage(request: StaffRequest, coverage_id: int) -> CoverageDistribution:
    return get_object_or_404(visible_coverages(request.user), pk=coverage_id)
