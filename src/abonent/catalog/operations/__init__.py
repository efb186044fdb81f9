"""The verbs of the catalog."""

from abonent.catalog.operations.price_lists import approve_version, draft_version, remove_price, set_price
from abonent.catalog.operations.tax import install_tax_facts

__all__ = ["approve_version", "draft_version", "install_tax_facts", "remove_price", "set_price"]
