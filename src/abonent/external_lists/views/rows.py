"""The rows of a list, and one of them: who it is, whether he may be called, what came of it, and who is next."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.models import ContactPoint
from abonent.customers.rules.telephone import beginnings, for_people
from abonent.external_lists.files.place import CannotWrite
from abonent.external_lists.forms import CallForm
from abonent.external_lists.models import ExternalList, ListCall, ListRow
from abonent.external_lists.models.rows import FoldedCells
from abonent.external_lists.operations import CannotCall, CannotRegister, record_call, register_row
from abonent.external_lists.queries import left_to_call, next_row, rows_not_in_file, rows_with_latest_call
from abonent.external_lists.reading import headers_of_people
from abonent.external_lists.standing import standings
from abonent.external_lists.views.shared import list_of, row_of, say
from abonent.imports.kinds import kind_of
from abonent.imports.refusals import CannotImport, fault_sentence
from abonent.kit.alphabets import fold
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    NumberColumn,
    PeriodFilter,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.columns import State

RESULTS = {
    "interested": State(label=ListCall.Result.INTERESTED.label, icon="star", tone="ok"),
    "sold": State(label=ListCall.Result.SOLD.label, icon="circle-check", tone="ok"),
    "call_back": State(label=ListCall.Result.CALL_BACK.label, icon="phone-call", tone="warn"),
    "no_answer": State(label=ListCall.Result.NO_ANSWER.label, icon="phone-off"),
    "not_interested": State(label=ListCall.Result.NOT_INTERESTED.label, icon="minus"),
    "wrong_number": State(label=ListCall.Result.WRONG_NUMBER.label, icon="help-circle"),
    "no_more": State(label=ListCall.Result.NO_MORE.label, icon="hand-stop", tone="danger"),
}


def _saying(text: str) -> Q:
    """All words stand in the row; or its telephone begins as typed, whatever blanks are in it."""
    words = Q()
    for word in fold(text).split():
        words &= Q(words__contains=word)
    condition = words
    for beginning in beginnings(text) if sum(letter.isdigit() for letter in text) > 3 else ():
        condition |= Q(mobile_normalised__startswith=beginning) | Q(phone_normalised__startswith=beginning)
    return condition


def _telephone(row: ListRow) -> str:
    return for_people(row.telephones[0], row.country_assumed) if row.telephones else row.mobile or row.phone


class RowList(List):
    """The rows of one list, in the order of its file."""

    name = "list_rows"
    title = gettext_lazy("Rows")
    default_sort = "line"
    empty: ClassVar[EmptyState] = EmptyState(
        title=gettext_lazy("The file has no rows"), text=gettext_lazy("Add some to it and read it again.")
    )
    views: ClassVar[list[View]] = [
        View(name="all", label=gettext_lazy("All")),
        View(name="fresh", label=gettext_lazy("Not called yet"), query="result_how=empty"),
        View(name="back", label=gettext_lazy("To be called back"), query="result=call_back&sort=back"),
        View(name="leads", label=gettext_lazy("Interested"), query="result=interested"),
        View(name="known", label=gettext_lazy("Customers already"), query="known=yes"),
    ]
    columns: ClassVar[list[Column]] = [
        NumberColumn(name="line", label=gettext_lazy("Row"), sort="line", quiet=True),
        Column(name="name", label=gettext_lazy("Name"), value="known_by", sort="name", slot="main", link=lambda row: row.url),
        Column(name="telephone", label=gettext_lazy("Telephone"), value=_telephone, slot="sub"),
        Column(name="email", label=gettext_lazy("E-mail"), value="email", quiet=True),
        Column(name="address", label=gettext_lazy("Address"), value="address_line", quiet=True),
        StateColumn(name="result", label=gettext_lazy("Result"), states=RESULTS, slot="fig"),
        DayColumn(name="back", label=gettext_lazy("Call back on"), value="call_back_on", sort="call_back_on", slot="fig2"),
        Column(name="note", label=gettext_lazy("Note")),
        DayColumn(name="called", label=gettext_lazy("Called on"), value="made_on", sort="made_on", quiet=True, shown=False),
    ]
    filters: ClassVar[list[Any]] = [
        TextFilter(name="q", label=gettext_lazy("Anything in the row"), where=_saying, prominent=True),
        ChoiceFilter(name="result", label=gettext_lazy("Result"), choices=ListCall.Result.choices, empty=lambda: Q(result=None)),
        PeriodFilter(name="back", label=gettext_lazy("Call back on"), path="call_back_on"),
        PeriodFilter(name="called", label=gettext_lazy("Called on"), path="made_on"),
        ChoiceFilter(
            name="known",
            label=gettext_lazy("Customer already"),
            choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
            where=lambda values: _known(values),
        ),
    ]

    def rows(self) -> QuerySet[Any]:
        viewer: Any = self.request.user
        list_id = resolve(self.request.path).kwargs["list_id"]
        external_list = ExternalList.objects.seen_by(viewer).kept().get(pk=list_id)
        reached = ContactPoint.objects.exclude(normalised="")
        same = (OuterRef("mobile_normalised"), OuterRef("phone_normalised"), OuterRef("email_normalised"))
        return rows_with_latest_call(external_list).annotate(
            words=FoldedCells("cells"), is_reached=Exists(reached.filter(normalised__in=same))
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s row", "%(count)s rows", count) % {"count": wording.number(count, self.reader.language)}


def _known(values: list[str]) -> Q:
    known = Q(is_reached=True) | Q(customer__isnull=False)
    return Q() if len(values) > 1 else known if values == ["yes"] else ~known


@permit("external_lists.work")
def row_list(request: StaffRequest, list_id: int) -> HttpResponseBase:
    """The rows of a list, how far the calling is, and what can be done with the file."""
    external_list = list_of(request, list_id)
    if external_list.opened_at is None:
        if request.user.may("external_lists.bring"):
            return redirect("external_lists:columns", list_id=external_list.pk)
        toasts.warn(request, _("Nobody has said yet which column of this list is what."))
        return redirect("external_lists:lists")
    context = {
        "external_list": external_list,
        "left": left_to_call(external_list, today=today_of(request)),
        "not_in_file": len(rows_not_in_file(external_list)),
        "may_bring": request.user.may("external_lists.bring"),
    }
    return list_view(request, RowList, template="external_lists/rows.html", **context)


@permit("external_lists.work")
def following(request: StaffRequest, list_id: int) -> HttpResponse:
    """To the row that is to be called next."""
    external_list = list_of(request, list_id)
    present = ListRow.objects.filter(external_list=external_list, pk=_number(request.GET.get("after"))).first()
    return _on_to_next(request, external_list, present)


@permit("external_lists.work")
def row(request: StaffRequest, list_id: int, row_id: int) -> HttpResponse:
    """One row: who it is and whether he may be called; posted, what came of it, and on to the next."""
    external_list = list_of(request, list_id)
    shown = row_of(external_list, row_id)
    form, changed = CallForm(request.POST or None, today=today_of(request)), False
    if request.method != "POST":
        return render(request, "external_lists/row.html", _row_context(request, external_list, shown, form))
    if form.is_valid():
        try:
            record_call(row=shown, said=form.said(), actor=request.user, today=today_of(request))
        except (CannotCall, CannotWrite) as refusal:
            fields = {"call.back_passed": "call_back_on", "call.no_call_back": "call_back_on"}
            refuse(form, refusal, field=fields.get(refusal.code))
            changed = refusal.code == "list.changed"
        else:
            say(
                request, _("%(name)s: kept, here and in the file.") % {"name": shown.known_by}, subject_kind="list_row", subject_id=shown.pk
            )
            return redirect(shown.url) if "stay" in request.POST else _on_to_next(request, external_list, shown)
    return refused(request, "external_lists/row.html", _row_context(request, external_list, shown, form, changed=changed))


@permit("customers.add")
@require_POST
def register(request: StaffRequest, list_id: int, row_id: int) -> HttpResponse:
    """Make a customer of a row, or take the one that it is."""
    external_list = list_of(request, list_id)
    shown = row_of(external_list, row_id)
    try:
        customer = register_row(row=shown, actor=request.user, today=today_of(request))
    except (CannotRegister, CannotImport) as refusal:
        toasts.warn(request, str(refusal))
    else:
        text = _("%(name)s is customer %(number)s.") % {"name": customer.name, "number": customer.number}
        say(request, text, subject_kind="list_row", subject_id=shown.pk)
    return redirect(shown.url)


def _on_to_next(request: StaffRequest, external_list: ExternalList, present: ListRow | None) -> HttpResponse:
    found = next_row(external_list, viewer=request.user, today=today_of(request), after=present)
    if found is None:
        toasts.say(request, _("Nobody is left to be called: all rows are done, wait for their day, or may not be called."))
        return redirect(external_list.url)
    return redirect(found.url)


def _row_context(
    request: StaffRequest, external_list: ExternalList, shown: ListRow, form: CallForm, *, changed: bool = False
) -> dict[str, Any]:
    headers = headers_of_people(external_list)
    standing = standings(external_list, [shown], viewer=request.user, today=today_of(request))[shown.pk]
    sentences = kind_of("customers").sentences
    return {
        "external_list": external_list,
        "row": shown,
        "form": form,
        "standing": standing,
        "telephones": [(number, for_people(number, shown.country_assumed)) for number in shown.telephones],
        "cells": [(header, cell) for header, cell in zip(headers, shown.cells, strict=False) if cell],
        "faults": [fault_sentence(code, parameters, sentences) for _field, code, parameters in shown.faults or []],
        "calls": ListCall.objects.filter(row=shown).select_related("made_by").order_by("-pk"),
        "may_register": request.user.may("customers.add"),
        "changed": changed,
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
