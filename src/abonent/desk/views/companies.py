"""The companies themselves: who they are, their accounts, units and number series, the kind of business, the rules of countries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.access.visibility import of_my_entities
from abonent.company.models import BankAccount, NumberSeries
from abonent.company.parts import KINDS
from abonent.company.queries import kind_of_business
from abonent.customers.countries import countries
from abonent.desk import company_queries as queries
from abonent.desk.company_forms import (
    AccountForm,
    BusinessForm,
    NewCompanyForm,
    ParticularsForm,
    SeriesForm,
    UnitForm,
    of_company,
)
from abonent.desk.operations.companies import (
    add_account,
    add_company,
    add_unit,
    change_account,
    change_business,
    change_company,
    change_unit,
    number_from,
)
from abonent.desk.start_form import SENTENCES
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.models import Act
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.language import OWN_NAMES

FORM = "desk/companies/form.html"


@permit("company.see")
def companies(request: StaffRequest) -> HttpResponse:
    """The companies one works for, and the kind of business."""
    context = {
        "companies": queries.visible_companies(request.user),
        "business": dict(KINDS)[kind_of_business()],
        "sentence": SENTENCES[kind_of_business()],
        "changes": queries.changes_of_business(request.user),
        "may_set_up": request.user.may("company.set_up"),
    }
    return render(request, "desk/companies/companies.html", context)


@permit("company.see")
def company(request: StaffRequest, entity_id: int) -> HttpResponse:
    """One company, and what was changed about it."""
    entity = _entity(request, entity_id)
    context = {
        "entity": entity,
        "country": dict(countries(entity.country))[entity.country],
        "language": OWN_NAMES.get(entity.language, entity.language),
        "accounts": queries.accounts_of(entity),
        "units": queries.units_of(entity),
        "series": queries.series_of(entity),
        "changes": queries.changes_of(entity, request.user),
        "may_set_up": request.user.may("company.set_up"),
    }
    return render(request, "desk/companies/company.html", context)


@permit("company.set_up")
def new_company(request: StaffRequest) -> HttpResponse:
    """The form of another company; posted, the company with its books."""
    own = request.user.company
    usual = {"country": own.country, "currency": own.currency, "language": own.language, "zone": own.zone} if own else {}
    form = NewCompanyForm(request.POST or None, initial=usual)

    def add() -> tuple[str, str]:
        entity = add_company(facts=form.cleaned_data, account=None, actor=request.user)
        text = _("%(name)s is added. Give its account next, and say on the log-ins of colleagues who works for it.")
        return text % {"name": entity.name}, _page(entity)

    says = _("It gets a chart of accounts, number series and the rules of its country. It cannot be removed again.")
    return _answered(request, form, add, title=_("Add a company"), says=says, back=reverse("desk:companies"))


@permit("company.set_up")
def particulars(request: StaffRequest, entity_id: int) -> HttpResponse:
    """The form of who the company is; posted, the change."""
    entity = _entity(request, entity_id)
    form = ParticularsForm(request.POST or None, initial=of_company(entity), country=entity.country)

    def change() -> tuple[str, str]:
        changed = change_company(entity=entity, seen=form.seen, wanted=form.cleaned_data, actor=request.user)
        return _("%(name)s is changed.") % {"name": entity.name} if changed else "", _page(entity)

    says = _("Invoices that are posted keep the name, address and numbers they were posted with. New ones bear what you write here.")
    return _answered(request, form, change, title=entity.name, says=says, back=_page(entity), undoable=True)


@permit("company.set_up")
def new_account(request: StaffRequest, entity_id: int) -> HttpResponse:
    """The form of an account; posted, the account."""
    entity = _entity(request, entity_id)
    form = AccountForm(request.POST or None, initial={"currency": entity.currency, "scheme": "iban", "on_invoices": True})

    def add() -> tuple[str, str]:
        account = add_account(entity=entity, said=form.cleaned_data, actor=request.user)
        return _("The account %(name)s is added.") % {"name": account.name}, _page(entity)

    says = _("Payments that arrive on it are matched from the next bank file on.")
    return _answered(request, form, add, title=_("New account"), says=says, back=_page(entity), undoable=True)


@permit("company.set_up")
def account(request: StaffRequest, account_id: int) -> HttpResponse:
    """The form of what an account is called and whether it is printed; posted, the change."""
    row = get_object_or_404(of_my_entities(BankAccount.objects.select_related("entity"), request.user), pk=account_id)
    initial = {name: getattr(row, name) for name in ("name", "bic", "on_invoices")}
    form = AccountForm(request.POST or None, initial=initial, is_there=True)

    def change() -> tuple[str, str]:
        changed = change_account(account=row, seen=form.seen, wanted=form.cleaned_data, actor=request.user)
        return _("The account %(name)s is changed.") % {"name": row.name} if changed else "", _page(row.entity)

    says = _("The number stays: payments are known by it. Posted invoices keep what they were printed with.")
    return _answered(request, form, change, title=row.name, says=says, back=_page(row.entity), undoable=True)


@permit("company.set_up")
def new_unit(request: StaffRequest, entity_id: int) -> HttpResponse:
    """The form of a unit; posted, the unit."""
    entity = _entity(request, entity_id)
    form = UnitForm(request.POST or None)

    def add() -> tuple[str, str]:
        unit = add_unit(entity=entity, name=form.cleaned_data["name"], actor=request.user)
        return _("The unit %(name)s is added.") % {"name": unit.name}, _page(entity)

    says = _("A part of the company that looks after customers, sells products, and that colleagues work for.")
    return _answered(request, form, add, title=_("New unit"), says=says, back=_page(entity), undoable=True)


@permit("company.set_up")
def unit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """The form of a unit's name; posted, the change."""
    row = get_object_or_404(of_my_entities(Unit.objects.select_related("entity"), request.user), pk=unit_id)
    form = UnitForm(request.POST or None, initial={"name": row.name})

    def change() -> tuple[str, str]:
        changed = change_unit(unit=row, seen=form.seen, wanted=form.cleaned_data, actor=request.user)
        return _("The unit is called %(name)s.") % {"name": row.name} if changed else "", _page(row.entity)

    says = _("Customers, products and colleagues of the unit stay with it.")
    return _answered(request, form, change, title=row.name, says=says, back=_page(row.entity), undoable=True)


