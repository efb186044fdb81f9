"""How a payer pays: on his page, his mandates; and how one open item is paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.kit.refusals import Refusal
from abonent.ledger.queries import visible_receivables
from abonent.payment_orders.mandate_forms import ItemMethodForm, MandateForm, MethodForm
from abonent.payment_orders.models import Mandate, PayerMethod, PaymentMethod, ReceivableMethod
from abonent.payment_orders.operations import (
    answer_mandate,
    cancel_mandate,
    request_mandate,
    set_payer_method,
    set_receivable_method,
)
from abonent.payment_orders.queries import visible_mandates
from abonent.payment_orders.rules.mandates import mandate_account_for_people
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import State
from abonent.ui.lists.reader import present_reader

TAB = "payer"
FORM = "payment_orders/payer_form.html"
STATES = {
    Mandate.State.REQUESTED: State(label=gettext_lazy("asked for"), icon="clock", tone="warn"),
    Mandate.State.APPROVED: State(label=gettext_lazy("stands"), icon="circle-check", tone="ok"),
    Mandate.State.REFUSED: State(label=gettext_lazy("refused"), icon="circle-x", tone="danger"),
    Mandate.State.CANCELLED: State(label=gettext_lazy("ended"), icon="ban", tone="ink3"),
}


@permit("payment_orders.see_mandates")
def payer_panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """How the payer usually pays, and his mandates, the latest first."""
    customer = customer_at_hand(request, customer_id)
    mandates = visible_mandates(request.user).filter(customer__canonical=customer.canonical_id).order_by("-pk")
    context = {
        "customer": customer,
        "method": PaymentMethod(_method(customer)).label,
        "mandates": [
            (one, mandate_account_for_people(one.account_number, one.scheme), STATES[Mandate.State(one.state)]) for one in mandates
        ],
        "may_edit": request.user.may("payment_orders.edit_mandates"),
    }
    return render(request, "payment_orders/payer_panel.html", context)


@permit("payment_orders.edit_mandates")
def payer_method(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Say how the payer usually pays."""
    customer = _payer(customer_id)
    form = MethodForm(request.POST or None, initial={"method": _method(customer)})

    def save() -> str:
        set_payer_method(customer=customer, method=form.cleaned_data["method"], actor=request.user)
        return _("%(name)s pays by %(method)s.") % {"name": customer.name, "method": PaymentMethod(form.cleaned_data["method"]).label}

    return _asked(request, form, customer, _("How the customer pays"), save)


@permit("payment_orders.edit_mandates")
def new_mandate(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Note a mandate that the payer has signed."""
    customer = _payer(customer_id)
    today = present_reader().today
    form = MandateForm(request.POST or None, viewer=request.user, today=today, initial={"signed_on": today})

    def save() -> str:
        mandate = request_mandate(customer=customer, **form.cleaned_data, actor=request.user, today=today_of(request))
        return _("Mandate %(reference)s is noted.") % {"reference": mandate.reference}

    return _asked(request, form, customer, _("New mandate"), save)


@permit("payment_orders.edit_mandates")
@require_POST
def end_mandate(request: StaffRequest, mandate_id: int) -> HttpResponse:
    """Let nothing more be taken by a mandate."""
    mandate = _mandate(request, mandate_id)
    return _done(request, mandate, lambda: cancel_mandate(mandate=mandate, actor=request.user), _("The mandate has ended."))


@permit("payment_orders.edit_mandates")
@require_POST
def approve_mandate(request: StaffRequest, mandate_id: int) -> HttpResponse:
    """The payer's bank said yes."""
    mandate = _mandate(request, mandate_id)
    return _done(request, mandate, lambda: answer_mandate(mandate=mandate, approved=True, actor=request.user), _("The mandate stands."))


@permit("payment_orders.edit_mandates")
@require_POST
def refuse_mandate(request: StaffRequest, mandate_id: int) -> HttpResponse:
    """The payer's bank said no."""
    mandate = _mandate(request, mandate_id)
    return _done(
        request, mandate, lambda: answer_mandate(mandate=mandate, approved=False, actor=request.user), _("The mandate is refused.")
    )


@permit("payment_orders.edit_mandates")
def item_method(request: StaffRequest, receivable_id: int) -> HttpResponse:
    """Say how one open item is paid."""
    item = get_object_or_404(visible_receivables(request.user), pk=receivable_id)
    own = ReceivableMethod.objects.filter(receivable=item).values_list("method", flat=True).first() or ""
    form = ItemMethodForm(request.POST or None, initial={"method": own})
    back = reverse("ledger:receivable", args=[item.pk])
    usual = PaymentMethod(_method(item.customer)).label
    context = {
        "form": form,
        "title": _("How it is paid"),
        "about": _("%(document)s; %(name)s usually pays by %(method)s")
        % {"document": item.document_number, "name": item.customer.name, "method": usual},
        "back": back,
    }
    if request.method != "POST":
        return render(request, FORM, context)
    if form.is_valid():
        try:
            set_receivable_method(receivable=item, method=form.cleaned_data["method"], actor=request.user)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            method = PaymentMethod(form.cleaned_data["method"] or _method(item.customer)).label
            said = _("%(document)s is paid by %(method)s.") % {"document": item.document_number, "method": method}
            toasts.say(request, said, undo_url=undo_address(request.user, "receivable", item.pk))
            return redirect(back)
    return refused(request, FORM, context)


def _asked(request: StaffRequest, form: Any, customer: Customer, title: str, save: Callable[[], str]) -> HttpResponse:
    back = _page_of(customer)
    context = {"form": form, "title": title, "about": f"{customer.name}, {customer.number}", "back": back}
    if request.method != "POST":
        return render(request, FORM, context)
    if form.is_valid():
        try:
            said = save()
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            toasts.say(request, said, undo_url=undo_address(request.user, "customer", customer.pk))
            return redirect(back)
    return refused(request, FORM, context)


def _done(request: StaffRequest, mandate: Mandate, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, said, undo_url=undo_address(request.user, "customer", mandate.customer_id))
    return redirect(_page_of(mandate.customer))


def _payer(customer_id: int) -> Customer:
    return get_object_or_404(Customer.objects.select_related("canonical"), pk=customer_id).canonical


def _mandate(request: StaffRequest, mandate_id: int) -> Mandate:
    return get_object_or_404(visible_mandates(request.user), pk=mandate_id)


def _page_of(customer: Customer) -> str:
    return f"{reverse('desk:customer', args=[customer.number])}?tab={TAB}"


def _method(customer: Customer) -> str:
    own = PayerMethod.objects.filter(customer=customer.canonical_id).values_list("method", flat=True).first()
    return own or PaymentMethod.BANK_TRANSFER
