"""Any case tried against a price list: what would she pay, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.fields import term_value
from abonent.catalog.models import Price, PriceList
from abonent.catalog.price_forms import CaseForm
from abonent.catalog.price_queries import PricedCase, cases_sold, price_case
from abonent.catalog.receipts import case_receipt, unpriced_words
from abonent.catalog.rules.discount_words import why_no_discount
from abonent.catalog.rules.discounts import OTHER_CUSTOMER, UNTOLD
from abonent.catalog.rules.pricing import Priced, Unpriced
from abonent.catalog.views.price_lists import visible_price_list
from abonent.catalog.views.products import language
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.steps import Receipt


@permit("catalog.see")
def case(request: StaffRequest, price_list_id: int) -> HttpResponse:
    """The form of a case and its price as a receipt; the receipt alone while something is being changed."""
    price_list = visible_price_list(request, price_list_id)
    sold = cases_sold(price_list)
    today = clock.today(price_list.entity.zone)
    asked = request.GET if "term" in request.GET else _usual(request, sold, today)
    form = CaseForm(asked, today=today, price_list=price_list, sold=sold, viewer=request.user)
    context: dict[str, Any] = {"form": form, "price_list": price_list}
    if form.is_valid():
        priced = _priced(price_list, form)
        context["receipt"] = _receipt(price_list, form, priced)
        context["passed_over"] = _passed_over(priced)
        context["why_not"] = unpriced_words(priced.outcome) if isinstance(priced.outcome, Unpriced) else ""
    alone = request.headers.get("HX-Target") == "receipt"
    status = 422 if form.errors else 200
    return render(request, "catalog/case.html#receipt" if alone else "catalog/case.html", context, status=status)


def _usual(request: StaffRequest, sold: Sequence[Price], today: date) -> dict[str, Any]:
    """What most ask for: one copy of the product that was looked at, else of the first, for its first term, from today."""
    usual: dict[str, Any] = {"copies": 1, "on": wording.short_day(today, today, language())}
    for price in [price for price in sold if str(price.product_id) == request.GET.get("product")] or sold:
        term = term_value(price.term_kind, price.term_unit, price.term_length)
        return usual | {"product": str(price.product_id), "term": term}
    return usual


def _priced(price_list: PriceList, form: CaseForm) -> PricedCase:
    said = form.cleaned_data
    kind, unit, length = said["term"]
    return price_case(
        price_list=price_list,
        product=said["product"],
        term_kind=kind,
        term_unit=unit,
        term_length=length,
        weekdays=said.get("weekdays") or said["product"].weekdays,
        copies=said["copies"],
        on=said["on"],
        price_group=said["price_group"],
        customer=said["customer"],
        promotion=said.get("promotion"),
        term_number=said.get("term_number") or 1,
        others=[form.products[key] for key in said["others"]],
    )


def _passed_over(priced: PricedCase) -> list[tuple[str, str]]:
    """The discounts of the list that are of no concern to the case, each with why; those of other customers are theirs alone."""
    verdicts = priced.outcome.verdicts if isinstance(priced.outcome, Priced) else ()
    return [
        (name_in(verdict.discount.name, language()), why_no_discount(verdict.why_not, verdict.figures, language()))
        for verdict in verdicts
        if verdict.why_not in UNTOLD - {OTHER_CUSTOMER}
    ]


def _receipt(price_list: PriceList, form: CaseForm, priced: PricedCase) -> Receipt | None:
    if not isinstance(priced.outcome, Priced):
        return None
    about = [name_in(form.cleaned_data["product"].name, language())]
    if priced.customer is not None:
        about.append(priced.customer.name)
    if priced.price_group is not None:
        about.append(_("group %(group)s") % {"group": name_in(priced.price_group.name, language())})
    return case_receipt(priced.outcome, currency=price_list.currency, rates=priced.rates, about=", ".join(about), language=language())
