"""Why an amount is what it is, as sentences: each step of a trace as text, source and amount in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.catalog.rules.discount_words import taken_words, why_no_discount
from abonent.catalog.rules.term_words import term_words
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.kit.names import name_in
from abonent.kit.periods import day
from abonent.ui import wording

Step = Mapping[str, Any]


@dataclass(frozen=True)
class TraceLine:
    """One line of the receipt: what was done, where that stands, what it came to."""

    text: str
    source: str
    amount: Decimal | None


def trace_lines(steps: Iterable[Step], language: str) -> list[TraceLine]:
    """The steps of a trace in the reader's language; a step this version does not know shows its code."""
    with override(language):
        return [_line(step, language) for step in steps]


def _line(step: Step, language: str) -> TraceLine:
    words = WORDS.get(step["code"])
    text, source = words(step, language) if words else (step["code"], "")
    return TraceLine(text, source, Decimal(step["amount"]) if step.get("amount") is not None else None)


def _listed(step: Step, language: str) -> tuple[str, str]:
    term = term_words(kind=step["term_kind"], unit=step["term_unit"], length=step["term_length"])
    return f"{name_in(step['product'], language)}, {term}", _list_source(step, language)


def _of_group(step: Step, language: str) -> tuple[str, str]:
    text, source = _listed(step, language)
    return text, _("%(source)s, price of the group %(group)s") % {"source": source, "group": name_in(step["price_group"], language)}


def _of_customer(step: Step, language: str) -> tuple[str, str]:
    text, source = _listed(step, language)
    return text, _("%(source)s, the customer's own price") % {"source": source}


def _agreed(step: Step, language: str) -> tuple[str, str]:
    text, _source = _listed(step, language)
    return text, _("Agreed for this subscription by a price change")


def _list_source(step: Step, language: str) -> str:
    since = format_date(day(step["valid_from"]), "medium", locale=wording.locale(language))
    parts = [_("%(price_list)s from %(day)s") % {"price_list": name_in(step["price_list"], language), "day": since}]
    if "quantity_from" in step:
        parts.append(_("for %(count)s or more") % {"count": wording.number(step["quantity_from"], language)})
    if "weekdays" in step:
        parts.append(weekday_words(step["weekdays"], language))
    return ", ".join(parts)


def _promotion(step: Step, language: str) -> tuple[str, str]:
    source = _promotion_source(step, language)
    if "percent_off" in step:
        percent = wording.percent(Decimal(step["percent_off"]) / 100, language, decimals=_decimals(step["percent_off"]))
        return _("%(percent)s off") % {"percent": percent}, source
    if "term_length" in step:
        span = term_words(kind="fixed", unit=step["term_unit"], length=step["term_length"])
        return _("%(span)s at the promotion's price") % {"span": span}, source
    return _("at the promotion's price"), source


def _not_better(step: Step, language: str) -> tuple[str, str]:
    return _("the promotion's %(amount)s is not less") % {"amount": wording.number(Decimal(step["promised"]), language, decimals=2)}, (
        _promotion_source(step, language)
    )


def _promotion_source(step: Step, language: str) -> str:
    told = {"promotion": name_in(step["promotion"], language), "code": step["promotion_code"]}
    if step["from_term"] == step["until_term"]:
        return _("%(promotion)s (%(code)s), term %(term)s") % {**told, "term": step["from_term"]}
    return _("%(promotion)s (%(code)s), terms %(first)s to %(last)s") % {**told, "first": step["from_term"], "last": step["until_term"]}


def _retention(step: Step, language: str) -> tuple[str, str]:
    percent = wording.percent(Decimal(step["percent_off"]) / 100, language, decimals=_decimals(step["percent_off"]))
    return _("%(percent)s off") % {"percent": percent}, _("Given to stay")


def _discount(step: Step, language: str) -> tuple[str, str]:
    return taken_words(step, language), _discount_source(step, language)


def _no_discount(step: Step, language: str) -> tuple[str, str]:
    name = name_in(step["discount"], language)
    return _("no discount %(discount)s") % {"discount": name}, why_no_discount(step["why"], step, language)


def _discount_source(step: Step, language: str) -> str:
    return _("%(discount)s (%(code)s)") % {"discount": name_in(step["discount"], language), "code": step["discount_code"]}


def _decimals(figure: str) -> int:
    return max(0, -int(Decimal(figure).normalize().as_tuple().exponent))


def _copies(step: Step, language: str) -> tuple[str, str]:
    return _("times %(count)s") % {"count": wording.number(step["copies"], language)}, _("Quantity")


def _rounded(step: Step, language: str) -> tuple[str, str]:
    return _("rounded"), _("Decimals of the currency")


def _part(step: Step, language: str) -> tuple[str, str]:
    return _("of which %(part)s") % {"part": name_in(step["name"], language)}, _("Shares of the product")


def _commission(step: Step, language: str) -> tuple[str, str]:
    since = format_date(day(step["from"]), "medium", locale=wording.locale(language))
    source = _("Terms of the agent from %(day)s") % {"day": since}
    if step.get("product"):
        source = _("%(source)s, for %(product)s") % {"source": source, "product": name_in(step["product"], language)}
    return _commission_rule(step, language), source


def _commission_rule(step: Step, language: str) -> str:
    if Decimal(step["percent"]):
        percent = wording.percent(Decimal(step["percent"]) / 100, language, decimals=_decimals(step["percent"]))
        return _("commission of %(percent)s") % {"percent": percent}
    if Decimal(step["per_copy"]):
        return _("commission of %(amount)s a copy") % {"amount": wording.number(Decimal(step["per_copy"]), language, decimals=2)}
    return _("commission of %(amount)s for a new order") % {"amount": wording.number(Decimal(step["per_order"]), language, decimals=2)}


WORDS: dict[str, Callable[[Step, str], tuple[str, str]]] = {
    "price.listed": _listed,
    "price.of_group": _of_group,
    "price.of_customer": _of_customer,
    "price.agreed": _agreed,
    "price.promotion": _promotion,
    "price.promotion_not_better": _not_better,
    "price.discount": _discount,
    "price.no_discount": _no_discount,
    "price.retention": _retention,
    "price.copies": _copies,
    "price.rounded": _rounded,
    "price.part": _part,
    "commission.terms": _commission,
}
