"""What an order would do, in words: the answer before the act, by the plan that saving commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from abonent.catalog.rules.term_words import term_words
from abonent.editions.queries import next_issue
from abonent.kit.periods import period
from abonent.subscriptions import wording
from abonent.subscriptions.operations import Order, preview_start
from abonent.subscriptions.queries import leading_edition
from abonent.subscriptions.receipts import price_receipt
from abonent.subscriptions.story import last_day
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader
from abonent.ui.steps import Receipt


@dataclass(frozen=True)
class ShownStart:
    """The four cells and the sentence. `digest` names what was shown, and saving insists on it."""

    digest: str
    first_paper: date | None
    sold_to: date
    term: str
    length: str
    terms: int
    amount: Decimal
    currency: str
    invoice_on: date
    receipt: Receipt
    say: str


def shown_start(order: Order, *, today: date, reader: Reader) -> ShownStart:
    """Plan the order, look, and forget it; refuses as taking the order would."""
    effect = preview_start(order=order, today=today)
    first, last = effect.terms[0], effect.terms[-1]
    edition = leading_edition(order.product)
    issue = next_issue(edition=edition, on_or_after=order.starts_on, weekdays=order.weekdays or order.product.weekdays) if edition else None
    amount = sum((term.amount for term in effect.terms), Decimal(0))
    # What is due already is invoiced by the next run.
    invoice_on = max(min(term.charge_due_on for term in effect.terms), today)
    term = wording.days(period(first.during.lower, last.during.upper), reader)
    receipt = price_receipt(trace=first.trace, amount=first.amount, currency=first.currency, language=reader.language, about=term)
    first_paper = issue.published_on if issue else None
    say = _sentence(first_paper, last_day(last.during), figures.money(amount, first.currency, reader.language), invoice_on, reader)
    length = term_words(kind=order.term_kind, unit=order.term_unit, length=order.term_length)
    return ShownStart(
        effect.digest, first_paper, last_day(last.during), term, length, len(effect.terms), amount, first.currency, invoice_on, receipt, say
    )


def _sentence(first_paper: date | None, sold_to: date, amount: str, invoice_on: date, reader: Reader) -> str:
    """What the clerk reads aloud."""
    comes = _("The first paper comes on %(day)s.") % {"day": figures.long_day(first_paper, reader.language)} if first_paper else ""
    costs = _("Until %(day)s it costs %(amount)s, to be invoiced from %(invoice_on)s.") % {
        "day": figures.day(sold_to, reader.today, reader.language),
        "amount": amount,
        "invoice_on": figures.day(invoice_on, reader.today, reader.language),
    }
    return f"{comes} {costs}".strip()
