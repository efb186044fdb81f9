"""What is sold, in the reader's words: `{{ product.name|named }}`, `{{ product.weekdays|weekdays }}`, `{% term price %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from abonent.catalog.rules.term_words import term_words
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.kit.names import name_in

register = template.Library()


@register.filter
def named(names: Mapping[str, str] | None) -> str:
    """A name that is data, in the reader's language or the first that is filled."""
    return name_in(names, get_language() or "en")


@register.filter
def weekdays(bits: int | None) -> str:
    """A set of weekdays: Mon–Sat; nothing for none."""
    return weekday_words(bits, get_language() or "en") if bits else ""


@register.simple_tag
def term(sold: Any) -> str:
    """The length of the terms of a price or a subscription: 12 months, until further notice by the month."""
    return term_words(kind=sold.term_kind, unit=sold.term_unit, length=sold.term_length)
