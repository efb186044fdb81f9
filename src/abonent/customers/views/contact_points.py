"""Add, correct, prefer and remove a way to reach a customer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.forms import ContactPointForm
from abonent.customers.models import ContactPoint
from abonent.customers.operations import add_contact_point, change_contact_point, prefer_contact_point, remove_contact_point
from abonent.customers.views.shared import customer_of, page_of, say, today_of
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
    add_contact_point(
        customer=customer, reach=form.cleaned_data["reach"], contact_person=person, actor=request.user, today=today_of(request)
    )
    say(request, _("%(contact)s is noted.") % {"contact": form.cleaned_data["reach"].value})
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
    if not form.is_valid():
        return refused(request, "customers/contact.html", context)
    change_contact_point(contact_point=contact_point, reach=form.cleaned_data["reach"], actor=request.user, today=today_of(request))
    say(request, _("%(contact)s is noted.") % {"contact": form.cleaned_data["reach"].value})
    return redirect(page_of(customer))


@permit("customers.change")
@require_POST
def prefer(request: StaffRequest, contact_point_id: int) -> HttpResponse:
    """Use this one of its kind first."""
    contact_point = _contact_point(contact_point_id)
    prefer_contact_point(contact_point=contact_point, actor=request.user, today=today_of(request))
    say(request, _("%(contact)s is used first.") % {"contact": contact_point.value})
    return redirect(page_of(contact_point.customer))


@permit("customers.change")
@require_POST
def remove(request: StaffRequest, contact_point_id: int) -> HttpResponse:
    """Take a contact away."""
    contact_point = _contact_point(contact_point_id)
    customer, value = contact_point.customer, contact_point.value
    remove_contact_point(contact_point=contact_point, actor=request.user, today=today_of(request))
    say(request, _("%(contact)s is removed.") % {"contact": value})
    return redirect(page_of(customer))


def _contact_point(contact_point_id: int) -> ContactPoint:
    return get_object_or_404(ContactPoint.objects.select_related("customer"), pk=contact_point_id)
