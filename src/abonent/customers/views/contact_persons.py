"""Who speaks for an organisation: add, correct, remove."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.forms import ContactPersonForm
from abonent.customers.models import ContactPerson
from abonent.customers.operations import add_contact_person, change_contact_person, remove_contact_person
from abonent.customers.said_values import in_words_of_person
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.kit.edits import ChangedMeanwhile
from abonent.ui.forms import refused


@permit("customers.change")
def new(request: StaffRequest, number: int) -> HttpResponse:
    """The form of a contact person; posted, the person."""
    customer = customer_of(number)
    form = ContactPersonForm(request.POST or None)
    context = {"form": form, "customer": customer, "back": page_of(customer, "people")}
    if request.method != "POST":
        return render(request, "customers/person.html", context)
    if not form.is_valid():
        return refused(request, "customers/person.html", context)
    person = add_contact_person(customer=customer, actor=request.user, today=today_of(request), **form.cleaned_data)
    _say(request, _("%(person)s speaks for %(name)s.") % {"person": person.name, "name": customer.name}, person.pk)
    return redirect(page_of(customer, "people"))


@permit("customers.change")
def edit(request: StaffRequest, contact_person_id: int) -> HttpResponse:
    """The form to correct a contact person; posted, the correction."""
    person = _person(contact_person_id)
    form = ContactPersonForm(request.POST or None, initial=_initial(person))
    context = {"form": form, "customer": person.customer, "person": person, "back": page_of(person.customer, "people")}
    if request.method != "POST":
        return render(request, "customers/person.html", context)
    if form.is_valid():
        try:
            person = change_contact_person(
                contact_person=person, seen=form.seen, wanted=form.said(), actor=request.user, today=today_of(request)
            )
        except ChangedMeanwhile as refusal:
            form.show_both(refusal, _initial(_person(contact_person_id)) if refusal.conflicts else {}, in_words_of_person)
        else:
            _say(request, _("%(name)s is changed.") % {"name": person.name}, person.pk)
            return redirect(page_of(person.customer, "people"))
    return refused(request, "customers/person.html", context)


@permit("customers.change")
@require_POST
def remove(request: StaffRequest, contact_person_id: int) -> HttpResponse:
    """Take a contact person away."""
    person = _person(contact_person_id)
    remove_contact_person(contact_person=person, actor=request.user, today=today_of(request))
    _say(request, _("%(person)s no longer speaks for %(name)s.") % {"person": person.name, "name": person.customer.name}, contact_person_id)
    return redirect(page_of(person.customer, "people"))


def _initial(person: ContactPerson) -> dict[str, Any]:
    return {name: getattr(person, name) for name in ContactPersonForm.base_fields}


def _say(request: StaffRequest, text: str, person_id: int) -> None:
    say(request, text, subject_kind="contact_person", subject_id=person_id)


def _person(contact_person_id: int) -> ContactPerson:
    return get_object_or_404(ContactPerson.objects.select_related("customer"), pk=contact_person_id)
