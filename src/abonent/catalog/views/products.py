"""The list of products and the page of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.models import Product
from abonent.catalog.product_queries import component_lines, prices_in_force, said_name, versions_to_come, visible_products
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.uses import declared_uses
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.organisation.models import LegalEntity
from abonent.ui import wording
from abonent.ui.lists import ChoiceFilter, Column, EmptyState, List, NumberColumn, State, StateColumn, TextFilter, View, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def components_of(product: Product) -> str:
    """The names of the components in their order."""
    return ", ".join(name_in(component.name, language()) for component in product.components.all())


def pattern_of(product: Product) -> str:
    """The weekdays of a subscription; goods and services have none."""
    return weekday_words(product.weekdays, language()) if product.kind == "subscription" else ""


def entities() -> list[tuple[int, str]]:
    """Companies to choose from."""
    return list(LegalEntity.objects.values_list("pk", "name"))


class ProductList(List):
    """Products of the viewer's companies, with what the folders above count of each."""

    name = "products"
    title = _("Products")
    columns = [
        Column(name="name", label=_("Name"), value="shown_name", sort="shown_name", slot="main", link=lambda row: product_url(row)),
        Column(name="code", label=_("Code"), sort="code", slot="fig2", quiet=True),
        Column(name="entity", label=_("Company"), value="entity.name", sort="entity__name"),
        Column(name="components", label=_("Components"), value=components_of, slot="sub"),
        Column(name="pattern", label=_("Comes on"), value=pattern_of, slot="hide"),
        StateColumn(
            name="sold",
            label=_("Sold"),
            value=lambda row: "withdrawn" if is_withdrawn(row, present_reader().today) else "sold",
            states={
                "sold": State(label=_("Yes"), icon="circle-check", tone="ok"),
                "withdrawn": State(label=_("Withdrawn"), icon="circle-x", tone="ink2"),
            },
        ),
        Column(name="kind", label=_("Kind"), value=lambda row: row.get_kind_display(), shown=False),
    ]
    filters = [
        TextFilter(
            name="q", label=_("Name or code"), where=lambda text: Q(shown_name__icontains=text) | Q(code__icontains=text), prominent=True
        ),
        ChoiceFilter(name="entity", label=_("Company"), path="entity_id", choices=entities),
        ChoiceFilter(name="kind", label=_("Kind"), path="kind", choices=Product.KINDS),
    ]
    views = [
        View(name="all", label=_("All")),
        View(name="subscriptions", label=_("Subscriptions"), query="kind=subscription"),
        View(name="others", label=_("Goods and services"), query="kind=goods&kind=service"),
    ]
    default_sort = "name"
    empty = EmptyState(
        title=_("No products yet"),
        text=_("A product is what can be ordered. Its components say what is delivered and which VAT it bears."),
        act_label=_("New product"),
        act_url_name="catalog:new_product",
    )

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        viewer: StaffUser = self.request.user  # type: ignore[assignment]
        self.uses = [use for use in declared_uses if use.shown_to(viewer)]
        self.columns = [  # type: ignore[misc]
            *(column for column in type(self).columns if column.name != "pattern" or viewer.has_part("editions")),
            # On a telephone there is room for one figure.
            *(
                NumberColumn(name=use.name, label=use.label, sort=use.name, slot="hide" if place else "fig", link=use.url)
                for place, use in enumerate(self.uses)
            ),
        ]
        if not viewer.has_part("subscriptions"):
            self.filters = [one for one in type(self).filters if one.name != "kind"]  # type: ignore[misc]
            self.views = []  # type: ignore[misc]

    def rows(self) -> QuerySet[Any]:
        viewer: StaffUser = self.request.user  # type: ignore[assignment]
        products = visible_products(viewer).prefetch_related("components")
        counts = {use.name: use.count(viewer, self.reader.today) for use in self.uses}
        return products.annotate(shown_name=said_name(self.reader.language), **counts)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s product", "%(count)s products", count) % {"count": wording.number(count, self.reader.language)}


@permit("catalog.see")
def product_list(request: StaffRequest) -> HttpResponseBase:
    """All products."""
    return list_view(request, ProductList, template="catalog/products.html", may_change=request.user.may("catalog.change"))


@permit("catalog.see")
def product_page(request: StaffRequest, product_id: int) -> HttpResponse:
    """A product: its components, what it costs, what it will cost, who has it."""
    uses = [use for use in declared_uses if use.shown_to(request.user)]
    product = visible_product(request, product_id)
    today = clock.today(product.entity.zone)
    counted = Product.objects.filter(pk=product.pk).annotate(**{use.name: use.count(request.user, today) for use in uses}).get()
    remember(request, label=name_in(product.name, language()), url=request.path, icon="package")
    return render(
        request,
        "catalog/product.html",
        {
            "product": product,
            "today": today,
            "components": component_lines(product, today),
            "prices": list(prices_in_force(product, today)),
            "coming": list(versions_to_come(product, today)),
            "uses": [(use.label, getattr(counted, use.name), use.url(product)) for use in uses],
            "withdrawn": is_withdrawn(product, today),
            "may_change": request.user.may("catalog.change"),
        },
    )


def visible_product(request: StaffRequest, product_id: int) -> Product:
    """A product the viewer may see; else there is none."""
    return get_object_or_404(visible_products(request.user), pk=product_id)


def is_withdrawn(product: Product, today: date) -> bool:
    """Whether it takes no new orders today."""
    return product.withdrawn_on is not None and product.withdrawn_on <= today


def product_url(product: Product) -> str:
    """The page of a product."""
    return reverse("catalog:product", args=[product.pk])
