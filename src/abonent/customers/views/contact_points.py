"""Add, correct, prefer and remove a way to reach a customer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.forms import ContactPointForm
from abonent.customers.models import ContactPoint
from abonent.customers.operations import add_contact_point, change_contact_point, prefer_contact_point, remove_contact_point
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.kit.edits import ChangedMeanwhile
from abonent.ui.forms import refused


@permit("customers.change")
def new(request: StaffRequest, number: int) -> HttpResponse:
    """The form of another contact; posted, the contact."""
    customer = customer_of(number)
    form = ContactPointForm(request.POST or None, customer=customer)
    context = {"form": form, "customer": customer, "back": page_of(customer)}
    if request.method != "POST":
        return render(request, "customers/contact.html", context)
    if not form.is_valid():
        return refused(request, "customers/contact.html", context)
    person = form.cleaned_data.get("contact_person")
    contact_point = add_contact_point(
        customer=customer, reach=form.cleaned_data["reach"], contact_person=person, actor=request.user, today=today_of(request)
    )
    _say(request, _("%(contact)s is noted."), contact_point)
    return redirect(page_of(customer, "people" if person else ""))


@permit("customers.change")
def edit(request: StaffRequest, contact_point_id: int) -> HttpResponse:
    """The form to correct a contact; posted, the correction."""
    contact_point = _contact_point(contact_point_id)
    customer = contact_point.customer
    form = ContactPointForm(request.POST or None, customer=customer, initial={"kind": contact_point.kind, "value": contact_point.value})
    form.fields.pop("contact_person", None)
    context = {"form": form, "customer": customer, "contact_point": contact_point, "back": page_of(customer)}
    if request.method != "POST":
        return render(request, "customers/contact.html", context)
    if form.is_valid():
        try:
            contact_point = change_contact_point(
                contact_point=contact_point, reach=form.cleaned_data["reach"], seen=form.seen, actor=request.user, today=today_of(request)
            )
        except ChangedMeanwhile as refusal:
            contact_point.refresh_from_db() if refusal.conflicts else None
            form.show_both(refusal, {"kind": contact_point.kind, "value": contact_point.value}, _in_words)
        else:
            _say(request, _("%(contact)s is noted."), contact_point)
            return redirect(page_of(customer))
    return refused(request, "customers/contact.html", context)


def _in_words(field: str, value: Any) -> Any:
    return dict(ContactPoint.Kind.choices).get(value, value) if field == "kind" else value


@permit("customers.change")
@require_POST
def prefer(request: StaffRequest, contact_point_id: int) -> HttpResponse:
    """Use this one of its kind first."""
    contact_point = _contact_point(contact_point_id)
    prefer_contact_point(contact_point=contact_point, actor=request.user, today=today_of(request))
    _say(request, _("%(contact)s is used first."), contact_point)
    return redirect(page_of(contact_point.customer))


@permit("customers.change")
@require_POST
def remove(request: StaffRequest, contact_point_id: int) -> HttpResponse:
    """Take a contact away."""
    contact_point = _contact_point(contact_point_id)
    remove_contact_point(contact_point=contact_point, actor=request.user, today=today_of(request))
    # Deleting takes the id from the object; its act still goes by it.
    contact_point.pk = contact_point_id
    _say(request, _("%(contact)s is removed."), contact_point)
    return redirect(page_of(contact_point.customer))


def _contact_point(contact_point_id: int) -> ContactPoint:
    return get_object_or_404(ContactPoint.objects.select_related("customer"), pk=contact_point_id)


def _say(request: StaffRequest, text: str, contact_point: ContactPoint) -> None:
    say(request, text % {"contact": contact_point.value}, subject_kind="contact_point", subject_id=contact_point.pk)
