"""The ageing of a company after a day: what is not due and what is over due by how much, each figure with its items, all as files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_whole_companies
from abonent.ledger.ageing import AsOf, aged_items, ageing, all_aged_items
from abonent.organisation.models import LegalEntity
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.lists import Column, DayColumn, MoneyColumn, NumberColumn
from abonent.ui.lists.exporting import computed_file
from abonent.ui.lists.reader import present_reader

PAGE = 100
LABELS = {
    "not_due": gettext_lazy("Not due"),
    "days_1": gettext_lazy("1–30 days"),
    "days_31": gettext_lazy("31–60"),
    "days_61": gettext_lazy("61–90"),
    "days_91": gettext_lazy("Over 90"),
}


class AsOfForm(FormWithDays):
    """Which company, after which day."""

    company = forms.ModelChoiceField(LegalEntity.objects.none(), label=gettext_lazy("Company"), empty_label=None)
    on = TypedDayField(label=gettext_lazy("After the day"))

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = of_whole_companies(LegalEntity.objects.order_by("name"), request.user, path="pk")
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]


@permit("ledger.see_books")
def ageing_of_company(request: StaffRequest) -> HttpResponseBase:
    """A line for each currency; `?company=` and `?on=`, else the viewer's own after today. `?export=` gives it as a file."""
    form = _form(request)
    asked = _asked(request, form)
    rows = ageing(asked) if asked else []
    if asked and "export" in request.GET:
        return computed_file(
            rows, _sums_columns(), kind=request.GET["export"], name=_name(asked), title=_("Ageing"), language=request.user.language
        )
    shown = [(row, [(age, label, getattr(row, age)) for age, label in LABELS.items()]) for row in rows]
    return render(request, "ledger/ageing.html", {"form": form, "asked": asked, "rows": shown, "labels": LABELS.values()})


@permit("ledger.see_books")
def ageing_items(request: StaffRequest, entity_id: int) -> HttpResponseBase:
    """The items behind a figure: `?on=`, today if no day is named, `?currency=`, `?age=`; `?after=` goes on. `?export=` gives all of them as a file."""
    entity = get_object_or_404(of_whole_companies(LegalEntity.objects.all(), request.user, path="pk"), pk=entity_id)
    asked = AsOf(entity, _day_or_404(request.GET.get("on") or present_reader().today.isoformat()), request.user)
    currency, age = request.GET.get("currency", entity.currency), request.GET.get("age", "")
    if "export" in request.GET:
        rows = all_aged_items(asked, currency, age)
        name = "-".join(filter(None, (_name(asked), currency.lower(), age)))
        return computed_file(
            rows, _item_columns(), kind=request.GET["export"], name=name, title=_("Ageing"), language=request.user.language
        )
    found = aged_items(asked, currency, age, after=_after(request), at_most=PAGE + 1)
    shown = found[:PAGE]
    context = {
        "asked": asked,
        "currency": currency,
        "age": age,
        "age_label": LABELS.get(age, _("All")),
        "items": shown,
        "more_after": f"{shown[-1].due_on}.{shown[-1].receivable_id}" if len(found) > PAGE else "",
    }
    return render(request, "ledger/ageing_items.html", context)


def _form(request: StaffRequest) -> AsOfForm:
    today = present_reader().today
    own = request.user.company
    asked = {"company": own.pk if own else None, "on": today.isoformat(), **request.GET.dict()}
    return AsOfForm(asked, today=today, request=request)


def _asked(request: StaffRequest, form: AsOfForm) -> AsOf | None:
    return AsOf(form.cleaned_data["company"], form.cleaned_data["on"], request.user) if form.is_valid() else None


def _day_or_404(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as no_day:
        raise Http404 from no_day


def _after(request: StaffRequest) -> tuple[date, int]:
    day, _point, item = request.GET.get("after", "").partition(".")
    return (_day_or_404(day), int(item)) if item.isdecimal() else (date.min, 0)


def _name(asked: AsOf) -> str:
    return f"ageing-{asked.entity.code}-{asked.day}"


def _sums_columns() -> list[Column]:
    ages = [MoneyColumn(name=age, label=label, value=age, currency="currency") for age, label in LABELS.items()]
    return [
        Column(name="currency", label=_("Currency"), value="currency"),
        NumberColumn(name="items", label=_("Items"), value="items"),
        *ages,
        MoneyColumn(name="total", label=_("Together"), value="total", currency="currency"),
    ]


def _item_columns() -> list[Column]:
    return [
        Column(name="number", label=_("Number"), value="document_number"),
        Column(name="customer", label=_("Customer"), value="customer_number"),
        Column(name="name", label=_("Name"), value="customer_name"),
        DayColumn(name="due", label=_("Due"), value="due_on"),
        NumberColumn(name="days", label=_("Days overdue"), value=lambda row: max(row.days, 0)),
        Column(name="currency", label=_("Currency"), value="currency"),
        MoneyColumn(name="open", label=_("Open"), value="open_amount", currency="currency"),
    ]
