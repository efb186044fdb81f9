"""What a customer is told of a new price: what he pays now and then, from which day, why, and until when he can stop instead.

A letter is a page of the print file and a line of its addresses; an e-mail is a line of a list, for whoever sends e-mail. The look is that of
the renewal letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.catalog.rules.term_words import term_words
from abonent.kit.filled_text import paragraphs
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.documents.letter import Letter, homes_of, letters_pdf, long_day, window_of
from abonent.subscriptions.documents.mailing_list import list_lines
from abonent.subscriptions.models import PriceNotice
from abonent.ui import wording as figures

TEMPLATE = Path(__file__).with_name("renewal_letter.typ")
EMAIL_HEAD = ("customer", "name", "email", "language", "subscription", "subject", "text", "price_now", "price_then", "from")
# The window of an envelope has room for so many.
WINDOW_LINES = 6
ADDRESS_HEAD = ("customer", "name", "language", "subscription", *(f"line_{number}" for number in range(1, WINDOW_LINES + 1)))

Why = Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """A notice in words: what it is about, its paragraphs, and the two prices."""

    subject: str
    paragraphs: list[str]
    prices: list[list[str]]


def words_of(notice: PriceNotice, why: Why) -> Words:
    """A notice in the language of whoever gets it, with the words of the change itself: language -> why."""
    subscription, language = notice.subscription, language_of(notice)
    with override(language):
        words = {
            "product": wording.product_name(subscription, language),
            "term": term_words(kind=subscription.term_kind, unit=subscription.term_unit, length=subscription.term_length),
            "now": figures.money(notice.price_before, notice.currency, language),
            "then": figures.money(notice.price_then, notice.currency, language),
            "from": long_day(notice.from_on, language),
            "until": long_day(notice.from_on - timedelta(days=1), language),
            "number": str(subscription.number),
        }
        told = _("From %(from)s %(product)s costs %(then)s for %(term)s; until then it costs %(now)s.")
        told_of_copies = _("From %(from)s %(product)s costs %(then)s a copy for %(term)s; until then it costs %(now)s.")
        stops = _(
            "If you do not want it at that price, tell us by %(until)s and say the number %(number)s: the subscription then ends on that day, "
            "without any cost. If you do nothing, it goes on."
        )
        return Words(
            subject=_("A new price for %(product)s") % words,
            paragraphs=[
                (told if subscription.copies == 1 else told_of_copies) % words,
                *paragraphs(name_in(why, language, subscription.entity.language) if any(why.values()) else ""),
                _("What was invoiced before keeps its price."),
                stops % words,
            ],
            prices=[[_("Until %(until)s") % words, words["now"]], [_("From %(from)s") % words, words["then"]]],
        )


def language_of(notice: PriceNotice) -> str:
    """The customer's, or the company's."""
    return notice.customer.language or notice.subscription.entity.language


def price_letters_pdf(notices: Iterable[PriceNotice], *, why: Why, today: date, at: datetime) -> bytes:
    """One file with a page for each notice, in their order."""
    return letters_pdf(TEMPLATE, (letter_of(notice, why) for notice in notices), today=today, at=at)


def letter_of(notice: PriceNotice, why: Why) -> Letter:
    """A notice as a letter."""
    words = words_of(notice, why)
    said = {
        "title": f"{notice.subscription.number} {notice.customer.name}",
        "headline": words.subject,
        "paragraphs": [paragraph.splitlines() for paragraph in words.paragraphs],
        "offer": words.prices,
    }
    return Letter(notice.subscription.entity, notice.customer, language_of(notice), said)


def address_list(notices: Iterable[list[PriceNotice]], *, today: date) -> Iterator[str]:
    """Where each letter goes, line by line as in its window; the notices come in batches."""
    return list_lines(ADDRESS_HEAD, (row for batch in notices for row in _addresses(batch, today)))


def price_email_list(notices: Iterable[tuple[PriceNotice, str]], *, why: Why) -> Iterator[str]:
    """The notices with the address each goes to."""
    return list_lines(EMAIL_HEAD, (_email(notice, address, why) for notice, address in notices))


def _addresses(batch: list[PriceNotice], today: date) -> Iterator[tuple[str, ...]]:
    homes = homes_of([notice.customer for notice in batch], today)
    for notice in batch:
        lines = window_of(Letter(notice.subscription.entity, notice.customer, language_of(notice), {}), homes)[:WINDOW_LINES]
        lines += [""] * (WINDOW_LINES - len(lines))
        yield (str(notice.customer.number), notice.customer.name, language_of(notice), str(notice.subscription.number), *lines)


def _email(notice: PriceNotice, address: str, why: Why) -> tuple[str, ...]:
    words = words_of(notice, why)
    return (
        str(notice.customer.number), notice.customer.name, address, language_of(notice), str(notice.subscription.number), words.subject,
        "\n\n".join(words.paragraphs), words.prices[0][1], words.prices[1][1], notice.from_on.isoformat(),
    )  # fmt: skip
