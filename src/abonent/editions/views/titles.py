"""The list of titles, the page of one with its editions, and how they are called."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition, Title
from abonent.catalog.operations import CannotName, change_edition, change_title, register_edition, register_title
from abonent.catalog.product_queries import said_name
from abonent.editions.forms import EditionForm, TitleForm
from abonent.editions.models import PublicationRule
from abonent.editions.wording import rule_words
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.organisation.models import LegalEntity
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, NumberColumn, TextFilter, list_view
from abonent.ui.open_records import remember


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def visible_titles(request: StaffRequest) -> QuerySet[Title]:
    """Titles of the entities the viewer works for."""
    return of_my_entities(Title.objects.select_related("entity"), request.user)


def visible_edition(request: StaffRequest, edition_id: int) -> Edition:
    """An edition the viewer may see; else there is none."""
    editions = of_my_entities(Edition.objects.select_related("title__entity"), request.user, path="title__entity")
    return get_object_or_404(editions, pk=edition_id)


class TitleList(List):
    """Titles of the viewer's companies."""

    name = "titles"
    title = _("Titles and editions")
    columns = [
        Column(
            name="name",
            label=_("Title"),
            value="shown_name",
            sort="shown_name",
            slot="main",
            link=lambda row: reverse("editions:title", args=[row.pk]),
        ),
        Column(name="code", label=_("Code"), sort="code", slot="fig2", quiet=True),
        Column(name="entity", label=_("Company"), value="entity.name", sort="entity__name", slot="sub"),
        NumberColumn(name="editions", label=_("Editions"), value="edition_count", sort="edition_count", slot="fig"),
        DayColumn(name="reaches", label=_("Issues made until"), value="reaches", sort="reaches"),
    ]
    filters = [
        TextFilter(
            name="q", label=_("Name or code"), where=lambda text: Q(shown_name__icontains=text) | Q(code__icontains=text), prominent=True
        ),
        ChoiceFilter(name="entity", label=_("Company"), path="entity_id", choices=lambda: LegalEntity.objects.values_list("pk", "name")),
    ]
    default_sort = "name"
    empty = EmptyState(
        title=_("No titles yet"),
        text=_("A title is a publication; its editions come out on days of their own."),
        act_label=_("New title"),
        act_url_name="editions:new_title",
    )

    def rows(self) -> QuerySet[Any]:
        titles = visible_titles(self.request)  # type: ignore[arg-type]
        # The title whose calendar ends first is where somebody has to act: the earliest end among its editions.
        ends = Edition.objects.filter(title=OuterRef("pk")).annotate(reaches=Max("issues__published_on"))
        return titles.annotate(
            shown_name=said_name(self.reader.language),
            edition_count=Count("editions"),
            reaches=Subquery(ends.order_by("reaches").values("reaches")[:1]),
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s title", "%(count)s titles", count) % {"count": wording.number(count, self.reader.language)}


@permit("editions.see")
def titles(request: StaffRequest) -> HttpResponseBase:
    """All titles."""
    return list_view(request, TitleList, template="editions/titles.html", may_change=request.user.may("editions.change"))


@permit("editions.see")
def title_page(request: StaffRequest, title_id: int) -> HttpResponse:
    """A title with its editions: when each comes out, its next issue, how far its issues are made."""
    title = get_object_or_404(visible_titles(request), pk=title_id)
    today = clock.today(title.entity.zone)
    coming = Min("issues__published_on", filter=Q(issues__published_on__gte=today))
    editions = title.editions.annotate(next_on=coming, reaches=Max("issues__published_on")).order_by("code")
    rules = PublicationRule.objects.filter(edition__title=title, during__contains=today)
    words = {rule.edition_id: rule_words(rule, today, language()) for rule in rules}
    remember(request, label=name_in(title.name, language()), url=request.path, icon="news")
    return render(
        request,
        "editions/title.html",
        {
            "title": title,
            "today": today,
            "editions": [(edition, words.get(edition.pk, "")) for edition in editions],
            "may_change": request.user.may("editions.change"),
        },
    )


@permit("editions.change")
def new_title(request: StaffRequest) -> HttpResponse:
    """A title that is not there yet."""
    return _title_form(request, None)


@permit("editions.change")
def title_name(request: StaffRequest, title_id: int) -> HttpResponse:
    """How a title is called."""
    return _title_form(request, get_object_or_404(visible_titles(request), pk=title_id))


@permit("editions.change")
def new_edition(request: StaffRequest, title_id: int) -> HttpResponse:
    """An edition that is not there yet."""
    title = get_object_or_404(visible_titles(request), pk=title_id)
    return _edition_form(request, title, None)


@permit("editions.change")
def edition_name(request: StaffRequest, edition_id: int) -> HttpResponse:
    """How an edition is called."""
    edition = visible_edition(request, edition_id)
    return _edition_form(request, edition.title, edition)


def _title_form(request: StaffRequest, title: Title | None) -> HttpResponse:
    initial = {"code": title.code, "name": title.name, "entity": title.entity_id} if title else {}
    form = TitleForm(request.POST or None, initial=initial, viewer=request.user, entity=title.entity if title else None)
    context = {"form": form, "title": title}
    if request.method != "POST":
        return render(request, "editions/title_form.html", context)
    if not form.is_valid():
        return refused(request, "editions/title_form.html", context)
    said = {"code": form.cleaned_data["code"], "name": form.cleaned_data["name"], "actor": request.user}
    try:
        saved = change_title(title=title, **said) if title else register_title(entity=form.cleaned_data["entity"], **said)
    except CannotName as refusal:
        refuse(form, refusal, field="code")
        return refused(request, "editions/title_form.html", context)
    _say_saved(request, saved.name, undo_address(request.user, "title", saved.pk))
    return redirect("editions:title", saved.pk)


def _edition_form(request: StaffRequest, title: Title, edition: Edition | None) -> HttpResponse:
    initial = {"code": edition.code, "name": edition.name, "medium": edition.medium} if edition else {"medium": Edition.PAPER}
    form = EditionForm(request.POST or None, initial=initial)
    context = {"form": form, "title": title, "edition": edition}
    if request.method != "POST":
        return render(request, "editions/edition_form.html", context)
    if not form.is_valid():
        return refused(request, "editions/edition_form.html", context)
    said = {**form.cleaned_data, "actor": request.user}
    try:
        saved = change_edition(edition=edition, **said) if edition else register_edition(title=title, **said)
    except CannotName as refusal:
        refuse(form, refusal, field="code")
        return refused(request, "editions/edition_form.html", context)
    _say_saved(request, saved.name, undo_address(request.user, "edition", saved.pk))
    return redirect("editions:edition", saved.pk)


def _say_saved(request: StaffRequest, name: dict[str, str], undo_url: str) -> None:
    toasts.say(request, gettext("%(name)s is saved.") % {"name": name_in(name, language())}, undo_url=undo_url)
