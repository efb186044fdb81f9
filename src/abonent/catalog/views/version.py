"""One version of a price list: its prices as a list, which are fields as long as it is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.fields import typed_form
from abonent.catalog.models import Price, PriceGroup, PriceListVersion, Product
from abonent.catalog.operations import CannotChangePrices, change_prices
from abonent.catalog.price_forms import PricesForm, term_choices
from abonent.catalog.price_queries import DRAFT, cases_sold, prices_against, state_of, terms_of, version_before, visible_versions
from abonent.catalog.product_queries import said_name
from abonent.catalog.rules.price_words import unit_price_words
from abonent.catalog.rules.term_words import term_words
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.views.products import language, product_url
from abonent.catalog.views.states import VERSION_STATES
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import UNPROCESSABLE
from abonent.ui.lists import ChoiceFilter, Column, EmptyState, List, NumberColumn, PercentColumn, TextFilter, list_view
from abonent.ui.lists.page import ListPage
from abonent.ui.lists.reader import Reader


def term_of(price: Any) -> str:
    """The term in words."""
    return capfirst(term_words(kind=price.term_kind, unit=price.term_unit, length=price.term_length))


def case_words(price: Any) -> str:
    """For whom and on which pattern a price is, in words; nothing for everybody's."""
    parts = []
    if price.price_group_id:
        parts.append(name_in(price.price_group.name, language()))
    if price.customer_id:
        parts.append(gettext("Customer %(number)s") % {"number": price.customer.number})
    if price.weekdays:
        parts.append(weekday_words(price.weekdays, language()))
    return ", ".join(parts)


class TermColumn(Column):
    """The term; on a phone, which has no other columns, with all that makes the case."""

    def html(self, row: Any, reader: Reader) -> SafeString:
        quantity = (
            gettext("for %(count)s or more") % {"count": wording.number(row.quantity_from, reader.language)}
            if row.quantity_from > 1
            else ""
        )
        further = "".join(f", {words}" for words in (quantity, case_words(row)) if words)
        return format_html('{}<span class="only-phone">{}</span>', term_of(row), further)


@dataclass(frozen=True, kw_only=True)
class UnitPriceColumn(NumberColumn):
    """A price with all its decimals."""

    def write(self, found: Decimal, row: Any, reader: Reader) -> str:
        return unit_price_words(found, reader.language)


@dataclass(frozen=True, kw_only=True)
class PriceFieldColumn(UnitPriceColumn):
    """A price as a field of the list's form; `typed` and `errors` are those of a form that was refused, by name of field."""

    typed_texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)

    def html(self, row: Price, reader: Reader) -> SafeString:
        name = f"price-{row.pk}"
        label = gettext("Price of %(product)s, %(term)s") % {"product": row.shown_name, "term": term_of(row)}  # type: ignore[attr-defined]
        value = self.typed_texts.get(name, typed_form(row.unit_price))
        errors = " ".join(self.errors.get(name, ()))
        return format_html(
            '<input class="form-control ab-cellfield num{}" name="{}" value="{}" aria-label="{}" inputmode="decimal" autocomplete="off"{}>{}',
            " is-invalid" if errors else "",
            name,
            value,
            label,
            format_html(' aria-invalid="true" aria-describedby="{}_error"', name) if errors else "",
            format_html('<div class="ab-field__error" id="{}_error">{}</div>', name, errors) if errors else "",
        )


@dataclass(frozen=True, kw_only=True)
class RemovalColumn(Column):
    """A link that asks whether to take a price out of the draft."""

    def html(self, row: Price, reader: Reader) -> SafeString:
        label = gettext("Take out %(product)s, %(term)s") % {"product": row.shown_name, "term": term_of(row)}  # type: ignore[attr-defined]
        pattern = '<button class="ab-linkbtn" formaction="{}" aria-label="{}">{}</button>'
        return format_html(pattern, reverse("catalog:remove_price", args=[row.pk]), label, gettext("Take out"))

    def typed(self, row: Any) -> Any:
        return None


