"""One thing of many customers: chosen in the list, looked at with its effect, done as one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.choices import Choices, colleagues_to_choose, units_to_choose
from abonent.customers.models import Customer
from abonent.customers.operations import CannotChangeMany, change_customers
from abonent.customers.views.listing import CustomerList
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.bulk import Chosen, chosen_rows

# Of a question whose answers are rows: none of them.
NOBODY = ("", "\N{EN DASH}")


@dataclass(frozen=True)
class BulkChange:
    """What can be changed: its question, and the answers."""

    title: Any
    label: Any
    answers: Choices | Callable[[], Choices]

    @property
    def choices(self) -> Choices:
        """The answers; those that are rows are asked for now."""
        return self.answers if isinstance(self.answers, list) else [*self.answers(), NOBODY]


CHANGES = {
    "language": BulkChange(gettext_lazy("Language of several customers"), gettext_lazy("Language from now on"), list(settings.LANGUAGES)),
    "invoice_channel": BulkChange(
        gettext_lazy("How several customers get invoices"), gettext_lazy("Invoice by"), list(Customer.InvoiceChannel.choices)
    ),
    "responsible_id": BulkChange(
        gettext_lazy("Who is responsible for several customers"), gettext_lazy("Responsible from now on"), colleagues_to_choose
    ),
    "unit_id": BulkChange(gettext_lazy("Unit of several customers"), gettext_lazy("Unit from now on"), units_to_choose),
}


class BulkForm(forms.Form):
    """The one answer for all of them."""

    value = forms.ChoiceField()

    def __init__(self, change: BulkChange, data: Any = None) -> None:
        super().__init__(data)
        choices = change.choices
        required = NOBODY not in choices
        self.fields["value"] = forms.ChoiceField(label=change.label, choices=choices, initial=choices[0][0], required=required)


@permit("customers.change")
def change_many(request: StaffRequest, field: str) -> HttpResponse:
    """Ask what the chosen customers shall have, with what that changes; then change them, and offer the way back."""
    back = f"{reverse('customers:list')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    chosen = chosen_rows(request, CustomerList(request))
    if not chosen.count:
        toasts.warn(request, _("No customer is chosen."))
        return HttpResponseRedirect(back)
    change = CHANGES[field]
    form = BulkForm(change, request.POST if "value" in request.POST else None)
    value = form["value"].value() if not form.is_bound or form.is_valid() else ""
    context = {"change": change, "form": form, "chosen": chosen, "back": back, "effect": _effect(request, chosen, field, str(value))}
    if request.headers.get("HX-Target") == "effect":
        return render(request, "customers/bulk.html#effect", context)
    if not form.is_bound:
        return render(request, "customers/bulk.html", context)
    if not form.is_valid():
        return refused(request, "customers/bulk.html", context)
    try:
        ids = list(chosen.rows.order_by("pk").values_list("pk", flat=True))
        act = change_customers(customer_ids=ids, field=field, value=str(value), actor=request.user, today=today_of(request))
    except CannotChangeMany as refusal:
        refuse(form, refusal)
        return refused(request, "customers/bulk.html", context)
    toasts.say(request, _changed(request, len(act.subject_ids)), undo_url=reverse("runs:undo", args=[act.pk]))
    return HttpResponseRedirect(back)


@dataclass(frozen=True)
class Effect:
    """What the change would do: how many have another answer now, and which."""

    chosen: int
    changing: int
    present: list[tuple[Any, int]]

    @property
    def staying(self) -> int:
        """How many have it already."""
        return self.chosen - self.changing


def _effect(request: StaffRequest, chosen: Chosen, field: str, value: str) -> Effect:
    counted = list(chosen.rows.order_by().values_list(field).annotate(customers=Count("pk")).order_by("-customers", field))
    words = dict(CHANGES[field].choices)
    said = [("" if present is None else str(present), count) for present, count in counted]
    changing = sum(count for present, count in said if present != value)
    return Effect(sum(count for _present, count in said), changing, [(words.get(present, present), count) for present, count in said])


def _changed(request: StaffRequest, count: int) -> str:
    words = ngettext("%(count)s customer is changed.", "%(count)s customers are changed.", count)
    return words % {"count": wording.number(count, request.user.language)}
