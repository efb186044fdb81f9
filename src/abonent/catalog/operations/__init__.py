"""The verbs of the catalog."""

from abonent.catalog.operations.price_lists import (
    CannotChangePrices,
    approve_version,
    change_prices,
    discard_draft,
    draft_version,
    open_price_list,
    put_price_back,
    remove_price,
    set_price,
)
from abonent.catalog.operations.product_statuses import install_product_statuses
from abonent.catalog.operations.products import (
    CannotDescribe,
    ComponentDescription,
    ProductDescription,
    change_product,
    description_of,
    offer_product,
    register_product,
    withdraw_product,
)
from abonent.catalog.operations.promotions import (
    CannotPromote,
    PromotionDescription,
    change_promotion,
    open_promotion,
    remove_promotion,
)
from abonent.catalog.operations.tax import install_tax_facts
from abonent.catalog.operations.titles import CannotName, change_edition, change_title, register_edition, register_title

__all__ = [
    "CannotChangePrices",
    "CannotDescribe",
    "CannotName",
    "CannotPromote",
    "ComponentDescription",
    "ProductDescription",
    "PromotionDescription",
    "approve_version",
    "change_edition",
    "change_prices",
    "change_product",
    "change_promotion",
    "change_title",
    "description_of",
    "discard_draft",
    "draft_version",
    "install_product_statuses",
    "install_tax_facts",
    "offer_product",
    "open_price_list",
    "open_promotion",
    "put_price_back",
    "register_edition",
    "register_product",
    "register_title",
    "remove_price",
    "remove_promotion",
    "set_price",
    "withdraw_product",
]
