"""Which data is wanted of everybody, and what a customer lacks of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.completeness import BOTH, DETAILS, lacks_of, wanted_details
from abonent.customers.models import OwnField, RequiredDetail
from abonent.customers.operations.completeness import SUBJECT, require_details
from abonent.customers.views.shared import say
from abonent.ui.forms import refused

TEMPLATE = "customers/completeness.html"


class CompletenessForm(forms.Form):
    """What is wanted of persons, and of organisations."""

    person = forms.MultipleChoiceField(label=gettext_lazy("Of every person"), required=False, widget=forms.CheckboxSelectMultiple)
    organisation = forms.MultipleChoiceField(
        label=gettext_lazy("Of every organisation"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for kind in BOTH:
            offered = [(detail.code, detail.label) for detail in DETAILS if kind in detail.kinds]
            self.fields[kind].choices = offered  # type: ignore[attr-defined]


@permit("customers.set_up")
def completeness(request: StaffRequest) -> HttpResponse:
    """The form of what is wanted; posted, what is wanted now."""
    rows = list(RequiredDetail.objects.all())
    initial = {kind: [row.detail for row in rows if row.kind == kind] for kind in BOTH}
    form = CompletenessForm(request.POST or None, initial=initial)
    context = {
        "form": form,
        "own_fields": OwnField.objects.filter(retired=False, required=True).order_by("ordinal"),
        "back": reverse("customers:words"),
        "is_anything_wanted": bool(wanted_details()),
    }
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    require_details(wanted=form.cleaned_data, actor=request.user, today=today_of(request))
    say(request, _("What is wanted of customers is changed."), subject_kind="required_detail", subject_id=SUBJECT)
    return redirect("customers:completeness")


@permit("customers.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What a customer lacks, each with the way to fill it in; nothing if he lacks nothing."""
    customer = customer_at_hand(request, customer_id)
    context = {"customer": customer, "lacks": lacks_of(customer), "may_change": request.user.may("customers.change")}
    return render(request, "customers/panels/missing.html", context)
