"""What is held of a customer: hand it out, or erase who he was."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.forms_erasure import ErasureForm
from abonent.customers.models import Customer, Erasure
from abonent.customers.operations import CannotDisclose, CannotErase, disclose_customer, erase_customer, erase_vouchers
from abonent.customers.operations.erasing import hindrances_of, kept_of
from abonent.customers.views.shared import customer_of, page_of
from abonent.ui import open_records, toasts
from abonent.ui.forms import refuse, refused


@permit("customers.erase")
def personal_data(request: StaffRequest, number: int) -> HttpResponse:
    """What hinders an erasure, what stays for the books and how long, and the two acts."""
    customer = customer_of(number)
    return render(request, "customers/personal_data.html", _page(request, customer, ErasureForm(number=number)))


@require_POST
@permit("customers.erase")
def disclose(request: StaffRequest, number: int) -> HttpResponse:
    """The file with all that is held."""
    customer = customer_of(number)
    try:
        content = disclose_customer(customer=customer, actor=request.user)
    except CannotDisclose as refusal:
        toasts.warn(request, str(refusal))
        return redirect("customers:personal_data", number)
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{number}.zip"', "Cache-Control": "no-store"},
    )


@require_POST
@permit("customers.erase")
def erase(request: StaffRequest, number: int) -> HttpResponse:
    """Erase, once the number has been typed."""
    customer = customer_of(number)
    form = ErasureForm(request.POST, number=number)
    if form.is_valid():
        try:
            erase_customer(customer=customer, actor=request.user, today=today_of(request))
        except CannotErase as refusal:
            refuse(form, refusal)
        else:
            open_records.forget_everywhere([page_of(customer)])
            toasts.say(request, _("Customer %(number)s is erased.") % {"number": number})
            return redirect("customers:personal_data", number)
    return refused(request, "customers/personal_data.html", _page(request, customer, form))


@require_POST
@permit("customers.erase")
def erase_books(request: StaffRequest, number: int) -> HttpResponse:
    """Take the customer out of the vouchers, once the number has been typed."""
    customer = customer_of(number)
    form = ErasureForm(request.POST, number=number)
    if form.is_valid():
        try:
            erase_vouchers(customer=customer, actor=request.user, today=today_of(request))
        except CannotErase as refusal:
            refuse(form, refusal)
        else:
            toasts.say(request, _("Customer %(number)s is in no voucher any more.") % {"number": number})
            return redirect("customers:personal_data", number)
    return refused(request, "customers/personal_data.html", _page(request, customer, form))


def _page(request: StaffRequest, customer: Customer, form: ErasureForm) -> dict[str, Any]:
    today = today_of(request)
    erasure = Erasure.objects.filter(customer=customer).select_related("erased_by").first()
    kept = kept_of(customer, today=today) if erasure is None or erasure.kept_until else []
    return {
        "customer": customer,
        "back": page_of(customer),
        "form": form,
        "erasure": erasure,
        "hindrances": hindrances_of(customer, today=today),
        "kept": kept,
        "may_go": erasure is not None and bool(kept) and max(papers.until for papers in kept) < today,
    }
