"""Who belongs to a customer, his accounts, and the keys of other systems: shown in one tab, added and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer, CustomerBankAccount, ExternalKey, Relationship
from abonent.customers.operations.relations import (
    CannotRelate,
    add_bank_account,
    add_external_key,
    add_relationship,
    remove_bank_account,
    remove_external_key,
    remove_relationship,
)
from abonent.customers.places import account_place, relation_place
from abonent.customers.relation_forms import BankAccountForm, ExternalKeyForm, RelationshipForm
from abonent.customers.relation_words import related_to
from abonent.customers.rules.accounts import account_for_people
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.ui.forms import refuse, refused

TAB = "relations"


@permit("customers.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Who and what belongs to a customer."""
    customer = customer_at_hand(request, customer_id)
    may_change = request.user.may("customers.change")
    accounts = CustomerBankAccount.objects.filter(customer__in=customer.merged_ids).order_by("pk")
    context = {
        "customer": customer,
        "related": [(one, relation_place(one.relationship, customer, may_change=may_change)) for one in related_to(customer, request.user)],
        "accounts": [(account, account_place(account, may_change=may_change)) for account in accounts],
        "keys": ExternalKey.objects.filter(customer__in=customer.merged_ids).order_by("source", "key"),
        "may_change": may_change,
    }
    return render(request, "customers/panels/relations.html", context)


@permit("customers.change")
def new_relationship(request: StaffRequest, number: int) -> HttpResponse:
    """The form of a relationship; posted, the relationship."""
    form = RelationshipForm(request.POST or None, viewer=request.user, today=today_of(request))

    def add(customer: Customer) -> str:
        other = form.cleaned_data["other"]
        one, two = (other, customer) if form.is_said_back else (customer, other)
        add_relationship(customer=one, other=two, kind=form.kind, actor=request.user, today=today_of(request))
        return _("%(name)s is noted.") % {"name": other.name}

    return _added(request, number, form, _("Somebody who belongs to the customer"), add)


@permit("customers.change")
def new_bank_account(request: StaffRequest, number: int) -> HttpResponse:
    """The form of an account; posted, the account."""
    form = BankAccountForm(request.POST or None)

    def add(customer: Customer) -> str:
        account = add_bank_account(customer=customer, actor=request.user, today=today_of(request), **form.cleaned_data)
        return _("Account %(number)s is noted.") % {"number": account_for_people(account.number, account.scheme)}

    return _added(request, number, form, _("Bank account"), add)


@permit("customers.change")
def new_external_key(request: StaffRequest, number: int) -> HttpResponse:
    """The form of a key; posted, the key."""
    form = ExternalKeyForm(request.POST or None)

    def add(customer: Customer) -> str:
        key = add_external_key(customer=customer, actor=request.user, today=today_of(request), **form.cleaned_data)
        return _("Key %(key)s is noted.") % {"key": key.key}

    return _added(request, number, form, _("Key of another system"), add)


@permit("customers.change")
@require_POST
def end_relationship(request: StaffRequest, number: int, relationship_id: int) -> HttpResponse:
    """Let two customers no longer belong together."""
    relationship = get_object_or_404(Relationship, pk=relationship_id)
    customer = customer_of(number)
    remove_relationship(relationship=relationship, customer=customer, actor=request.user, today=today_of(request))
    return _removed(request, customer)


@permit("customers.change")
@require_POST
def end_bank_account(request: StaffRequest, account_id: int) -> HttpResponse:
    """Take an account away."""
    account = get_object_or_404(CustomerBankAccount.objects.select_related("customer"), pk=account_id)
    remove_bank_account(account=account, actor=request.user, today=today_of(request))
    return _removed(request, account.customer)


@permit("customers.change")
@require_POST
def end_external_key(request: StaffRequest, key_id: int) -> HttpResponse:
    """Take a key away."""
    key = get_object_or_404(ExternalKey.objects.select_related("customer"), pk=key_id)
    remove_external_key(key=key, actor=request.user, today=today_of(request))
    return _removed(request, key.customer)


def _added(request: StaffRequest, number: int, form: forms.Form, title: str, add: Callable[[Customer], str]) -> HttpResponse:
    customer = customer_of(number)
    context: dict[str, Any] = {"form": form, "title": title, "customer": customer, "back": page_of(customer, TAB)}
    if request.method != "POST":
        return render(request, "customers/belonging.html", context)
    if form.is_valid():
        try:
            _say(request, add(customer), customer)
        except CannotRelate as refusal:
            refuse(form, refusal)
        else:
            return redirect(page_of(customer, TAB))
    return refused(request, "customers/belonging.html", context)


def _removed(request: StaffRequest, customer: Customer) -> HttpResponse:
    _say(request, _("It is removed."), customer)
    return redirect(page_of(customer, TAB))


def _say(request: StaffRequest, text: str, customer: Customer) -> None:
    say(request, text, subject_kind="relations", subject_id=customer.pk)
