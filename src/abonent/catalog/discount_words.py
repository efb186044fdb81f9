"""A discount in words: what it takes off, and all that must be so for it to hold."""

from __future__ import annotations

from django.utils.translation import gettext as _

from abonent.catalog.models import Discount, DiscountProduct
from abonent.catalog.rules.discount_words import off_words
from abonent.kit.names import name_in
from abonent.ui import wording


def discount_label(discount: Discount, language: str) -> str:
    """Winter (WINTER10)."""
    return _("%(discount)s (%(code)s)") % {"discount": name_in(discount.name, language), "code": discount.code}


def takes_words(discount: Discount, language: str) -> str:
    """10 % off the list price."""
    if discount.percent_off is not None:
        return off_words({"percent_off": str(discount.percent_off), "base": discount.base}, language)
    return off_words({"amount_off": str(discount.amount_off)}, language)


def conditions_words(discount: Discount, language: str) -> str:
    """For whom, for what and from which order; with its products loaded."""
    said = []
    cheaper, needed = (_products(discount, role, language) for role in (DiscountProduct.CHEAPER, DiscountProduct.NEEDED))
    if cheaper:
        said.append(cheaper)
    if needed:
        said.append(_("together with %(products)s") % {"products": needed})
    if discount.copies_from > 1:
        said.append(_("from a quantity of %(count)s") % {"count": wording.number(discount.copies_from, language)})
    if discount.value_from:
        said.append(_("from %(amount)s") % {"amount": wording.money(discount.value_from, discount.price_list.currency, language)})
    if discount.price_group:
        said.append(_("group %(group)s") % {"group": name_in(discount.price_group.name, language)})
    if discount.customer:
        said.append(_("customer %(number)s") % {"number": discount.customer.number})
    return ", ".join(said) or _("everybody, every product")


def _products(discount: Discount, role: str, language: str) -> str:
    return ", ".join(name_in(row.product.name, language) for row in discount.products.all() if row.role == role)
