"""Why a term costs what it costs: its trace as a receipt, beside what it cost the time before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abonent.catalog.rules.trace_words import trace_lines
from abonent.ui import wording as figures
from abonent.ui.steps import Receipt, ReceiptStep

Trace = Sequence[Mapping[str, Any]]


def price_receipt(
    *, trace: Trace, amount: Decimal, currency: str, language: str, about: str, before: Decimal | None = None, trace_before: Trace = ()
) -> Receipt:
    """The receipt of a term; steps whose amount differs from the term before say so."""
    differing = _differing(trace, trace_before)
    steps = [
        ReceiptStep(line.text, line.amount, line.source, _("changed since the term before") if differs else "")
        for line, differs in zip(trace_lines(trace, language), differing, strict=True)
    ]
    return Receipt(
        steps, amount, currency, language, about=about, total_label=_("Price"), before_words=_before_words(amount, before, language)
    )


# Steps that bring something of their own; the parts of a price follow from it.
CAUSES = {
    "price.copies": "copies",
    "price.listed": "amount",
    "price.of_group": "amount",
    "price.of_customer": "amount",
    "price.agreed": "amount",
    "price.promotion": "amount",
    "price.discount": "taken",
    "price.retention": "percent_off",
}


def _differing(trace: Trace, before: Trace) -> list[bool]:
    """For each step whether what it brings was otherwise the term before; without a term before nothing was."""
    brought = {step["code"]: step.get(CAUSES.get(step["code"], "")) for step in before}
    return [bool(before) and step["code"] in CAUSES and brought.get(step["code"]) != step.get(CAUSES[step["code"]]) for step in trace]


def _before_words(amount: Decimal, before: Decimal | None, language: str) -> str:
    if before is None:
        return ""
    words = _("Term before %(amount)s") % {"amount": figures.money(before, None, language)}
    if not before or before == amount:
        return words
    return f"{words}, {figures.percent((amount - before) / before, language, sign=True)}"
