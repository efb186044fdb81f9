"""The screens of public registers: which may be asked, what they answer beside a new customer, and the evidence of one we have."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.connectors.registers.models import PublicRegister, RegisterCheck
from abonent.connectors.registers.operations import CannotFetch, Fetched, can_be_asked, fetch, switch_register, take_over
from abonent.connectors.registers.queries import checks_of, is_any_on, switches
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.countries import COUNTRIES
from abonent.customers.models import Customer
from abonent.customers.operations import CannotChange
from abonent.customers.visibility import visible_customers
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refuse

SENT = {
    "vies": gettext_lazy(
        "The VAT number, and our own as who asks. Names and addresses come from countries that tell them; Sweden and Hungary are in no other register here."
    ),
    "prh": gettext_lazy("The business id of a Finnish company. Name and address come back."),
    "whitelist": gettext_lazy("The tax number of a Polish company. Name, address, VAT standing and bank accounts come back."),
    "krs": gettext_lazy("The number in the Polish court register. Name and address come back."),
}


class NumberForm(forms.Form):
    """A number that registers are asked about, and the country that it is of if it does not say."""

    number = forms.CharField(label=gettext_lazy("Company or VAT number"), max_length=20)
    of_country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES)


@permit("registers.switch")
def registers(request: StaffRequest) -> HttpResponse:
    """Which registers may be asked, and what is sent to each."""
    rows = [(register, switch, SENT[register]) for register, switch in switches()]
    return render(request, "registers/registers.html", {"rows": rows})


@permit("registers.switch")
@require_POST
def switch(request: StaffRequest, register: str) -> HttpResponse:
    """Let a register be asked, or no longer."""
    if register not in PublicRegister.values:
        raise Http404
    named, on = PublicRegister(register), request.POST.get("on") == "1"
    switch_register(register=named, on=on, actor=request.user)
    text = _("%(register)s can be asked now.") if on else _("Nothing is sent to %(register)s any more.")
    undo_url = undo_address(request.user, "public_register", PublicRegister.values.index(register))
    toasts.say(request, text % {"register": named.label}, undo_url=undo_url)
    return redirect("registers:registers")


@permit("registers.fetch")
def beside_new(request: StaffRequest) -> HttpResponse:
    """Where one types a number beside the form of a new customer; nothing where no register is on."""
    company = request.user.company
    form = NumberForm(initial={"of_country": company.country if company else ""})
    return render(
        request, "registers/beside_new.html", {"form": form, "is_any_on": is_any_on(), "may_switch": request.user.may("registers.switch")}
    )


@permit("registers.fetch")
@require_POST
def answers(request: StaffRequest) -> HttpResponse:
    """What the registers say of a number, to be looked at and taken into the form."""
    form = NumberForm(request.POST)
    context: dict[str, Any] = {"form": form, "is_any_on": True}
    if form.is_valid():
        try:
            fetched = fetch(
                number=form.cleaned_data["number"], country=form.cleaned_data["of_country"], actor=request.user, today=today_of(request)
            )
        except CannotFetch as refusal:
            refuse(form, refusal, field="number")
        else:
            context |= {"fetched": fetched, "silent": _silent(fetched), "fills": _fills(fetched)}
    return render(request, "registers/beside_new.html" if request.headers.get("HX-Request") else "registers/answers.html", context)


@permit("registers.fetch")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What registers have answered about a customer's numbers, and the way to ask again."""
    customer = customer_at_hand(request, customer_id)
    number = customer.vat_number or customer.company_number
    checks = list(checks_of(customer))
    context = {
        "customer": customer,
        "checks": checks,
        "latest": next((check for check in checks if check.is_found and check.name), None),
        "number": number,
        "can_be_asked": bool(number) and can_be_asked(number=number, country=customer.country),
        "is_any_on": is_any_on(),
        "may_switch": request.user.may("registers.switch"),
        "may_change": request.user.may("customers.change") and customer.kind == Customer.Kind.ORGANISATION,
    }
    return render(request, "registers/panel.html", context)


@permit("registers.fetch")
@require_POST
def check(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Ask the registers about a customer's number; the answers are kept as evidence."""
    customer = get_object_or_404(visible_customers(request.user), pk=customer_id)
    try:
        number = customer.vat_number or customer.company_number
        fetched = fetch(number=number, country=customer.country, actor=request.user, today=today_of(request))
    except CannotFetch as refusal:
        toasts.warn(request, str(refusal))
    else:
        for sentence in _silent(fetched):
            toasts.warn(request, sentence)
        if fetched.checks:
            toasts.say(request, _("Asked. The answers stand here as evidence."))
    return redirect(_tab(customer))


@permit("customers.change")
@require_POST
def take(request: StaffRequest, customer_id: int, check_id: int) -> HttpResponse:
    """Let the customer have the name and numbers that a register says."""
    customer = get_object_or_404(visible_customers(request.user), pk=customer_id, kind=Customer.Kind.ORGANISATION)
    answer = get_object_or_404(RegisterCheck, pk=check_id, is_found=True)
    if answer.pk not in {one.pk for one in checks_of(customer)}:
        raise Http404
    try:
        take_over(check=answer, customer=customer, actor=request.user, today=today_of(request))
    except (CannotFetch, CannotChange, Refusal) as refusal:
        toasts.warn(request, str(refusal))
    else:
        undo_url = undo_address(request.user, "customer", customer.pk)
        toasts.say(request, _("%(name)s is called as in the register now.") % {"name": answer.name}, undo_url=undo_url)
    return redirect(_tab(customer))


def _tab(customer: Customer) -> str:
    return reverse("desk:customer", args=[customer.number]) + "?tab=registers"


def _silent(fetched: Fetched) -> list[str]:
    return [
        _("%(register)s did not answer. Type the details by hand, or try again later.") % {"register": one.label} for one in fetched.silent
    ]


def _fills(fetched: Fetched) -> str:
    """What the form is filled with, by the names of its fields: of each what the first register that knows it says."""
    said = {
        "organisation_name": [check.name for check in fetched.checks],
        "street_line": [check.street_line for check in fetched.checks if check.town],
        "postal_code": [check.postal_code for check in fetched.checks],
        "town": [check.town for check in fetched.checks],
        "company_number": [check.company_number for check in fetched.checks],
        "vat_number": [check.vat_number for check in fetched.checks if check.is_valid],
    }
    found = {name: first for name, values in said.items() if (first := next(filter(None, values), ""))}
    return json.dumps({"kind": "organisation", **found}) if found and any(check.is_found for check in fetched.checks) else ""