@permit("company.set_up")
def series(request: StaffRequest, series_id: int) -> HttpResponse:
    """The form of how documents to come are numbered; posted, the change."""
    row = get_object_or_404(of_my_entities(NumberSeries.objects.select_related("entity"), request.user), pk=series_id)
    form = SeriesForm(request.POST or None, initial={"lead": row.prefix, "next_number": row.next_number})

    def change() -> tuple[str, str]:
        said = form.cleaned_data
        new = number_from(series=row, prefix=said["lead"], number=said["next_number"], actor=request.user)
        return _("The next number is %(number)s.") % {"number": f"{new.prefix}{new.next_number}"}, _page(row.entity)

    if row.latest_on is None:
        says = _("No document has a number of this series yet. Choose where it begins, as after the last number of your former system.")
    else:
        says = _("Documents that have a number keep it. Write something else before the number to begin a new series.")
    title = str(queries.DOCUMENTS.get(row.kind, row.kind))
    return _answered(request, form, change, title=title, says=says, back=_page(row.entity), undoable=True)


@permit("company.set_up")
def business(request: StaffRequest) -> HttpResponse:
    """The kinds of business with what each would switch; posted, the switch."""
    present = kind_of_business()
    form = BusinessForm(request.POST or None, initial={"kind": present})
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        if kind != present:
            change_business(kind=kind, actor=request.user)
            toasts.say(request, _("This is now: %(kind)s.") % {"kind": dict(KINDS)[kind]}, undo_url=_undo_of_latest(request))
        return redirect("desk:companies")
    choices = [(code, label, SENTENCES[code], queries.switching_to(code)) for code, label in KINDS]
    return render(request, "desk/companies/business.html", {"form": form, "choices": choices, "present": present})


@permit("company.see")
def country_rules(request: StaffRequest) -> HttpResponse:
    """What the product takes for the law of each country, with the day and the source of each; to be read, not changed."""
    context = {"rules": queries.rules_by_country(today=today_of(request)), "currencies": queries.currencies()}
    return render(request, "desk/companies/rules.html", context)


def _answered(request: StaffRequest, form: forms.Form, do: Callable[[], tuple[str, str]], **context: Any) -> HttpResponse:
    """The form; posted, what `do` did: it says what is now true, empty where nothing is new, and where to go."""
    shown = {"form": form, "fields": form.visible_fields(), **context}
    if request.method != "POST":
        return render(request, FORM, shown)
    if form.is_valid():
        try:
            text, address = do()
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            if text:
                toasts.say(request, text, undo_url=_undo_of_latest(request) if context.get("undoable") else "")
            return redirect(address)
    return refused(request, FORM, shown)


def _undo_of_latest(request: StaffRequest) -> str:
    act = Act.objects.filter(actor=request.user).order_by("-pk").first()
    return reverse("runs:undo", args=[act.pk]) if act and act.inverse else ""


def _entity(request: StaffRequest, entity_id: int) -> LegalEntity:
    return get_object_or_404(queries.visible_companies(request.user), pk=entity_id)


def _page(entity: LegalEntity) -> str:
    return reverse("desk:company", args=[entity.pk])
