"""Sort profiles with a preview on real copies, and how the copies of each edition are handed over."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition
from abonent.distribution.models import HandOver, SortProfile
from abonent.distribution.models.sorting import PRINTED_WAYS
from abonent.distribution.operations.sorting import CannotSort, compose_profile, hand_over, handing_over
from abonent.distribution.preview import preview_of
from abonent.distribution.rules.sort_profile import GENERIC, READY, profile_of
from abonent.distribution.sort_profile_forms import HandOverForm, SortProfileForm, initial_of, initial_of_hand_over
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused, to_mend
from abonent.ui.lists.reader import present_reader

PREVIEW = "preview"
FORM = "distribution/sort_profile.html"
READY_LABELS = {
    "se": "Sverige", "fi": "Suomi", "generic": "CSV", "magazine": gettext_lazy("Magazine by post"), "pick_up": gettext_lazy("Pick-up by name"),
}  # fmt: skip


@permit("distribution.see")
def sort_profiles(request: StaffRequest) -> HttpResponse:
    """The profiles of the viewer's companies, and each edition with how its copies go out."""
    rules = {(rule.edition_id, rule.delivery_method): rule for rule in HandOver.objects.select_related("profile")}
    editions = _editions(request).order_by("title__entity__name", "title__code", "code")
    language = present_reader().language
    shown = [
        (f"{name_in(edition.title.name, language)}, {name_in(edition.name, language)}", edition, way, label, rules.get((edition.pk, way)))
        for edition in editions
        for way, label in PRINTED_WAYS
    ]
    context = {
        "profiles": _profiles(request).filter(retired=False),
        "rules": shown,
        "ready": READY_LABELS.items(),
        "may_change": request.user.may("distribution.change"),
    }
    return render(request, "distribution/sort_profiles.html", context)


@permit("distribution.change")
def new_sort_profile(request: StaffRequest) -> HttpResponse:
    """Another profile; `?like=` begins with one that comes with the program."""
    return _compose(request, None, READY.get(request.GET.get("like", ""), READY[GENERIC]))


@permit("distribution.change")
def sort_profile(request: StaffRequest, profile_id: int) -> HttpResponse:
    """A profile as it is, and as it is to be."""
    row = get_object_or_404(_profiles(request), pk=profile_id)
    return _compose(request, row, profile_of(row.definition))


@permit("distribution.change")
def hand_over_rule(request: StaffRequest, edition_id: int, way: str) -> HttpResponse:
    """How the copies of an edition that go one way are handed over."""
    edition = get_object_or_404(_editions(request), pk=edition_id)
    labels = dict(PRINTED_WAYS)
    if way not in labels:
        raise Http404
    row = HandOver.objects.select_related("profile").filter(edition=edition, delivery_method=way).first()
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        entity=edition.title.entity_id,
        initial=initial_of_hand_over(row, handing_over(row)),
    )
    language = present_reader().language
    name = f"{name_in(edition.title.name, language)}, {name_in(edition.name, language)}"
    context = {"form": form, "name": name, "way": labels[way]}
    if request.method != "POST":
        return render(request, "distribution/hand_over.html", context)
    if form.is_valid():
        try:
            changed = hand_over(edition=edition, delivery_method=way, asked=form.asked, actor=request.user)
        except CannotSort as refusal:
            refuse(form, refusal)
        else:
            toasts.say(request, _("Handed over so from the next freeze on."), undo_url=undo_address(request.user, "hand_over", changed.pk))
            return redirect("distribution:sort_profiles")
    return refused(request, "distribution/hand_over.html", context)


def _compose(request: StaffRequest, row: SortProfile | None, profile: Any) -> HttpResponse:
    is_typing = request.headers.get("HX-Target", "") == PREVIEW
    initial = {**initial_of(profile), "name": row.name if row else {}, "retired": row.retired if row else False}
    form = SortProfileForm(request.POST if request.method == "POST" else None, viewer=request.user, profile=row, initial=initial)
    valid = form.is_bound and form.is_valid()
    if valid and not is_typing:
        try:
            said = {"name": form.cleaned_data["name"], "profile": form.composed, "actor": request.user}
            entity = row.entity if row else form.cleaned_data["entity"]
            made = compose_profile(entity=entity, row=row, retired=form.cleaned_data.get("retired", False), **said)
        except CannotSort as refusal:
            refuse(form, refusal)
        else:
            toasts.say(request, _("Sorted so from the next freeze on."), undo_url=undo_address(request.user, "sort_profile", made.pk))
            return redirect("distribution:sort_profiles")
    shown = preview_of(form.composed if valid else profile, viewer=request.user) if valid or not is_typing else None
    context = {"form": form, "row": row, "shown": shown, "to_mend": to_mend(form), "address": request.get_full_path()}
    if is_typing:
        return render(request, "distribution/preview.html", context)
    return refused(request, FORM, context) if form.errors else render(request, FORM, context)


def _profiles(request: StaffRequest) -> QuerySet[SortProfile]:
    return of_my_entities(SortProfile.objects.select_related("entity"), request.user)


def _editions(request: StaffRequest) -> QuerySet[Edition]:
    rows = Edition.objects.filter(medium="paper").select_related("title__entity")
    return of_my_entities(rows, request.user, path="title__entity")
