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
from abonent.customers.choices import Choices, colleagues_to_choose, units_to_choose, words_to_choose
from abonent.customers.models import Branch, CategorisedCustomer, Customer, CustomerCategory
from abonent.customers.operations import CannotChangeMany, change_customers
from abonent.customers.operations.bulk import categorise_customers
from abonent.customers.views.listing import CustomerList
from abonent.runs.models import Act
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.bulk import Chosen, chosen_rows

# Of a question whose answers are rows: none of them.
NOBODY = ("", "\N{EN DASH}")


@dataclass(frozen=True)
class BulkChange:
    """What can be changed: its question, and the answers. `belongs` says of a type whether it is given or taken."""

    title: Any
    label: Any
    answers: Choices | Callable[[], Choices]
    belongs: bool | None = None

    @property
    def choices(self) -> Choices:
        """The answers; those that are rows are asked for now."""
        if isinstance(self.answers, list):
            return self.answers
        return self.answers() if self.belongs is not None else [*self.answers(), NOBODY]


CHANGES = {
    "language": BulkChange(gettext_lazy("Language of several customers"), gettext_lazy("Language from now on"), list(settings.LANGUAGES)),
    "invoice_channel": BulkChange(
        gettext_lazy("How several customers get invoices"), gettext_lazy("Invoice by"), list(Customer.InvoiceChannel.choices)
    ),
    "responsible_id": BulkChange(
        gettext_lazy("Who is responsible for several customers"), gettext_lazy("Responsible from now on"), colleagues_to_choose
    ),
    "branch_id": BulkChange(
        gettext_lazy("Branch of several customers"), gettext_lazy("Branch from now on"), lambda: words_to_choose(Branch)
    ),
    "give_type": BulkChange(
        gettext_lazy("Give several customers a type"), gettext_lazy("Type to give"), lambda: words_to_choose(CustomerCategory), belongs=True
    ),
    "take_type": BulkChange(
        gettext_lazy("Take a type from several customers"), gettext_lazy("Type to take"), lambda: _all_types(), belongs=False
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
    if not change.choices:
        toasts.warn(request, _("There are no types yet. A manager adds them under Words of the register."))
        return HttpResponseRedirect(back)
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
        act = _changed_by(request, change, field, ids, str(value))
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


def _changed_by(request: StaffRequest, change: BulkChange, field: str, ids: list[int], value: str) -> Act:
    done: dict[str, Any] = {"customer_ids": ids, "actor": request.user, "today": today_of(request)}
    if change.belongs is None:
        return change_customers(field=field, value=value, **done)
    return categorise_customers(category_id=int(value), belongs=change.belongs, **done)


def _all_types() -> Choices:
    """Those not offered any more too: there are customers who have them."""
    return words_to_choose(CustomerCategory, list(CustomerCategory.objects.values_list("pk", flat=True)))


def _effect_of_type(chosen: Chosen, change: BulkChange, value: str) -> Effect:
    of_type = CategorisedCustomer.objects.filter(category=int(value)) if value else CategorisedCustomer.objects.none()
    bearing = chosen.rows.filter(pk__in=of_type.values("customer")).count()
    lacking = chosen.count - bearing
    present = [(dict(change.choices).get(value, ""), bearing), (NOBODY[1], lacking)]
    return Effect(chosen.count, lacking if change.belongs else bearing, [(label, count) for label, count in present if count])


def _effect(request: StaffRequest, chosen: Chosen, field: str, value: str) -> Effect:
    if CHANGES[field].belongs is not None:
        return _effect_of_type(chosen, CHANGES[field], value)
    counted = list(chosen.rows.order_by().values_list(field).annotate(customers=Count("pk")).order_by("-customers", field))
    words = dict(CHANGES[field].choices)
    said = [("" if present is None else str(present), count) for present, count in counted]
    changing = sum(count for present, count in said if present != value)
    return Effect(sum(count for _present, count in said), changing, [(words.get(present, present), count) for present, count in said])


def _changed(request: StaffRequest, count: int) -> str:
    words = ngettext("%(count)s customer is changed.", "%(count)s customers are changed.", count)
    return words % {"count": wording.number(count, request.user.language)}
