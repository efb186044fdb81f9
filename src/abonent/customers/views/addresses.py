"""Another address, for good or for a while; the end of one for a while."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.entries import CannotRead
from abonent.customers.forms import AddressForm
from abonent.customers.models import Address, Customer
from abonent.customers.operations import CannotPlace, add_temporary_address, change_address, end_temporary_address
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused


@permit("customers.change")
def new(request: StaffRequest, number: int) -> HttpResponse:
    """The form of another address; posted, the address."""
    customer, today = customer_of(number), today_of(request)
    form = AddressForm(request.POST or None, country=customer.country, today=today)
    context = {"form": form, "customer": customer, "back": page_of(customer, "addresses")}
    if request.method != "POST":
        return render(request, "customers/address.html", context)
    if form.is_valid():
        try:
            address = _placed(request, form, customer)
        except (CannotRead, CannotPlace) as refusal:
            refuse(form, refusal, field=getattr(refusal, "field", None))
        else:
            day = wording.day(address.during.lower, today, get_language() or "en")
            subject = ("address", address.pk) if address.temporary else (f"{address.kind}_address", customer.pk)
            say(
                request, _("%(place)s from %(day)s.") % {"place": address.place, "day": day}, subject_kind=subject[0], subject_id=subject[1]
            )
            return redirect(page_of(customer, "addresses"))
    return refused(request, "customers/address.html", context)


@permit("customers.change")
@require_POST
def end(request: StaffRequest, address_id: int) -> HttpResponse:
    """Let a temporary address end today."""
    address = get_object_or_404(Address.objects.select_related("customer"), pk=address_id, temporary=True)
    try:
        end_temporary_address(address=address, actor=request.user, today=today_of(request))
    except CannotPlace as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The temporary address has ended."))
    return redirect(page_of(address.customer, "addresses"))


def _placed(request: StaffRequest, form: AddressForm, customer: Customer) -> Address:
    said = form.cleaned_data
    common = {"customer": customer, "door": form.door(said["country"]), "kind": said["kind"], "care_of": said["care_of"]}
    if form.is_temporary:
        return add_temporary_address(
            **common, begins_on=said["begins_on"], ends_on=form.ends_on, actor=request.user, today=today_of(request)
        )
    return change_address(**common, begins_on=said["begins_on"], actor=request.user, today=today_of(request))
