"""What a line of an invoice says, in the reader's language: its codes and parameters as a text and notes beneath it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from abonent.catalog.rules.term_words import term_words
from abonent.kit.names import name_in
from abonent.ui import wording

Description = Mapping[str, Any]


def line_text(description: Description, *languages: str) -> str:
    """The line in a few words: the product with its term, or what the code says; languages in order of preference."""
    with override(languages[0] if languages else None):
        words = WORDS.get(description.get("code", ""))
        product = name_in(description.get("product"), *languages)
        return words(description, product) if words else product or str(description.get("text") or description.get("code", ""))


def part_text(description: Description, *languages: str) -> str:
    """The part of a bundle that the line is; the empty text where it is the whole."""
    part = description.get("part")
    if not part:
        return ""
    return name_in(part.get("name") if isinstance(part.get("name"), dict) else part, *languages)


def note_text(description: Description) -> str:
    """What was agreed to stand under the line; the empty text where nothing was."""
    return str(description.get("note", ""))


def _term(description: Description, product: str) -> str:
    if "term_unit" not in description:
        return product
    kind, unit, length = description["term_kind"], description["term_unit"], description["term_length"]
    return _("%(product)s, %(term)s") % {"product": product, "term": term_words(kind=kind, unit=unit, length=length)}


def _pause_credit(description: Description, product: str) -> str:
    return _("%(product)s, credit for a pause") % {"product": product}


def _switch_credit(description: Description, product: str) -> str:
    return _("%(product)s, credit for the rest of the term") % {"product": product}


def _free_issues(description: Description, product: str) -> str:
    return _("%(product)s, free issues") % {"product": product}


def _issue_credit(description: Description, product: str) -> str:
    day = wording.long_day(date.fromisoformat(description["on"]), get_language() or "en")
    return _("%(product)s, credit for the paper of %(day)s") % {"product": product, "day": day}


def _copies(description: Description, product: str) -> str:
    words = {"product": product, "copies": description.get("copies", ""), "before": description.get("before", "")}
    return _("%(product)s, %(copies)s instead of %(before)s") % words


def _draws(description: Description, product: str) -> str:
    words = {name: description.get(name, "") for name in ("outlet", "copies", "returned")}
    return _("%(product)s, %(outlet)s: %(copies)s drawn, %(returned)s came back") % {"product": product, **words}


def _recurring(description: Description, product: str) -> str:
    text = description.get("text", "")
    return _("%(product)s, %(text)s") % {"product": product, "text": text} if product and text else product or text


def _commission(description: Description, product: str) -> str:
    if "percent" not in description:
        return _("%(product)s, commission") % {"product": product}
    percent = Decimal(description["percent"])
    share = wording.percent(percent / 100, get_language() or "en", decimals=max(0, -int(percent.as_tuple().exponent)))
    return _("%(product)s, commission %(percent)s") % {"product": product, "percent": share}


def _agent_settlement(description: Description, product: str) -> str:
    day = wording.long_day(date.fromisoformat(description["day"]), get_language() or "en")
    return _("Commission, settlement %(number)s of %(day)s") % {"number": description["number"], "day": day}


WORDS: dict[str, Callable[[Description, str], str]] = {
    "charge.term": _term,
    "charge.pause_credit": _pause_credit,
    "charge.switch_credit": _switch_credit,
    "charge.stop_credit": _switch_credit,
    "charge.save_credit": _free_issues,
    "charge.issue_credit": _issue_credit,
    "charge.copies_change": _copies,
    "charge.draw_settlement": _draws,
    "charge.recurring": _recurring,
    "charge.commission": _commission,
    "charge.agent_settlement": _agent_settlement,
}
