"""What a customer says in own fields: the form of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.models import OwnField
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_field_forms import OwnValuesForm
from abonent.customers.own_values import own_fields, own_value_in_words, own_values_of
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.kit.edits import ChangedMeanwhile
from abonent.ui.forms import refuse, refused

TAB = "identity"
TEMPLATE = "customers/own_values.html"


@permit("customers.change")
def edit(request: StaffRequest, number: int) -> HttpResponse:
    """The own fields of a customer; posted, what they say now. What somebody else changed meanwhile is shown beside it."""
    customer, today = customer_of(number), today_of(request)
    values = own_values_of(customer)
    fields = own_fields(of_kind=customer.kind, filled=values)
    form = OwnValuesForm(request.POST or None, own_fields=fields, values=values, today=today)
    context: dict[str, Any] = {"form": form, "customer": customer, "back": page_of(customer, TAB)}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    try:
        changed = change_own_values(customer=customer, seen=form.seen, wanted=form.said(), actor=request.user, today=today)
    except ChangedMeanwhile as refusal:
        refuse(form, refusal)
        context["conflicts"] = _conflicts(refusal, fields, today)
        return refused(request, TEMPLATE, context)
    if changed:
        say(request, _("%(name)s is changed.") % {"name": customer.name}, subject_kind="customer", subject_id=customer.pk)
    return redirect(page_of(customer, TAB))


def _conflicts(refusal: ChangedMeanwhile, fields: list[OwnField], today: date) -> list[dict[str, Any]]:
    named, language = {str(field.pk): field for field in fields}, get_language() or "en"
    return [
        {"label": named[name]}
        | {when: own_value_in_words(named[name], value, today=today, language=language) for when, value in clash._asdict().items()}
        for name, clash in refusal.conflicts.items()
    ]
