"""What a promotion gives, as one sentence: 3 months for 99,00 kr, then 329,00 kr for 1 month at a time, by the list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from abonent.catalog.models import Promotion
from abonent.catalog.models.price import FIXED
from abonent.catalog.promotion_queries import ScheduledPrice
from abonent.catalog.rules.term_words import term_words
from abonent.kit.names import name_in
from abonent.ui import wording


def schedule_words(scheduled: Sequence[ScheduledPrice], *, currency: str, language: str) -> str:
    """What each of the terms costs, one after the other; behind the last the subscription ends where nothing follows."""
    said = [_said(each, currency, language) for each in scheduled]
    if scheduled and scheduled[-1].until_term is not None:
        said.append(_("the subscription ends"))
    words = said.pop() if said else ""
    for earlier in reversed(said):
        words = _("%(first)s, then %(later)s") % {"first": earlier, "later": words}
    return words


def promotion_label(promotion: Promotion, language: str) -> str:
    """Spring offer (SPRING3)."""
    return _("%(promotion)s (%(code)s)") % {"promotion": name_in(promotion.name, language), "code": promotion.code}


def _said(each: ScheduledPrice, currency: str, language: str) -> str:
    span = term_words(kind=FIXED, unit=each.term_unit, length=each.term_length)
    if each.amount is None:
        return _("%(span)s without a price in the list") % {"span": span}
    told = {"span": span, "amount": wording.money(each.amount, currency, language)}
    if each.until_term is None:
        return _("%(amount)s for %(span)s at a time, by the list") % told
    terms = each.until_term - each.from_term + 1
    if each.amount == Decimal(0) and terms == 1:
        return _("%(span)s for nothing") % told
    if terms == 1:
        return _("%(span)s for %(amount)s") % told
    return _("%(terms)s times %(span)s for %(amount)s each") % {**told, "terms": wording.number(terms, language)}
