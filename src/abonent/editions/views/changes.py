"""Changes of a calendar: what is typed, what it would do, and the doing of it.

Each is one address. While somebody types, htmx posts the form and gets the effect alone; saving posts the effect that was seen along.
Without script the first post answers with the effect, the second does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition
from abonent.editions import wording as calendar_words
from abonent.editions.forms import ExceptionForm, ExtensionForm, HolidaysForm, RuleForm
from abonent.editions.issue_calendar import issue_calendar
from abonent.editions.models import PublicationException
from abonent.editions.operations import (
    CalendarEffect,
    CannotPublish,
    carry_out,
    except_day,
    extend_calendar,
    foreseen,
    leave_out_holidays,
    let_rule_decide,
    publish_from,
)
from abonent.editions.queries import calendar_reaches
from abonent.editions.views.edition import national_holidays
from abonent.editions.views.titles import language, visible_edition
from abonent.kit import clock
from abonent.ui import toasts, wording
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend


@dataclass(frozen=True)
class Words:
    """What a change is called, and what its button says."""

    title: str
    submit: str
    template: str = "editions/change_fields.html"


@permit("editions.change")
def exception(request: StaffRequest, edition_id: int) -> HttpResponse:
    """A day that is not as the rule says."""
    edition = visible_edition(request, edition_id)
    today, day = _today(edition), _day(request.GET.get("on", ""))
    form = ExceptionForm(request.POST or None, today=today, initial={"on": day})
    return _answer(
        request,
        edition,
        form,
        lambda: partial(except_day, edition=edition, **form.cleaned_data, actor=request.user, today=today),
        Words(_("An exception"), _("Save the exception"), "editions/exception_fields.html"),
        day=day,
    )


@permit("editions.change")
def withdrawal(request: StaffRequest, exception_id: int) -> HttpResponse:
    """An exception taken back."""
    visible = of_my_entities(
        PublicationException.objects.select_related("edition__title__entity"), request.user, path="edition__title__entity"
    )
    decided = get_object_or_404(visible, pk=exception_id)
    edition = decided.edition
    today = _today(edition)
    words = {"day": wording.day(decided.on, today, language()), "what": calendar_words.exception_words(decided, today, language())}
    return _answer(
        request,
        edition,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda: partial(let_rule_decide, exception=decided, actor=request.user, today=today),
        Words(_("%(day)s: %(what)s") % words, _("Let the rule decide")),
        day=decided.on,
    )


@permit("editions.change")
def rule(request: StaffRequest, edition_id: int) -> HttpResponse:
    """Another rule from a day on."""
    edition = visible_edition(request, edition_id)
    today = _today(edition)
    present = edition.publication_rules.filter(during__contains=today).first()
    told = (
        {"kind": present.kind, "weekdays": present.weekdays, "every": present.every, "counted_from": present.counted_from}
        if present
        else {}
    )
    form = RuleForm(request.POST or None, today=today, initial={"begins": today, **told})
    return _answer(
        request,
        edition,
        form,
        lambda: partial(publish_from, edition=edition, **form.pattern, actor=request.user, today=today),
        Words(_("When it comes out"), _("Save the rule"), "editions/rule_fields.html"),
    )


@permit("editions.change")
def holidays(request: StaffRequest, edition_id: int) -> HttpResponse:
    """The national holidays without an issue."""
    edition = visible_edition(request, edition_id)
    today = _today(edition)
    known = national_holidays(edition, today.year)
    choices = [(key, f"{label}, {wording.day(day, today, language())}") for key, label, day in known]
    chosen = list(edition.holiday_choices.values_list("holiday", flat=True))
    choices += [(key, key) for key in sorted(set(chosen) - {key for key, _label in choices})]
    data = request.POST if request.method == "POST" else None
    form = HolidaysForm(data, initial={"holidays": chosen}, choices=choices)
    return _answer(
        request,
        edition,
        form,
        lambda: partial(leave_out_holidays, edition=edition, without_issue=form.cleaned_data["holidays"], actor=request.user, today=today),
        Words(_("Holidays without an issue"), _("Save the holidays"), "editions/holidays_fields.html"),
    )


@permit("editions.change")
def extension(request: StaffRequest, edition_id: int) -> HttpResponse:
    """Issues made until a day."""
    edition = visible_edition(request, edition_id)
    today = _today(edition)
    reaches = calendar_reaches(edition=edition) or today
    form = ExtensionForm(request.POST or None, today=today, initial={"latest": _end_of_year_after(max(reaches, today))})
    return _answer(
        request,
        edition,
        form,
        lambda: partial(extend_calendar, edition=edition, latest=form.cleaned_data["latest"], actor=request.user, today=today),
        Words(_("Make issues"), _("Make the issues")),
        shown=reaches,
    )


Change = Callable[[], CalendarEffect]


def _answer(
    request: StaffRequest,
    edition: Edition,
    form: forms.Form,
    change: Callable[[], Change],
    words: Words,
    *,
    day: date | None = None,
    shown: date | None = None,
) -> HttpResponse:
    """The form, its effect alone, or the way back to the calendar once the change is done.

    `day` is the day that the change is about, `shown` one whose month stands beside the form.
    """
    today = _today(edition)
    asked = request.headers.get("HX-Target", "")
    context: dict[str, Any] = {"edition": edition, "form": form, "words": words, "today": today, "address": request.get_full_path()}
    if form.is_bound and form.is_valid():
        seen = "" if asked == "effect" else request.POST.get("effect", "")
        try:
            if seen:
                return _done(request, edition, carry_out(change(), seen=seen), today, day)
            context |= _shown(foreseen(change()), today)
        except CannotPublish as refusal:
            refuse(form, refusal)
    context["to_mend"] = to_mend(form)
    if asked == "effect":
        return render(request, "editions/effect.html", context)
    month = (day or shown or today).replace(day=1)
    context |= {"calendar": issue_calendar(edition, month, 2, today=today, language=language()), "chosen": day}
    template = "editions/change_panel.html" if asked == "panel" else "editions/change.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors else 200)


def _done(request: StaffRequest, edition: Edition, effect: CalendarEffect, today: date, day: date | None) -> HttpResponse:
    undo_url = reverse("runs:undo", args=[effect.act.pk]) if effect.act and effect.act.inverse else ""
    toasts.say(request, calendar_words.effect_words(effect, today, language()), undo_url=undo_url)
    shown = day or calendar_words.first_affected(effect)
    query = f"?year={shown.year}" if shown and shown.year != today.year else ""
    return redirect(reverse("editions:edition", args=[edition.pk]) + query)


def _shown(effect: CalendarEffect, today: date) -> dict[str, Any]:
    first = calendar_words.first_affected(effect)
    return {
        "effect": effect,
        "say": calendar_words.effect_words(effect, today, language()),
        "gone": calendar_words.span_words(effect.disappearing, today, language()),
        "new": calendar_words.span_words(effect.appearing, today, language()),
        "first": wording.day(first, today, language()) if first else "",
    }


def _end_of_year_after(reaches: date) -> date:
    """The last day of the year that is not yet made to its end."""
    return date((reaches + timedelta(days=1)).year, 12, 31)


def _today(edition: Edition) -> date:
    return clock.today(edition.title.entity.zone)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
