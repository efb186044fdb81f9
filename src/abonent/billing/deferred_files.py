"""Deferred revenue of a month as a file: a line for each product, or for each term of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.billing.deferred import Deferred, Month, deferred_by_term
from abonent.catalog.models import Product
from abonent.kit.names import name_in
from abonent.ui.lists import Column, DayColumn, MoneyColumn

AT_A_TIME = 5_000
FIGURES = ("opening", "invoiced", "earned", "closing")


def product_columns(language: str) -> list[Column]:
    """Of a product: its code and name, the figures, and what of them the calendar cannot count yet."""
    return [
        Column(name="code", label=_("Code"), value="of.code"),
        Column(name="product", label=_("Product"), value=lambda row: name_in(row.of.name, language, row.of.entity.language)),
        *_figures(),
        MoneyColumn(name="uncounted", label=_("Waits for the calendar"), value="uncounted", currency="currency"),
    ]


def term_columns() -> list[Column]:
    """Of a term: its subscription, its first day, the figures, and whether its issues can be counted."""
    return [
        Column(name="number", label=_("Subscription"), value="of.number"),
        DayColumn(name="first", label=_("Term from"), value="of.first_on"),
        *_figures(),
        MoneyColumn(name="uncounted", label=_("Waits for the calendar"), value="uncounted", currency="currency"),
    ]


def all_terms(month: Month, product: Product, *, viewer: StaffUser) -> Iterator[Deferred]:
    """Every term of a product that had something deferred in a month: those that are counted, then those that wait for the calendar."""
    for counted in (True, False):
        after = 0
        while found := deferred_by_term(month, product, viewer=viewer, after=after, at_most=AT_A_TIME, counted=counted):
            yield from (row for _term, row in found)
            after = found[-1][0]


def _figures() -> list[Column]:
    labels = (_("Deferred before"), _("Invoiced"), _("Earned"), _("Deferred after"))
    figures: list[Any] = [
        MoneyColumn(name=name, label=label, value=name, currency="currency") for name, label in zip(FIGURES, labels, strict=True)
    ]
    return [Column(name="currency", label=_("Currency"), value="currency"), *figures]
