"""What a discount took, or why it took nothing, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from abonent.catalog.rules.discounts import LIST
from abonent.kit.names import name_in
from abonent.kit.periods import day
from abonent.ui import wording

Told = Mapping[str, Any]


def taken_words(told: Told, language: str) -> str:
    """10 % off the list price: 292,90 less."""
    less = wording.number(Decimal(told["taken"]), language, decimals=2)
    return _("%(discount)s: %(amount)s less") % {"discount": off_words(told, language), "amount": less}


def off_words(told: Told, language: str) -> str:
    """What a discount takes off: a percentage of which amount, or so much for each copy."""
    if "amount_off" in told:
        return _("%(amount)s off each copy") % {"amount": wording.number(Decimal(told["amount_off"]), language, decimals=2)}
    percent = wording.percent(Decimal(told["percent_off"]) / 100, language, decimals=_decimals(told["percent_off"]))
    if told["base"] == LIST:
        return _("%(percent)s off the list price") % {"percent": percent}
    return _("%(percent)s off what is left") % {"percent": percent}


def why_no_discount(why: str, figures: Told, language: str) -> str:
    """Why a discount does not hold, and what would let it."""
    said = {"from": _figure(figures.get("from"), language), "has": _figure(figures.get("has"), language)}
    if why == "combination":
        products = [name_in(name, language) for name in figures["products"]]
        return _("needs on the same order: %(products)s") % {"products": ", ".join(products)}
    if why == "beaten":
        return _("%(discount)s holds in its place") % {"discount": name_in(figures["by"], language)}
    if why == "not_yet":
        return _("holds from %(day)s") % {"day": format_date(day(figures["day"]), "medium", locale=wording.locale(language))}
    return {
        "other_product": _("for other products"),
        "other_customer": _("for another customer"),
        "other_group": _("for another group of customers"),
        "over": _("is over"),
        "promotion": _("does not go together with a promotion"),
        "quantity": _("from a quantity of %(from)s, the order has %(has)s") % said,
        "value": _("from an order of %(from)s, this one comes to %(has)s by the list") % said,
        "nothing_left": _("nothing is left to take off"),
    }[why]


def _figure(figure: Any, language: str) -> str:
    if figure is None:
        return ""
    return wording.number(Decimal(figure), language, decimals=2) if isinstance(figure, str) else wording.number(figure, language)


def _decimals(figure: str) -> int:
    return max(0, -int(Decimal(figure).normalize().as_tuple().exponent))
