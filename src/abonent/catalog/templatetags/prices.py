"""Prices, rates and names in templates: `{{ price.unit_price|unit_price }}`, `{{ line.rate|rate }}`, `{% for code, label, text in names|languages %}`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from abonent.catalog.receipts import rate_words
from abonent.catalog.rules.price_words import unit_price_words
from abonent.ui.language import OWN_NAMES

register = template.Library()


@register.filter
def unit_price(amount: Decimal | None) -> str:
    """A price of a list with as many decimals as it has, two at least; nothing for none."""
    return "" if amount is None else unit_price_words(amount, get_language() or "en")


@register.filter
def rate(fraction: Decimal | None) -> str:
    """A rate of tax: 6 %, 25,5 %; nothing for none."""
    return "" if fraction is None else rate_words(fraction, get_language() or "en")


@register.filter
def languages(names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """A name that is data in each of the languages: code, the language's own name, the text or nothing."""
    return [(code, label, names.get(code, "")) for code, label in OWN_NAMES.items()]
