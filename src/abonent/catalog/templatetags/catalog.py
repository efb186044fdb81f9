"""What is sold, in the reader's words: `{{ product.weekdays|weekdays }}`, `{% term price %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from abonent.catalog.rules.term_words import term_words
from abonent.catalog.rules.weekday_words import weekday_words

register = template.Library()


@register.filter
def weekdays(bits: int | None) -> str:
    """A set of weekdays: Mon–Sat; nothing for none."""
    return weekday_words(bits, get_language() or "en") if bits else ""


@register.simple_tag
def term(sold: Any) -> str:
    """The length of the terms of a price or a subscription: 12 months, until further notice by the month."""
    return term_words(kind=sold.term_kind, unit=sold.term_unit, length=sold.term_length)