class PricesList(List):
    """The prices of a version, beside those of the version before."""

    name = "prices"
    title = _("Prices")
    page_size = 100
    default_sort = "product"
    empty = EmptyState(title=_("No prices yet"), text=_("Enter the first one with the button above."))

    def __init__(
        self, request: Any, version: PriceListVersion, before: PriceListVersion | None, form: PricesForm | None, *, editable: bool
    ) -> None:
        super().__init__(request)
        self.version, self.before = version, before
        price_list = version.price_list
        label = gettext("Price, %(currency)s") % {"currency": price_list.currency}
        if editable:
            refused = form if form is not None and form.errors else None
            price: Column = PriceFieldColumn(
                name="price",
                label=label,
                value="unit_price",
                sort="unit_price",
                slot="fig",
                typed_texts=refused.data if refused else {},
                errors=refused.errors if refused else {},
            )
        else:
            price = UnitPriceColumn(name="price", label=label, value="unit_price", sort="unit_price", slot="fig")
        self.columns = [  # type: ignore[misc]
            Column(
                name="product",
                label=_("Product"),
                value="shown_name",
                sort="shown_name",
                slot="main",
                link=lambda row: product_url(row.product),
            ),
            Column(name="code", label=_("Code"), value="product.code", sort="product__code", quiet=True, shown=False),
            TermColumn(name="term", label=_("Term"), value=term_of, slot="sub"),
            NumberColumn(name="from", label=_("From quantity"), value="quantity_from", sort="quantity_from"),
            Column(name="for", label=_("Only for"), value=case_words, quiet=True),
            price,
            UnitPriceColumn(name="before", label=_("Before"), value="former_price", sort="former_price"),
            PercentColumn(
                name="change",
                label=pgettext_lazy("difference", "Change"),
                value="change_share",
                sort="change_share",
                change=True,
                slot="fig2",
            ),
            *([RemovalColumn(name="out", label=_("Act"))] if editable else []),
        ]
        products = Product.objects.filter(entity=price_list.entity_id)
        groups = PriceGroup.objects.filter(entity=price_list.entity_id)
        self.filters = [  # type: ignore[misc]
            TextFilter(name="q", label=_("Product"), path="shown_name", prominent=True),
            ChoiceFilter(name="product", label=_("One product"), path="product_id", choices=lambda: _named(products)),
            ChoiceFilter(name="term", label=_("Term"), path="term_value", choices=lambda: term_choices(terms_of(cases_sold(price_list)))),
            ChoiceFilter(name="group", label=_("Group"), path="price_group_id", choices=lambda: _named(groups)),
        ]

    def rows(self) -> QuerySet[Any]:
        length = Cast("term_length", CharField())
        value = Concat("term_kind", Value("-"), "term_unit", Value("-"), length, output_field=CharField())
        return prices_against(self.version, self.before).annotate(
            shown_name=said_name(self.reader.language, "product__name"), term_value=value
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s price", "%(count)s prices", count) % {"count": wording.number(count, self.reader.language)}


@permit("catalog.see")
def version_page(request: StaffRequest, version_id: int) -> HttpResponseBase:
    """The prices of a version; those of a draft can be changed here."""
    version = visible_version(request, version_id)
    may_price = request.user.may("catalog.price")
    if request.method == "POST":
        if not may_price:
            raise PermissionDenied
        return _save(request, version)
    return _page(request, version, None)


def visible_version(request: StaffRequest, version_id: int) -> PriceListVersion:
    """A version the viewer may see; else there is none."""
    return get_object_or_404(visible_versions(request.user), pk=version_id)


def _page(request: StaffRequest, version: PriceListVersion, form: PricesForm | None) -> HttpResponseBase:
    today = clock.today(version.price_list.entity.zone)
    before = version_before(version)
    state = state_of(version, today)
    editable = state == DRAFT and request.user.may("catalog.price")
    context: dict[str, Any] = {"version": version, "price_list": version.price_list, "before": before, "state": VERSION_STATES[state]}
    context |= {"today": today, "editable": editable, "is_draft": state == DRAFT, "form": form}

    def declared(asked: Any) -> PricesList:
        return PricesList(asked, version, before, form, editable=editable)

    if form is not None:
        context["page"] = ListPage(request, declared(request))
        return render(request, "catalog/version.html", context, status=UNPROCESSABLE)
    return list_view(request, declared, template="catalog/version.html", **context)  # type: ignore[arg-type]


def _save(request: StaffRequest, version: PriceListVersion) -> HttpResponseBase:
    form = PricesForm(request.POST)
    if not form.is_valid():
        return _page(request, version, form)
    try:
        changed = change_prices(version=version, unit_prices=form.unit_prices, actor=request.user)
    except CannotChangePrices as refusal:
        form.add_error(None, str(refusal))
        return _page(request, version, form)
    if changed:
        said = ngettext("%(count)s price is changed.", "%(count)s prices are changed.", changed) % {"count": changed}
        toasts.say(request, said, undo_url=undo_address(request.user, "price_list_version", version.pk))
    else:
        toasts.say(request, gettext("No price was different."))
    return redirect(request.get_full_path())


def _named(rows: QuerySet[Any]) -> list[tuple[int, str]]:
    return [(row.pk, name_in(row.name, language())) for row in rows]


def version_url(version: PriceListVersion) -> str:
    """The page of a version."""
    return reverse("catalog:version", args=[version.pk])
