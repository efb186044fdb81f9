"""Builders of what is sold, for tests and worlds. Names and amounts are visible where they matter; the rest is believable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from abonent.catalog.models import (
    ComponentShare,
    Discount,
    Edition,
    Price,
    PriceGroup,
    PriceList,
    PriceListVersion,
    Product,
    ProductComponent,
    Promotion,
    Title,
)
from abonent.catalog.models.price import FIXED, MONTH, UNTIL_FURTHER_NOTICE
from abonent.catalog.operations import (
    DiscountDescription,
    PromotionDescription,
    install_tax_facts,
    open_discount,
    open_promotion,
)
from abonent.catalog.rules.promotions import Step
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity

SINCE = day("2020-01-01")


def an_entity(*, code: str = "dagbladet", country: str = "SE", currency: str = "SEK", zone: str = "Europe/Stockholm") -> LegalEntity:
    """A publisher."""
    entity, _is_new = LegalEntity.objects.get_or_create(
        code=code,
        defaults={
            "name": code.capitalize(),
            "country": country,
            "currency": currency,
            "zone": zone,
            "language": country.lower(),
            "company_number": "5560000000",
            "vat_number": f"{country}556000000001",
            "street_line": "Storgatan 1",
            "postal_code": "111 22",
            "town": "Stockholm",
        },
    )
    return entity


def an_edition(*, entity: LegalEntity, code: str = "daily", medium: str = "paper") -> Edition:
    """An edition of a title of the same code."""
    title, _is_new = Title.objects.get_or_create(entity=entity, code=code, defaults={"name": {"en": code.capitalize()}})
    edition, _is_new = Edition.objects.get_or_create(
        title=title, code=medium, defaults={"name": {"en": code.capitalize()}, "medium": medium}
    )
    return edition


def a_product(
    *,
    entity: LegalEntity,
    code: str = "daily",
    weekdays: int = 127,
    editions: Sequence[Edition] | None = None,
    shares: Sequence[str] = ("80", "20"),
    fixed_lead_days: int = 45,
    rolling_lead_days: int = 21,
    charge_days_before: int = 14,
    seats: int = 0,
    grace: tuple[int, int] | None = None,
) -> Product:
    """A subscription to one or more editions: the first at the rate of printed, the others of electronic press."""
    install_tax_facts()
    product = Product.objects.create(
        entity=entity,
        code=code,
        name={"en": code.capitalize(), "sv": code.capitalize()},
        weekdays=weekdays,
        fixed_lead_days=fixed_lead_days,
        rolling_lead_days=rolling_lead_days,
        charge_days_before=charge_days_before,
        seats=seats,
        renews=Product.ASKED if grace else Product.BY_ITSELF,
        grace_issues=grace[0] if grace else 0,
        grace_days=grace[1] if grace else 0,
    )
    for ordinal, edition in enumerate(editions or [an_edition(entity=entity)], start=1):
        first = ordinal == 1
        component = ProductComponent.objects.create(
            product=product,
            ordinal=ordinal,
            edition=edition,
            name={"en": "Paper" if first else "Electronic"},
            tax_category_id="press_print" if first else "press_digital",
            revenue_class="paper" if first else "digital",
        )
        ComponentShare.objects.create(component=component, valid_from=SINCE, share=Decimal(shares[ordinal - 1]))
    return product


def a_price_list(*, entity: LegalEntity, code: str = "list", basis: str = "gross") -> PriceList:
    """A price list without versions, in the entity's currency."""
    price_list, _is_new = PriceList.objects.get_or_create(
        entity=entity, code=code, defaults={"name": {"en": f"Price {code}"}, "currency": entity.currency, "basis": basis}
    )
    return price_list


def prices_from(
    valid_from: str | date,
    price_list: PriceList,
    prices: Mapping[tuple[Product, int], str],
    *,
    term_kind: str = FIXED,
    term_unit: str = MONTH,
    price_group: PriceGroup | None = None,
) -> PriceListVersion:
    """An approved version: (product, length of term) -> price of one copy. A version that is there gets further prices."""
    begins = day(valid_from) if isinstance(valid_from, str) else valid_from
    version, _is_new = PriceListVersion.objects.get_or_create(
        price_list=price_list, valid_from=begins, defaults={"approved_at": clock.now()}
    )
    Price.objects.bulk_create(
        Price(
            version=version,
            product=product,
            term_kind=term_kind,
            term_unit=term_unit,
            term_length=length,
            unit_price=Decimal(unit_price),
            price_group=price_group,
        )
        for (product, length), unit_price in prices.items()
    )
    return version


def a_promotion(
    *,
    price_list: PriceList,
    products: Sequence[Product],
    steps: Sequence[Step],
    code: str = "SPRING3",
    term_kind: str = UNTIL_FURTHER_NOTICE,
    term_unit: str = MONTH,
    term_length: int = 1,
    ordered_from: str = "2025-01-01",
    **further: Any,
) -> Promotion:
    """A promotion of the term by the month until further notice, open since long ago unless said otherwise."""
    described = PromotionDescription(
        code=code,
        name={"en": code.capitalize()},
        products=products,
        term_kind=term_kind,
        term_unit=term_unit,
        term_length=term_length,
        steps=steps,
        ordered_from=day(ordered_from),
        **further,
    )
    return open_promotion(price_list=price_list, described=described, actor=None)


def a_discount(
    *,
    price_list: PriceList,
    percent: str | None = None,
    amount: str | None = None,
    code: str = "TEN",
    begins_on: str = "2025-01-01",
    **further: Any,
) -> Discount:
    """A discount on every product of a price list, in force since long ago unless said otherwise."""
    described = DiscountDescription(
        code=code,
        name={"en": code.capitalize()},
        begins_on=day(begins_on),
        percent_off=Decimal(percent) if percent else None,
        amount_off=Decimal(amount) if amount else None,
        **further,
    )
    return open_discount(price_list=price_list, described=described, actor=None)
