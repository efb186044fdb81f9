"""Why a case costs what it costs, as a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from abonent.catalog.models import PriceList
from abonent.catalog.rules.pricing import Priced, Unpriced
from abonent.catalog.rules.trace_words import trace_lines
from abonent.ui import wording
from abonent.ui.steps import Receipt, ReceiptStep


def case_receipt(priced: Priced, *, currency: str, rates: Mapping[str, Decimal], about: str, language: str) -> Receipt:
    """The steps of a price, and the VAT that is in it or comes on top; the VAT itself is worked out when it is invoiced."""
    steps = [ReceiptStep(line.text, line.amount, line.source) for line in trace_lines(priced.trace, language)]
    return Receipt(
        steps,
        priced.amount,
        currency,
        language,
        about=about,
        total_label=_("Price"),
        tax_words=tax_words(priced, rates, language),
    )


def tax_words(priced: Priced, rates: Mapping[str, Decimal], language: str) -> str:
    """Which VAT is in the price, or comes on top of it."""
    present = sorted({rates[part.component.tax_category] for part in priced.parts if part.component.tax_category in rates})
    percents = ", ".join(rate_words(rate, language) for rate in present)
    if not percents:
        return ""
    if priced.version.basis == PriceList.GROSS:
        return _("VAT %(rates)s included") % {"rates": percents}
    return _("VAT %(rates)s comes on top") % {"rates": percents}


def rate_words(rate: Decimal, language: str) -> str:
    """6 %, and 25,5 % where the rate has a decimal."""
    decimals = max(0, -int((rate * 100).normalize().as_tuple().exponent))
    return wording.percent(rate, language, decimals=decimals)


def unpriced_words(unpriced: Unpriced) -> str:
    """Why there is no price, and what would give one."""
    return {
        "no_price_list": _("No version of the price list is in force on this day."),
        "no_price": _("The version in force has no price for this product and term. Enter one in the next version."),
        "no_shares": _("The components of the product have no shares on this day. Say from when they hold."),
    }[unpriced.reason]
