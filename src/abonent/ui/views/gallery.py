"""Every component with all its states, for whoever builds pages and for the browser tests. Only under DEBUG, or for administrators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from abonent.ui.forms import UNPROCESSABLE
from abonent.ui.lists import BooleanFilter, BulkAct, Column, EmptyState, List, NumberColumn, TextFilter, View, list_view
from abonent.ui.steps import Phase, Progress, Receipt, ReceiptStep, steps
from abonent.ui.ticks import Shape, tick_bar

A_THURSDAY = date(2026, 7, 9)


def _for_builders(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        is_administrator = getattr(request.user, "is_superuser", False)
        if not (settings.DEBUG or getattr(settings, "SHOW_GALLERY", False) or is_administrator):
            raise Http404
        return view(request, *arguments, **named)

    guarded.permission = "public"  # type: ignore[attr-defined]
    return guarded


class ExampleForm(forms.Form):
    """A form with one of each kind of field."""

    name = forms.CharField(label="Name", max_length=40)
    mail = forms.EmailField(label="E-mail", required=False, help_text="Where the invoice goes.")
    kind = forms.ChoiceField(label="Kind", choices=[("person", "Person"), ("firm", "Organisation")])
    begins_on = forms.DateField(label="Begins", widget=forms.DateInput(attrs={"type": "date"}))
    channel = forms.ChoiceField(label="Channel", choices=[("post", "Post"), ("mail", "E-mail")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    paper = forms.BooleanField(label="Paper as well", required=False)


class ExampleList(List):
    """A list over rows that every installation has."""

    name = "example"
    title = "Example list"
    columns = [
        Column(name="name", label="Name", sort="name", slot="main", link=lambda row: f"#{row.pk}"),
        Column(name="codename", label="Code", sort="codename", slot="sub", quiet=True),
        NumberColumn(name="number", label="Number", value="pk", sort="pk", slot="fig", total=Count("pk")),
    ]
    filters = [
        TextFilter(name="q", label="Name", path="name", prominent=True),
        TextFilter(name="code", label="Code", path="codename"),
        BooleanFilter(name="staff", label="Of staff", path="content_type__app_label__isnull"),
    ]
    views = [View(name="all", label="All"), View(name="add", label="May add", query="code=add")]
    bulk = [
        BulkAct(label="Mail", url_name="ui:gallery_list", icon="mail", of_all=True),
        BulkAct(label="Tag", url_name="ui:gallery_list", icon="tag"),
    ]
    default_sort = "name"
    page_size = 15
    empty = EmptyState(title="No rows yet", text="Rows come in with an import.", act_label="Import", act_url_name="ui:gallery")

    def rows(self) -> QuerySet[Any]:
        from django.contrib.auth.models import Permission

        return Permission.objects.all()


@_for_builders
def components(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    language = get_language() or "en"
    if request.GET.get("toast"):
        messages.success(request, "Paused until 3 May.", extra_tags="/ui/gallery/")
    context = {
        "bar": _bar(language),
        "steps": steps(["Plan", "Look", "Commit", "Send"], present=1, urls=["#"]),
        "progress": _progress(language),
        "phases": [Phase("Amounts frozen", "done", 18401, 100), Phase("Invoices", "now", 11284, 61), Phase("Hand over", "todo")],
        "form": ExampleForm(initial={"name": "Anna Lindqvist", "kind": "person"}),
        "amount": Decimal("-1249.00"),
        "day": A_THURSDAY,
    }
    return render(request, "ui/gallery/page.html", context)


@_for_builders
def example_list(request: HttpRequest) -> HttpResponseBase:
    """A list with filters, order, pages, totals, choice and export."""
    return list_view(request, ExampleList)


@_for_builders
def example_form(request: HttpRequest) -> HttpResponse:
    """A form, refused with all its errors when it is posted empty."""
    in_panel = request.headers.get("HX-Target") == "panel"
    form = ExampleForm(request.POST if request.method == "POST" else None, prefix="panel" if in_panel else None)
    refused = form.is_bound and not form.is_valid()
    template = "ui/gallery/panel.html" if in_panel else "ui/gallery/form.html"
    return render(request, template, {"form": form}, status=UNPROCESSABLE if refused else 200)


@_for_builders
def why(request: HttpRequest) -> HttpResponse:
    """The receipt behind a figure, as it is fetched into the popover."""
    return render(request, "ui/gallery/why.html", {"receipt": _receipt(get_language() or "en")})


@_for_builders
def progress(request: HttpRequest) -> HttpResponse:
    """The progress alone, as it is polled."""
    return render(request, "ui/gallery/progress.html", {"progress": _progress(get_language() or "en")})


def _progress(language: str) -> Progress:
    return Progress(
        done=11284, total=18401, unit="invoices", language=language, seconds=117, part="invoices", started_words="Started 10:42 by Eva"
    )


def _receipt(language: str) -> Receipt:
    listed = [
        ReceiptStep("List price, 6 months", Decimal("2949.00"), "Consumer 2026, version 1 Jul, row 118", "changed since June"),
        ReceiptStep("4 issues not delivered, 2–5 Jun", Decimal("-58.93"), "14,73 each, value of the old term"),
        ReceiptStep("Paper invoice", Decimal("39.00"), "Fee list 2026, 25 % VAT"),
        ReceiptStep("Rounding", Decimal("-0.07"), "To whole kronor"),
    ]
    return Receipt(
        listed,
        Decimal("2929.00"),
        "SEK",
        language,
        about="Birgitta Åkesson, 21 Jul – 20 Jan",
        tax_words="of which VAT 6 % 163,59",
        before_words="June 2 278,00, +28,6 %",
    )


def _bar(language: str) -> Any:
    first = date(2026, 6, 1)
    shapes: dict[date, Shape] = {}
    for number in range(84):
        day = first + timedelta(days=number)
        if day.weekday() < 6:
            shapes[day] = Shape.FULL if day <= A_THURSDAY else Shape.BROKEN if day.month == 8 and day.day < 16 else Shape.OUTLINE
    shapes |= {date(2026, 6, day): Shape.FLAT for day in (17, 18, 20)}
    shapes[date(2026, 6, 30)] = Shape.CROSSED
    shapes[date(2026, 8, 20)] = Shape.DOTTED
    words = {
        Shape.FULL: "delivered",
        Shape.OUTLINE: "coming",
        Shape.FLAT: "paused",
        Shape.BROKEN: "redirected",
        Shape.DOTTED: "gift",
        Shape.CROSSED: "missed",
    }
    return tick_bar(title="Norrviks Dagblad", first_monday=first, weeks=12, shapes=shapes, words=words, today=A_THURSDAY, language=language)
