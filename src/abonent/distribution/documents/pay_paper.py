"""The statement of a carrier's pay on paper, in his language."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.catalog.rules.price_words import unit_price_words
from abonent.distribution.models import PayLine, PayStatement
from abonent.distribution.models.pay import BASES
from abonent.distribution.pay_queries import PaidDay, days_of
from abonent.kit import documents
from abonent.ui import wording as figures

PAY_STATEMENT = Path(__file__).with_name("pay_statement.typ")


def pay_statement_pdf(statement: PayStatement) -> bytes:
    """The statement as one file; made of what was posted, it is the same whenever it is made."""
    return documents.make(PAY_STATEMENT, [pay_statement_data(statement)], at=statement.posted_at).content


def pay_statement_data(statement: PayStatement) -> dict[str, Any]:
    """The words of a statement."""
    carrier, language = statement.carrier, statement.carrier.language
    days = days_of(statement)
    with override(language):
        return {
            "language": language,
            "title": _("Your pay for %(month)s") % {"month": figures.month(statement.month, language)},
            "about": _("Statement %(number)s") % {"number": statement.number},
            "company": carrier.entity.name,
            "carrier": f"{carrier.name}, {carrier.number}",
            "parts": _parts(days, statement.currency, language),
            "total": [_("To be paid"), figures.money(statement.amount, statement.currency, language)],
            "head": [_("Day"), _("Route"), _("Paid for"), _("Pay")],
            "rows": [_row(day, statement, language) for day in days],
            "page_words": _("Page {page} of {pages}"),
        }


def _parts(days: list[PaidDay], currency: str, language: str) -> list[list[str]]:
    sums: Counter[str] = Counter()
    for day in days:
        for line in day.lines:
            sums[line.basis] += line.amount  # type: ignore[assignment]
    return [[str(label), figures.money(Decimal(sums[code]), currency, language)] for code, label in BASES if sums[code]]


def _row(day: PaidDay, statement: PayStatement, language: str) -> list[str]:
    said = ", ".join(_line(line, language) for line in day.lines)
    return [figures.day(day.on_day, statement.month, language), day.route, said, figures.money(day.amount, None, language)]


def _line(line: PayLine, language: str) -> str:
    words = f"{line.get_basis_display()} {figures.number(line.quantity, language)} × {unit_price_words(line.unit_amount, language)}"
    return words if line.turn == 1 else _("%(what)s (corrected)") % {"what": words}
