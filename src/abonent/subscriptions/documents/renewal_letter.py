"""What a renewal notice says: the text of its step in the customer's language, its fields filled, and the next term with its price.

The look is `renewal_letter.typ`. A letter is a page of the print file; an e-mail is a row of a list, for whoever sends e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.utils.translation import override

from abonent.catalog.rules.term_words import term_words
from abonent.customers.models import Customer
from abonent.kit.filled_text import filled, paragraphs
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.documents.letter import Letter, letters_pdf, long_day
from abonent.subscriptions.documents.mailing_list import list_lines
from abonent.subscriptions.models import RenewalNotice, RenewalNoticeStep, Subscription
from abonent.ui import wording as figures

TEMPLATE = Path(__file__).with_name("renewal_letter.typ")
LIST_HEAD = ("customer", "name", "email", "language", "subscription", "subject", "text", "term", "price")


@dataclass(frozen=True)
class Asked:
    """All that one notice says: to whom, of which subscription, by which step, and the term that is offered."""

    step: RenewalNoticeStep
    subscription: Subscription
    customer: Customer
    last_on: date
    begins_on: date
    amount: Decimal
    currency: str

    @property
    def language(self) -> str:
        """The customer's, or the company's."""
        return self.customer.language or self.subscription.entity.language


@dataclass(frozen=True)
class Words:
    """A notice in words: what it is about, its paragraphs, and the next term with its price."""

    subject: str
    paragraphs: list[str]
    offer: list[list[str]]


def asked_by(notice: RenewalNotice) -> Asked:
    """What a notice that is written down says."""
    return Asked(
        notice.step, notice.subscription, notice.customer, notice.last_on, notice.begins_on, notice.amount, notice.currency
    )  # fmt: skip


def words_of(asked: Asked) -> Words:
    """A notice in the language of whoever gets it."""
    language, subscription = asked.language, asked.subscription
    with override(language):
        term = term_words(kind=subscription.term_kind, unit=subscription.term_unit, length=subscription.term_length)
        values = {
            "name": asked.customer.name,
            "subscriber": subscription.subscriber.name,
            "product": wording.product_name(subscription, language),
            "number": str(subscription.number),
            "last_day": long_day(asked.last_on, language),
            "begins": long_day(asked.begins_on, language),
            "term": term,
            "price": figures.money(asked.amount, asked.currency, language),
            "company": subscription.entity.name,
        }
    said = (language, subscription.entity.language)
    return Words(
        subject=filled(name_in(asked.step.subject, *said), values),
        paragraphs=[filled(one, values) for one in paragraphs(name_in(asked.step.text, *said))],
        offer=[[f"{values['product']}, {term}", values["price"]]] if asked.step.offers else [],
    )


def renewal_letters_pdf(notices: Iterable[Asked], *, today: date, at: datetime) -> bytes:
    """One file with a page for each notice, in their order."""
    return letters_pdf(TEMPLATE, (letter_of(asked) for asked in notices), today=today, at=at)


def letter_of(asked: Asked) -> Letter:
    """A notice as a letter."""
    words = words_of(asked)
    said = {
        "title": f"{asked.subscription.number} {asked.customer.name}",
        "headline": words.subject,
        "paragraphs": [paragraph.splitlines() for paragraph in words.paragraphs],
        "offer": words.offer,
    }
    return Letter(asked.subscription.entity, asked.customer, asked.language, said)


def email_list(notices: Iterable[tuple[Asked, str]]) -> Iterator[str]:
    """The notices with the address each goes to, as lines of a list."""
    yield from list_lines(LIST_HEAD, (_row(asked, address) for asked, address in notices))


def _row(asked: Asked, address: str) -> Sequence[str]:
    words = words_of(asked)
    term, price = words.offer[0] if words.offer else ("", "")
    return (
        str(asked.customer.number), asked.customer.name, address, asked.language, str(asked.subscription.number), words.subject,
        "\n\n".join(words.paragraphs), term, price,
    )  # fmt: skip
