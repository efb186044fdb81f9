"""Tables of what is sold."""

from abonent.catalog.models.customer_product import CustomerProduct, ProductStatus
from abonent.catalog.models.discount import Discount, DiscountGroup, DiscountProduct
from abonent.catalog.models.price import Price, PriceGroup, PriceGroupMember, PriceList, PriceListVersion
from abonent.catalog.models.product import ComponentShare, Product, ProductComponent
from abonent.catalog.models.promotion import Promotion, PromotionProduct, PromotionStep
from abonent.catalog.models.staged_customer_product import StagedCustomerProduct
from abonent.catalog.models.tax import TaxCategory, TaxRate
from abonent.catalog.models.title import Edition, Title

__all__ = [
    "ComponentShare",
    "CustomerProduct",
    "Discount",
    "DiscountGroup",
    "DiscountProduct",
    "Edition",
    "Price",
    "PriceGroup",
    "PriceGroupMember",
    "PriceList",
    "PriceListVersion",
    "Product",
    "ProductComponent",
    "ProductStatus",
    "Promotion",
    "PromotionProduct",
    "PromotionStep",
    "StagedCustomerProduct",
    "TaxCategory",
    "TaxRate",
    "Title",
]
