"""Questions of the pages about products: whose they are, what their components bear and share on a day, what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import ComponentShare, Price, PriceListVersion, Product, ProductComponent, TaxRate

LANGUAGES = ("en", "sv", "fi", "pl", "hu")


def said_name(language: str, path: str = "name") -> Coalesce:
    """A name that is data as a column: in a language, else in the first other one that is filled."""
    order = [language[:2], *(other for other in LANGUAGES if other != language[:2])]
    filled = [NullIf(KeyTextTransform(one, path), Value("")) for one in order]
    return Coalesce(*filled, Value(""), output_field=TextField())


def visible_products(viewer: StaffUser) -> QuerySet[Product]:
    """Products of the entities the viewer works for."""
    return of_my_entities(Product.objects.select_related("entity", "unit"), viewer)


@dataclass(frozen=True)
class ComponentLine:
    """A component on a day: its weight and what part of the price that is, the rate of its VAT class in the entity's country."""

    component: ProductComponent
    weight: Decimal
    part: Decimal | None
    rate: Decimal | None
    coming: ComponentShare | None


def component_lines(product: Product, day: date) -> list[ComponentLine]:
    """The components of a product in their order, with shares and rates in force on a day and the next share that is known."""
    components = list(product.components.select_related("edition__title", "tax_category").order_by("ordinal"))
    in_force, coming = _shares(components, day)
    rates = rates_on([component.tax_category_id for component in components], product.entity.country, day)
    total = sum(in_force.values(), Decimal(0))
    return [
        ComponentLine(
            component=component,
            weight=in_force.get(component.pk, Decimal(0)),
            part=in_force.get(component.pk, Decimal(0)) / total if total else None,
            rate=rates.get(component.tax_category_id),
            coming=coming.get(component.pk),
        )
        for component in components
    ]


def rates_on(categories: Sequence[str], country: str, day: date) -> dict[str, Decimal]:
    """The rates of VAT classes in a country on a day, as fractions."""
    rates = TaxRate.objects.filter(tax_category__in=categories, country=country, valid_from__lte=day).order_by("valid_from")
    return dict(rates.values_list("tax_category", "rate"))


def prices_in_force(product: Product, day: date) -> QuerySet[Price]:
    """What the product costs on a day in every price list of its entity, list by list."""
    latest = PriceListVersion.objects.filter(
        price_list=OuterRef("version__price_list"), approved_at__isnull=False, valid_from__lte=day
    ).order_by("-valid_from")
    prices = product.prices.filter(version=Subquery(latest.values("pk")[:1]))
    ordered = prices.order_by("version__price_list__code", "term_kind", "term_unit", "-term_length", "quantity_from", "price_group", "pk")
    return ordered.select_related("version__price_list", "price_group", "customer")


def versions_to_come(product: Product, day: date) -> QuerySet[PriceListVersion]:
    """Versions that begin after a day and have a price for the product, drafts among them, earliest first."""
    coming = PriceListVersion.objects.filter(valid_from__gt=day, prices__product=product).distinct()
    return coming.select_related("price_list").order_by("valid_from")


def _shares(components: Sequence[ProductComponent], day: date) -> tuple[dict[int, Decimal], dict[int, ComponentShare]]:
    in_force: dict[int, Decimal] = {}
    coming: dict[int, ComponentShare] = {}
    for share in ComponentShare.objects.filter(component__in=components).order_by("valid_from"):
        if share.valid_from <= day:
            in_force[share.component_id] = share.share
        else:
            coming.setdefault(share.component_id, share)
    return in_force, coming
