"""How a company pays back from now on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.payment_orders.forms import OrderTermsForm
from abonent.payment_orders.operations import set_order_terms, terms_of
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refused


@permit("payment_orders.edit_terms")
def order_terms(request: StaffRequest, entity_id: int) -> HttpResponse:
    """From which account, in which format, and from which sum on."""
    entity = get_object_or_404(request.user.entities, pk=entity_id)
    form = OrderTermsForm(request.POST or None, terms=terms_of(entity))
    context = {"form": form, "entity": entity}
    if request.method != "POST":
        return render(request, "payment_orders/order_terms.html", context)
    if not form.is_valid():
        return refused(request, "payment_orders/order_terms.html", context)
    set_order_terms(terms=form.said, actor=request.user)
    said = {"company": entity.name, "account": form.said.bank_account.name}
    toasts.say(request, _("%(company)s pays back from %(account)s.") % said, undo_url=undo_address(request.user, "entity", entity.pk))
    return redirect("payment_orders:payment_orders")
