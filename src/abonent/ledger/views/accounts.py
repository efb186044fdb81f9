"""The accounts of each company and what is posted to them: another account for a purpose, one of its own for a product or a class, a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Product, TaxCategory
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.ledger.accounting_formats import accounting_format
from abonent.ledger.forms import MappingForm, NewAccountForm, NewMappingForm
from abonent.ledger.models import Account, AccountMapping
from abonent.ledger.operations import CannotMap, add_mapping, map_purpose, open_account, remove_mapping
from abonent.ledger.operations.accounting_exports import program_of
from abonent.ledger.views.acts import undo_url
from abonent.organisation.models import LegalEntity
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused

PAGE = "ledger/mapping.html"


@dataclass(frozen=True)
class Books:
    """What a company posts where."""

    entity: LegalEntity
    accounts: Sequence[Account]
    mappings: Sequence[tuple[AccountMapping, str]]

    @property
    def program(self) -> str:
        """The format in which its journal leaves."""
        return str(accounting_format(program_of(self.entity).layout).label)

    @property
    def missing(self) -> list[str]:
        """The purposes that have no account: what is to be posted to them would be refused."""
        there = {mapping.purpose for mapping, _words in self.mappings if not mapping.is_specific}
        return [str(label) for purpose, label in AccountMapping.PURPOSES if purpose not in there]


@permit("ledger.see_books")
def accounts(request: StaffRequest) -> HttpResponse:
    """The accounts of each company, and what is posted to them."""
    mine = of_my_entities(Account.objects.select_related("entity__accounting_program"), request.user).order_by("entity__name", "code")
    mapped = of_my_entities(AccountMapping.objects.select_related("account", "bank_account"), request.user)
    hidden = () if request.user.has_part("subscriptions") else ("prepaid",)
    mappings = defaultdict(list)
    words = _for_what(request.user.language)
    for row in mapped.order_by("purpose", "revenue_class", "tax_category", "product_id"):
        mappings[row.entity_id].append((row, words(row)))
    listed: dict[LegalEntity, list[Account]] = defaultdict(list)
    for account in mine:
        listed[account.entity].append(account)
    books = [Books(entity, rows, mappings[entity.pk]) for entity, rows in listed.items()]
    context = {"books": books, "hidden": hidden, "may_edit": request.user.may("ledger.edit_accounts")}
    return render(request, "ledger/accounts.html", context)


def _for_what(language: str) -> Callable[[AccountMapping], str]:
    """What a row is for, in words: class of revenue and VAT, product, bank account."""
    taxes = {tax.code: _tax_words(tax, language) for tax in TaxCategory.objects.all()}
    products = {product.pk: f"{product.code} {name_in(product.name, language)}" for product in _products_of_mappings()}

    def words(row: AccountMapping) -> str:
        bank = row.bank_account.name if row.bank_account else ""
        return ", ".join(
            filter(None, (row.revenue_class, taxes.get(row.tax_category, row.tax_category), products.get(row.product_id or 0, ""), bank))
        )

    return words


def _products_of_mappings() -> QuerySet[Product]:
    return Product.objects.filter(pk__in=AccountMapping.objects.exclude(product_id=None).values("product_id"))


def _tax_words(tax: TaxCategory, language: str) -> str:
    return name_in(tax.name, language) or tax.code


@permit("ledger.edit_accounts")
def mapping(request: StaffRequest, mapping_id: int) -> HttpResponse:
    """Post a purpose to another account from now on."""
    row = _mapping(request, mapping_id)
    context = {
        "heading": _("Where %(purpose)s is posted") % {"purpose": row.get_purpose_display()},
        "about": f"{row.entity.name} {_for_what(request.user.language)(row)}",
        "submit": _("Post there from now on"),
        "removable": row if row.is_specific else None,
    }

    def save(said: dict[str, Any]) -> tuple[str, str]:
        map_purpose(mapping=row, account=said["account"], actor=request.user)
        words = _("%(purpose)s is posted to %(account)s from now on.")
        return words % {"purpose": row.get_purpose_display(), "account": row.account}, undo_url("account_mapping", row.pk)

    return _answer(request, MappingForm(request.POST or None, mapping=row), context, save)


@permit("ledger.edit_accounts")
def new_mapping(request: StaffRequest, entity_id: int) -> HttpResponse:
    """An account of its own for a product, a class of VAT or a class of revenue."""
    entity = _entity(request, entity_id)
    context = {"heading": _("An account of its own"), "about": entity.name, "submit": _("Post there from now on")}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        product, tax = said["product"], said["tax_category"]
        row = add_mapping(
            entity=entity,
            purpose=said["purpose"],
            account=said["account"],
            product=product.pk if product else None,
            tax_category=tax.code if tax else "",
            revenue_class=said.get("revenue_class", ""),
            actor=request.user,
        )
        words = _("%(purpose)s is posted to %(account)s from now on.")
        return words % {"purpose": row.get_purpose_display(), "account": row.account}, undo_url("account_mapping", row.pk)

    return _answer(request, NewMappingForm(request.POST or None, entity=entity, viewer=request.user), context, save)


@permit("ledger.edit_accounts")
def new_account(request: StaffRequest, entity_id: int) -> HttpResponse:
    """An account that the chart of the country does not have."""
    entity = _entity(request, entity_id)
    context = {"heading": pgettext("chart of accounts", "New account"), "about": entity.name, "submit": _("Open the account")}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        account = open_account(entity=entity, **said, actor=request.user)
        return _("Account %(account)s is open.") % {"account": account}, undo_url("account", account.pk)

    return _answer(request, NewAccountForm(request.POST or None), context, save)


@permit("ledger.edit_accounts")
@require_POST
def remove(request: StaffRequest, mapping_id: int) -> HttpResponse:
    """No account of its own any more: post where all others go."""
    row = _mapping(request, mapping_id)
    subject = row.pk
    try:
        remove_mapping(mapping=row, actor=request.user)
    except CannotMap as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("It is posted where all others go from now on."), undo_url=undo_url("account_mapping", subject))
    return redirect("ledger:accounts")


def _answer(
    request: StaffRequest, form: forms.Form, context: dict[str, Any], save: Callable[[dict[str, Any]], tuple[str, str]]
) -> HttpResponse:
    """The form; what is wrong with it; or, once it is saved, the accounts, with the way to undo it."""
    context = {**context, "form": form, "back": reverse("ledger:accounts")}
    if request.method != "POST":
        return render(request, PAGE, context)
    if not form.is_valid():
        return refused(request, PAGE, context)
    try:
        words, undo = save(form.cleaned_data)
    except Refusal as refusal:
        refuse(form, refusal)
        return refused(request, PAGE, context)
    toasts.say(request, words, undo_url=undo)
    return redirect("ledger:accounts")


def _mapping(request: StaffRequest, mapping_id: int) -> AccountMapping:
    mine = of_my_entities(AccountMapping.objects.select_related("account", "entity", "bank_account"), request.user)
    return get_object_or_404(mine, pk=mapping_id)


def _entity(request: StaffRequest, entity_id: int) -> LegalEntity:
    return get_object_or_404(request.user.entities, pk=entity_id)
