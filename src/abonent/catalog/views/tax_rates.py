"""VAT classes and their rates by country and day, each with its source."""

from __future__ import annotations

from typing import Any

from babel import Locale
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.models import TaxCategory, TaxRate
from abonent.catalog.product_queries import said_name
from abonent.catalog.receipts import rate_words
from abonent.catalog.views.products import language
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, NumberColumn, State, StateColumn, list_view
from abonent.ui.lists.reader import Reader, present_reader


class RateColumn(NumberColumn):
    """A rate of tax as people say it: 6 %, 25,5 %."""

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        return rate_words(found, reader.language)


def country_name(code: str) -> str:
    """A country in the reader's language."""
    return Locale.parse(language()).territories.get(code, code)


def countries() -> list[tuple[str, str]]:
    """The countries that have rates."""
    codes = TaxRate.objects.order_by("country").values_list("country", flat=True).distinct()
    return [(code, country_name(code)) for code in codes]


def categories() -> list[tuple[str, str]]:
    """The classes by their names."""
    return [(category.code, name_in(category.name, language())) for category in TaxCategory.objects.all()]


def state_of(rate: Any) -> str:
    """Whether a rate holds today, held before, or is to come."""
    if rate.valid_from > present_reader().today:
        return "coming"
    return "in_force" if rate.valid_from == rate.latest else "former"


class TaxRateList(List):
    """Every rate that this installation knows."""

    name = "tax-rates"
    title = _("VAT classes and rates")
    columns = [
        Column(name="category", label=_("VAT class"), value="shown_name", sort="shown_name", slot="main"),
        Column(name="country", label=_("Country"), value=lambda row: country_name(row.country), sort="country", slot="sub"),
        RateColumn(name="rate", label=_("Rate"), sort="rate", slot="fig"),
        DayColumn(name="from", label=_("From"), value="valid_from", sort="valid_from"),
        StateColumn(
            name="state",
            label=_("State"),
            value=state_of,
            slot="fig2",
            states={
                "in_force": State(label=_("In force"), icon="circle-check", tone="ok"),
                "former": State(label=_("Former"), icon="history", tone="ink2"),
                "coming": State(label=_("Coming"), icon="clock", tone="ink2"),
            },
        ),
        Column(name="source", label=_("Source"), quiet=True),
    ]
    filters = [
        ChoiceFilter(name="country", label=_("Country"), path="country", choices=countries),
        ChoiceFilter(name="category", label=_("VAT class"), path="tax_category_id", choices=categories),
    ]
    default_sort = "category"
    empty = EmptyState(title=_("No rates yet"), text=_("They come with the program when a company is set up."))

    def rows(self) -> QuerySet[Any]:
        own = TaxRate.objects.filter(tax_category=OuterRef("tax_category"), country=OuterRef("country"), valid_from__lte=self.reader.today)
        latest = own.values("country").annotate(latest=Max("valid_from")).values("latest")
        rates = TaxRate.objects.select_related("tax_category")
        return rates.annotate(shown_name=said_name(self.reader.language, "tax_category__name"), latest=Subquery(latest))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s rate", "%(count)s rates", count) % {"count": wording.number(count, self.reader.language)}


@permit("catalog.see")
def tax_rates(request: StaffRequest) -> HttpResponseBase:
    """All rates."""
    return list_view(request, TaxRateList, template="catalog/tax_rates.html")
