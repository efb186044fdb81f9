"""Register a customer; change who he is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from abonent.access.arranging import CUSTOMER_FIELDS, hidden_from
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.entries import CannotRead
from abonent.customers.forms import IdentityForm
from abonent.customers.models import Customer
from abonent.customers.operations import LABELS, CannotChange, change_customer, create_customer
from abonent.customers.registration_form import RegistrationForm
from abonent.customers.said_values import in_words, said_now
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.customers.visibility import withheld_from
from abonent.kit.edits import ChangedMeanwhile, changed_by_others
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused


@permit("customers.add")
def new(request: StaffRequest) -> HttpResponse:
    """The form of a new customer; posted, the customer."""
    company = request.user.company
    usual = {"country": company.country, "language": company.language} if company else {}
    form = RegistrationForm(request.POST or None, initial={**usual, **_named(request.GET.get("name", ""))}, today=today_of(request))
    form.leave_out(hidden_from(request.user, CUSTOMER_FIELDS) | withheld_from(request.user))
    if request.method != "POST":
        return render(request, "customers/new.html", {"form": form})
    if form.is_valid():
        try:
            customer = create_customer(
                **form.said(),
                door=form.door_if_any(),
                care_of=form.cleaned_data.get("care_of", ""),
                reached_by=form.reached_by(),
                own_values=form.own_values(),
                actor=request.user,
                today=today_of(request),
            )
        except (CannotRead, CannotChange) as refusal:
            refuse(form, refusal, field=getattr(refusal, "field", None))
        else:
            toasts.say(request, _("%(name)s is customer %(number)s.") % {"name": customer.name, "number": customer.number})
            return redirect(page_of(customer))
    return refused(request, "customers/new.html", {"form": form})


@permit("customers.change")
def edit(request: StaffRequest, number: int) -> HttpResponse:
    """The form of who a customer is; posted, the change. What somebody else changed meanwhile is shown beside it."""
    customer = customer_of(number)
    form = IdentityForm(request.POST or None, initial={field: getattr(customer, field) for field in LABELS}, country=customer.country)
    form.leave_out(hidden_from(request.user, CUSTOMER_FIELDS) | withheld_from(request.user))
    context: dict[str, Any] = {"form": form, "customer": customer, "back": page_of(customer)}
    if request.method != "POST":
        return render(request, "customers/edit.html", context)
    if form.is_valid():
        before, wanted = customer.version, form.said()
        try:
            customer = change_customer(customer=customer, seen=form.seen, wanted=wanted, actor=request.user, today=today_of(request))
        except ChangedMeanwhile as refusal:
            form.show_both(refusal, said_now(customer.pk), in_words)
        except (CannotRead, CannotChange) as refusal:
            refuse(form, refusal, field=getattr(refusal, "field", None))
        else:
            if customer.version != before:
                say(request, _("%(name)s is changed.") % {"name": customer.name}, subject_kind="customer", subject_id=customer.pk)
            _tell_of_others(request, form, customer)
            return redirect(page_of(customer))
    return refused(request, "customers/edit.html", context)


def _tell_of_others(request: StaffRequest, form: IdentityForm, customer: Customer) -> None:
    """Say what somebody else has changed beside one's own change; both are kept."""
    others = changed_by_others(seen=form.seen, now=said_now(customer.pk), wanted=form.said())
    if others:
        fields = ", ".join(str(LABELS[field]) for field in others)
        toasts.say(request, _("Somebody else changed meanwhile: %(fields)s. Both changes are kept.") % {"fields": fields})


def _named(text: str) -> dict[str, str]:
    """What was typed into the search box when nobody was found, as the beginning of a name."""
    given, _blank, family = text.strip().rpartition(" ")
    return {"given_name": given, "family_name": family} if text.strip() else {}
