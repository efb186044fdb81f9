"""The words that customers are sorted by, set up by a manager."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.forms import WordForm
from abonent.customers.operations import add_word, change_word
from abonent.customers.views.shared import say
from abonent.customers.word_kinds import WORD_KINDS, WordKind
from abonent.ui.forms import refused

TEMPLATE = "customers/word.html"


@permit("customers.set_up")
def words(request: StaffRequest) -> HttpResponse:
    """Every list with its words and how often each is chosen."""
    lists = [(kind, list(kind.rows())) for kind in WORD_KINDS]
    return render(request, "customers/words.html", {"lists": lists})


@permit("customers.set_up")
def new(request: StaffRequest, kind_name: str) -> HttpResponse:
    """The form of a new word; posted, the word."""
    kind = _kind(kind_name)
    form = WordForm(request.POST or None)
    context = _context(kind, form)
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    word = add_word(kind=kind.model, name=form.cleaned_data["name"], actor=request.user, today=today_of(request))
    say(request, _("%(word)s can be chosen.") % {"word": word}, subject_kind=word._meta.db_table, subject_id=word.pk)
    return redirect("customers:words")


@permit("customers.set_up")
def edit(request: StaffRequest, kind_name: str, word_id: int) -> HttpResponse:
    """The form of a word; posted, the change."""
    kind = _kind(kind_name)
    word = get_object_or_404(kind.model, pk=word_id)
    form = WordForm(request.POST or None, initial={"name": word.name, "in_use": not word.retired})
    context = _context(kind, form) | {"word": word}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    said = form.cleaned_data
    word = change_word(word=word, name=said["name"], retired=not said["in_use"], actor=request.user, today=today_of(request))
    say(request, _("%(word)s is changed.") % {"word": word}, subject_kind=word._meta.db_table, subject_id=word.pk)
    return redirect("customers:words")


def _kind(name: str) -> WordKind:
    for kind in WORD_KINDS:
        if kind.name == name:
            return kind
    raise Http404(name)


def _context(kind: WordKind, form: WordForm) -> dict[str, Any]:
    return {"kind": kind, "form": form, "back": reverse("customers:words")}
