"""The form of a payer's wish, and that of the change from which on a company looks at its invoices."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.operations.wishes import changed_percent, invoice_wish, set_changed_percent, set_invoice_wish
from abonent.billing.wish_forms import BillingRuleForm, InvoiceWishForm
from abonent.customers.at_hand import customer_at_hand
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refused

WISH, RULE = "billing/invoice_wish.html", "billing/billing_rule.html"


@permit("billing.bill_now")
def wish(request: StaffRequest, customer_id: int) -> HttpResponse:
    """On how many invoices a payer wants what is due at once."""
    customer = customer_at_hand(request, customer_id)
    initial = {"apart_by": invoice_wish(customer)}
    form = InvoiceWishForm(request.POST or None, has_subscriptions="subscriptions" not in request.user.parts_off, initial=initial)
    context = {"form": form, "customer": customer}
    if request.method != "POST":
        return render(request, WISH, context)
    if not form.is_valid():
        return refused(request, WISH, context)
    set_invoice_wish(customer=customer, apart_by=form.cleaned_data["apart_by"], actor=request.user)
    toasts.say(
        request, _("The invoices of the next plan follow it."), undo_url=undo_address(request.user, "customer", customer.canonical_id)
    )
    return redirect("desk:customer", customer.number)


@permit("billing.run")
def rule(request: StaffRequest, entity_id: int) -> HttpResponse:
    """From how large a change on a company looks at its invoices."""
    entity = get_object_or_404(request.user.entities, pk=entity_id)
    form = BillingRuleForm(request.POST or None, initial={"changed_percent": changed_percent(entity)})
    back = reverse("runs:list")
    context = {"form": form, "entity": entity, "back": back}
    if request.method != "POST":
        return render(request, RULE, context)
    if not form.is_valid():
        return refused(request, RULE, context)
    set_changed_percent(entity=entity, percent=form.cleaned_data["changed_percent"], actor=request.user)
    toasts.say(request, _("Plans to come are looked at so."), undo_url=undo_address(request.user, "legal_entity", entity.pk))
    return redirect(back)
