"""How acts of the catalog are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog import operations
from abonent.catalog.models import Edition, Price, PriceList, PriceListVersion, Product, Promotion, Title
from abonent.catalog.operations.products import from_plain
from abonent.catalog.operations.promotions import described_again
from abonent.catalog.undo_customer_products import INVERSES as INVERSES_OF_CUSTOMER_PRODUCTS
from abonent.catalog.undo_discounts import INVERSES as INVERSES_OF_DISCOUNTS
from abonent.catalog.undo_price_groups import INVERSES as INVERSES_OF_PRICE_GROUPS
from abonent.runs.inverses import Inverse, of_a_company

Arguments = Mapping[str, Any]


def change_product_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The product is as it was described before."""
    operations.change_product(
        product=Product.objects.get(pk=arguments["product"]),
        described=from_plain(arguments["described"]),
        shares_from=date.fromisoformat(arguments["shares_from"]),
        actor=actor,
    )


def offer_again(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The product is sold again."""
    operations.offer_product(product=Product.objects.get(pk=arguments["product"]), actor=actor)


def withdraw_again(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The product is withdrawn from the day it was."""
    product = Product.objects.get(pk=arguments["product"])
    operations.withdraw_product(product=product, withdrawn_on=date.fromisoformat(arguments["withdrawn_on"]), actor=actor)


def change_title_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The title has its former name."""
    title = Title.objects.get(pk=arguments["title"])
    operations.change_title(title=title, code=arguments["code"], name=arguments["name"], actor=actor)


def change_edition_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The edition has its former name."""
    edition = Edition.objects.get(pk=arguments["edition"])
    operations.change_edition(edition=edition, code=arguments["code"], name=arguments["name"], medium=arguments["medium"], actor=actor)


def discard_draft(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The draft is gone."""
    operations.discard_draft(version=PriceListVersion.objects.get(pk=arguments["version"]), actor=actor)


def change_prices_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The prices are what they were."""
    operations.change_prices(
        version=PriceListVersion.objects.get(pk=arguments["version"]),
        unit_prices={int(pk): Decimal(amount) for pk, amount in arguments["prices"].items()},
        actor=actor,
    )


def remove_price(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The case is out of the draft."""
    operations.remove_price(price=Price.objects.get(pk=arguments["price"]), actor=actor)


def put_price_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The case is in the draft again."""
    version = PriceListVersion.objects.get(pk=arguments["version"])
    operations.put_price_back(version=version, case=arguments, unit_price=Decimal(arguments["unit_price"]), actor=actor)


def change_promotion_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The same people may order it, on the same days, as before."""
    until = arguments["ordered_until"]
    operations.change_promotion(
        promotion=Promotion.objects.get(pk=arguments["promotion"]),
        name=arguments["name"],
        ordered_from=date.fromisoformat(arguments["ordered_from"]),
        ordered_to=date.fromisoformat(until) - timedelta(days=1) if until else None,
        for_whom=arguments["for_whom"],
        sales_channels=arguments["sales_channels"],
        by_code_only=arguments["by_code_only"],
        actor=actor,
    )


def remove_promotion(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The promotion is gone, if nobody has ordered it meanwhile."""
    operations.remove_promotion(promotion=Promotion.objects.get(pk=arguments["promotion"]), actor=actor)


def put_promotion_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The promotion is there again with all it promised."""
    price_list = PriceList.objects.get(pk=arguments["price_list_id"])
    operations.open_promotion(price_list=price_list, described=described_again(arguments), actor=actor)


PRODUCT = of_a_company(Product, "product")
PROMOTION = of_a_company(Promotion, "promotion", "price_list__entity")
TITLE = of_a_company(Title, "title")
EDITION = of_a_company(Edition, "edition", "title__entity")
VERSION = of_a_company(PriceListVersion, "version", "price_list__entity")
PRICE = of_a_company(Price, "price", "version__price_list__entity")

INVERSES = [
    Inverse("change_product", _("Change the product"), change_product_back, "catalog.change", PRODUCT),
    Inverse("offer_product", _("Offer the product again"), offer_again, "catalog.change", PRODUCT),
    Inverse("withdraw_product", _("Withdraw the product"), withdraw_again, "catalog.change", PRODUCT),
    Inverse("change_title", _("Change the title"), change_title_back, "editions.change", TITLE),
    Inverse("change_edition", _("Change the edition"), change_edition_back, "editions.change", EDITION),
    Inverse("discard_draft", _("Throw the draft away"), discard_draft, "catalog.price", VERSION),
    Inverse("change_prices", _("Change prices"), change_prices_back, "catalog.price", VERSION),
    Inverse("remove_price", _("Take a price out"), remove_price, "catalog.price", PRICE),
    Inverse("put_price_back", _("Put a price back"), put_price_back, "catalog.price", VERSION),
    Inverse("change_promotion", _("Change the promotion"), change_promotion_back, "catalog.price", PROMOTION),
    Inverse(
        "put_promotion_back", _("Put the promotion back"), put_promotion_back, "catalog.price", of_a_company(PriceList, "price_list_id")
    ),
    Inverse("remove_promotion", _("Take the promotion away"), remove_promotion, "catalog.price", PROMOTION),
    *INVERSES_OF_CUSTOMER_PRODUCTS,
    *INVERSES_OF_DISCOUNTS,
    *INVERSES_OF_PRICE_GROUPS,
]
