"""Questions about what is sold: the prices a run needs, the rate of tax on a day, the terms that can be ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from abonent.catalog.models import (
    ComponentShare,
    Discount,
    DiscountProduct,
    Price,
    PriceGroup,
    PriceList,
    PriceListVersion,
    Product,
    ProductComponent,
    PromotionStep,
    TaxRate,
)
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.catalog.rules import discounts as rules
from abonent.catalog.rules.pricing import Component, ListedPrice, ListedVersion, PriceBook, PricedProduct, TermKey
from abonent.catalog.rules.promotions import PromotedStep, Step
from abonent.company.models import Currency
from abonent.organisation.models import LegalEntity


def price_book(*, version_ids: Collection[int], product_ids: Collection[int], promotion_step_ids: Collection[int] = ()) -> PriceBook:
    """All that pricing reads for these versions, products and steps of promotions, in nine queries."""
    return price_book_of(versions=_versions(version_ids), product_ids=product_ids, promotion_step_ids=promotion_step_ids)


def price_book_of(
    *,
    versions: Iterable[PriceListVersion],
    product_ids: Collection[int],
    group_names: Mapping[int, Mapping[str, str]] | None = None,
    promotion_step_ids: Collection[int] = (),
) -> PriceBook:
    """The same for versions that are at hand with their price lists; and for groups whose names are known."""
    listed = {version.pk: _listed_version(version) for version in versions}
    prices = list(Price.objects.filter(version__in=listed, product__in=product_ids).annotate(payer_id=F("customer__canonical")))
    if group_names is None:
        groups = {price.price_group_id for price in prices if price.price_group_id}
        group_names = dict(PriceGroup.objects.filter(pk__in=groups).values_list("pk", "name")) if groups else {}
    return PriceBook(
        versions=listed,
        products=_priced_products(product_ids),
        prices=_listed_prices(prices),
        group_names=group_names,
        promotion_steps=promoted_steps(promotion_step_ids),
        discounts=_discounts_by_version(listed),
    )


def promoted_steps(step_ids: Collection[int]) -> dict[int, PromotedStep]:
    """Steps of promotions as pricing knows them, by their keys."""
    steps = PromotionStep.objects.filter(pk__in=step_ids).select_related("promotion") if step_ids else ()
    return {step.pk: promoted_step(step) for step in steps}


def promoted_step(step: PromotionStep) -> PromotedStep:
    """A step with the promotion it belongs to."""
    return PromotedStep(
        step_id=step.pk,
        promotion=step.promotion.name,
        code=step.promotion.code,
        from_term=step.from_term,
        step=Step(terms=step.terms, unit_price=step.unit_price, percent_off=step.percent_off, own_length=step.own_length),
    )


def version_in_force(price_list: PriceList, day: date) -> PriceListVersion | None:
    """The approved version with the latest day that is not after `day`."""
    return price_list.versions.filter(approved_at__isnull=False, valid_from__lte=day).order_by("-valid_from").first()


def orderable_prices(product: Product, price_list: PriceList, day: date) -> QuerySet[Price]:
    """Prices for everybody by which a product can be ordered on a day: one row per kind, unit and length of term."""
    version = version_in_force(price_list, day)
    return Price.objects.filter(version=version, product=product, customer=None, price_group=None, quantity_from=1, weekdays=None)


def offers(entities: QuerySet[LegalEntity], day: date) -> QuerySet[Price]:
    """All that anybody can order of these entities on a day: the prices for everybody in the versions in force."""
    latest = PriceListVersion.objects.filter(price_list=OuterRef("pk"), approved_at__isnull=False, valid_from__lte=day)
    in_force = PriceList.objects.filter(entity__in=entities).values(version=Subquery(latest.order_by("-valid_from").values("pk")[:1]))
    prices = Price.objects.filter(version__in=in_force, customer=None, price_group=None, quantity_from=1, weekdays=None)
    sold = prices.filter(Q(product__withdrawn_on=None) | Q(product__withdrawn_on__gt=day), product__kind__in=SOLD_BY_TERM)
    ordered = sold.order_by("product__code", "product_id", "version", "term_kind", "-term_unit", "-term_length")
    return ordered.select_related("product__entity", "version__price_list")


def tax_rate(tax_category: str, country: str, day: date) -> Decimal | None:
    """The rate in force on a day, as a fraction; None if the country has no such class."""
    rates = TaxRate.objects.filter(tax_category=tax_category, country=country, valid_from__lte=day)
    return rates.order_by("-valid_from").values_list("rate", flat=True).first()


def currency_exponents(codes: Iterable[str], day: date) -> dict[str, int]:
    """Decimals of currencies on a day; two where nothing is said."""
    known = dict(Currency.objects.filter(code__in=codes, valid_from__lte=day).order_by("valid_from").values_list("code", "exponent"))
    return {code: known.get(code, 2) for code in codes}


def _versions(version_ids: Collection[int]) -> QuerySet[PriceListVersion]:
    return PriceListVersion.objects.filter(pk__in=version_ids).select_related("price_list")


def _listed_version(version: PriceListVersion) -> ListedVersion:
    price_list = version.price_list
    return ListedVersion(
        version_id=version.pk,
        price_list_id=price_list.pk,
        name=price_list.name,
        valid_from=version.valid_from,
        currency=price_list.currency,
        basis=price_list.basis,
    )


def _listed_prices(prices: Iterable[Any]) -> dict[TermKey, list[ListedPrice]]:
    listed: dict[TermKey, list[ListedPrice]] = defaultdict(list)
    for price in prices:
        key = (price.version_id, price.product_id, price.term_kind, price.term_unit, price.term_length)
        listed[key].append(
            ListedPrice(
                unit_price=price.unit_price,
                weekdays=price.weekdays,
                quantity_from=price.quantity_from,
                price_group_id=price.price_group_id,
                customer_id=price.payer_id,
            )
        )
    return listed


def _discounts_by_version(listed: Mapping[int, ListedVersion]) -> dict[int, list[rules.Discount]]:
    """The discounts of the price list of each version."""
    by_list: dict[int, list[rules.Discount]] = defaultdict(list)
    rows = Discount.objects.filter(price_list__in={version.price_list_id for version in listed.values()})
    products = Prefetch("products", DiscountProduct.objects.select_related("product"))
    for discount in rows.select_related("group", "customer").prefetch_related(products):
        by_list[discount.price_list_id].append(_ruled(discount))
    return {version.version_id: by_list[version.price_list_id] for version in listed.values()}


def _ruled(discount: Discount) -> rules.Discount:
    """A discount as pricing knows it."""
    rows = list(discount.products.all())
    group = discount.group
    return rules.Discount(
        discount_id=discount.pk,
        code=discount.code,
        name=discount.name,
        ordinal=discount.ordinal,
        holds_from=discount.during.lower,
        holds_until=discount.during.upper,
        percent_off=discount.percent_off,
        amount_off=discount.amount_off,
        base=discount.base,
        products=frozenset(row.product_id for row in rows if row.role == DiscountProduct.CHEAPER),
        needs={row.product_id: row.product.name for row in rows if row.role == DiscountProduct.NEEDED},
        copies_from=discount.copies_from,
        value_from=discount.value_from,
        price_group_id=discount.price_group_id,
        customer_id=discount.customer.canonical_id if discount.customer else None,
        with_promotion=discount.with_promotion,
        alternatives=rules.Alternatives(group_id=group.pk, name=group.name, takes=group.takes) if group else None,
    )


def _priced_products(product_ids: Collection[int]) -> dict[int, PricedProduct]:
    components = defaultdict(list)
    for component in ProductComponent.objects.filter(product__in=product_ids).order_by("ordinal"):
        components[component.product_id].append(component)
    shares = defaultdict(list)
    for share in ComponentShare.objects.filter(component__product__in=product_ids).order_by("valid_from"):
        shares[share.component_id].append(share)
    return {
        product.pk: PricedProduct(
            product_id=product.pk,
            name=product.name,
            deferred=product.deferred,
            unit_id=product.unit_id,
            components=_components_by_day(components[product.pk], shares),
        )
        for product in Product.objects.filter(pk__in=product_ids)
    }


def _components_by_day(
    components: Sequence[ProductComponent], shares: Mapping[int, Sequence[ComponentShare]]
) -> dict[date, list[Component]]:
    days = {share.valid_from for component in components for share in shares[component.pk]}
    return {day: [_component(component, shares[component.pk], day) for component in components] for day in days}


def _component(component: ProductComponent, shares: Sequence[ComponentShare], day: date) -> Component:
    in_force = [share.share for share in shares if share.valid_from <= day]
    return Component(
        ordinal=component.ordinal,
        name=component.name,
        tax_category=component.tax_category_id,
        revenue_class=component.revenue_class,
        share=in_force[-1] if in_force else Decimal(0),
    )
