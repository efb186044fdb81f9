"""The fields that a manager sets up for customers."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.models import OwnField, OwnFieldOption
from abonent.customers.operations.own_fields import (
    CannotSetUp,
    add_own_field,
    add_own_field_option,
    change_own_field,
    change_own_field_option,
    place_own_field,
)
from abonent.customers.own_field_forms import OptionForm, OwnFieldForm
from abonent.customers.own_values import WITH_OPTIONS
from abonent.customers.views.shared import say
from abonent.ui.forms import refuse, refused

TEMPLATE, OPTION_TEMPLATE = "customers/own_field.html", "customers/own_field_option.html"
# What an empty screen proposes: a card that a newspaper gives its readers.
EXAMPLE = {
    "name": {
        "en": "Loyalty card",
        "sv": "Kundkort",
        "fi": "Kanta-asiakaskortti",
        "pl": "Karta stałego klienta",
        "hu": "Törzsvásárlói kártya",
    },
    "kind": OwnField.Kind.TEXT,
    "of_organisations": False,
    "searchable": True,
}
FIELDS_OF_REFUSALS = {"own_field.of_nobody": "of_persons", "own_field.without_options": "options", "own_field.is_no_text": "searchable"}


@permit("customers.set_up")
def own_fields(request: StaffRequest) -> HttpResponse:
    """Every field in its place, with how often it is filled; those put away last."""
    fields = OwnField.objects.annotate(filled=Count("values")).order_by("retired", "ordinal", "pk")
    return render(request, "customers/own_fields.html", {"fields": fields})


@permit("customers.set_up")
def new(request: StaffRequest) -> HttpResponse:
    """The form of a new field; posted, the field."""
    form = OwnFieldForm(request.POST or None, initial=EXAMPLE if "example" in request.GET else {})
    if request.method != "POST":
        return render(request, TEMPLATE, _context(form))
    if form.is_valid():
        try:
            field = add_own_field(
                kind=form.cleaned_data["kind"], options=form.option_names, actor=request.user, today=today_of(request), **form.wanted()
            )
        except CannotSetUp as refusal:
            refuse(form, refusal, field=FIELDS_OF_REFUSALS[refusal.code])
        else:
            say(request, _("%(field)s can be filled in.") % {"field": field}, subject_kind="own_field", subject_id=field.pk)
            return redirect("customers:own_fields")
    return refused(request, TEMPLATE, _context(form))


@permit("customers.set_up")
def edit(request: StaffRequest, field_id: int) -> HttpResponse:
    """The form of a field, with its options; posted, the change."""
    field = get_object_or_404(OwnField, pk=field_id)
    initial = {name: getattr(field, name) for name in ("name", "of_persons", "of_organisations", "required", "searchable")}
    form = OwnFieldForm(request.POST or None, field=field, initial={**initial, "in_use": not field.retired})
    context = _context(form) | {"own_field": field, "options": _options(field)}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if form.is_valid():
        try:
            field = change_own_field(field=field, wanted=form.wanted(), actor=request.user, today=today_of(request))
        except CannotSetUp as refusal:
            refuse(form, refusal, field=FIELDS_OF_REFUSALS[refusal.code])
        else:
            words = _("%(field)s is put away with all that is written in it.") if field.retired else _("%(field)s is changed.")
            say(request, words % {"field": field}, subject_kind="own_field", subject_id=field.pk)
            return redirect("customers:own_fields")
    return refused(request, TEMPLATE, context)


@permit("customers.set_up")
@require_POST
def place(request: StaffRequest, field_id: int) -> HttpResponse:
    """Move a field one place up, or with `down` one place down."""
    field = get_object_or_404(OwnField, pk=field_id)
    fields = list(OwnField.objects.filter(retired=False).order_by("ordinal", "pk"))
    here = next((number for number, one in enumerate(fields) if one.pk == field.pk), 0)
    behind = here + 1 if "down" in request.POST else here - 2
    if behind < len(fields):
        place_own_field(field=field, after=fields[behind] if behind >= 0 else None, actor=request.user, today=today_of(request))
        say(request, _("Moved: %(field)s.") % {"field": field}, subject_kind="own_field", subject_id=field.pk)
    return redirect("customers:own_fields")


@permit("customers.set_up")
def new_option(request: StaffRequest, field_id: int) -> HttpResponse:
    """The form of another option; posted, the option."""
    field = get_object_or_404(OwnField, pk=field_id, kind__in=WITH_OPTIONS)
    form = OptionForm(request.POST or None)
    context = _option_context(form, field)
    if request.method != "POST":
        return render(request, OPTION_TEMPLATE, context)
    if not form.is_valid():
        return refused(request, OPTION_TEMPLATE, context)
    option = add_own_field_option(field=field, name=form.cleaned_data["name"], actor=request.user, today=today_of(request))
    say(request, _("%(option)s can be chosen.") % {"option": option}, subject_kind="own_field_option", subject_id=option.pk)
    return redirect("customers:edit_own_field", field.pk)


@permit("customers.set_up")
def edit_option(request: StaffRequest, option_id: int) -> HttpResponse:
    """The form of an option; posted, the change."""
    option = get_object_or_404(OwnFieldOption.objects.select_related("field"), pk=option_id)
    form = OptionForm(request.POST or None, option=option, initial={"name": option.name, "in_use": not option.retired})
    context = _option_context(form, option.field) | {"option": option}
    if request.method != "POST":
        return render(request, OPTION_TEMPLATE, context)
    if not form.is_valid():
        return refused(request, OPTION_TEMPLATE, context)
    said = form.cleaned_data
    option = change_own_field_option(
        option=option, name=said["name"], retired=not said["in_use"], actor=request.user, today=today_of(request)
    )
    say(request, _("%(option)s is changed.") % {"option": option}, subject_kind="own_field_option", subject_id=option.pk)
    return redirect("customers:edit_own_field", option.field_id)


def _options(field: OwnField) -> list[OwnFieldOption]:
    return list(field.options.order_by("retired", "pk")) if field.kind in WITH_OPTIONS else []


def _context(form: OwnFieldForm) -> dict[str, Any]:
    return {"form": form, "back": reverse("customers:own_fields")}


def _option_context(form: OptionForm, field: OwnField) -> dict[str, Any]:
    return {"form": form, "own_field": field, "back": reverse("customers:edit_own_field", args=[field.pk])}
