"""A form about routes, shown, refused or done: the same page for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from abonent.access.requests import StaffRequest
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused

FORM = "distribution/form.html"


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """What stands around a form: its heading, what it is about, where the way back leads, which section it is of."""

    heading: str
    sub: str = ""
    back: str
    section: str = "routes"


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a form has done: the words for it, the subject of its act, and where to go."""

    words: str
    subject: tuple[str, int]
    goes_to: str


def answer_form(request: StaffRequest, form: forms.Form, page: FormPage, save: Callable[[dict[str, Any]], Done]) -> HttpResponse:
    """The form; what is wrong with it; or, once it is saved, where that is seen, with the way to undo it."""
    next(iter(form.fields.values())).widget.attrs["autofocus"] = True
    context = {"form": form, "page": page}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    try:
        done = save(form.cleaned_data)
    except Refusal as refusal:
        refuse(form, refusal)
        return refused(request, FORM, context)
    toasts.say(request, done.words, undo_url=undo_address(request.user, *done.subject))
    return redirect(done.goes_to)
