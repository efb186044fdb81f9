"""What an order would do, in words: the answer before the act, by the plan that saving commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from abonent.catalog.models.price import FIXED
from abonent.catalog.rules.term_words import term_words
from abonent.catalog.rules.trace_words import TraceLine, trace_lines
from abonent.editions.models.lead_time import START
from abonent.editions.promise_clock import first_issue_affected
from abonent.editions.promise_words import moment_words
from abonent.kit import clock
from abonent.kit.periods import period
from abonent.subscriptions import wording
from abonent.subscriptions.gift_words import ordered_gift_words
from abonent.subscriptions.operations import Order, preview_start
from abonent.subscriptions.operations.credit import OrderCredit
from abonent.subscriptions.operations.start import PlannedTerm
from abonent.subscriptions.premium_words import premiums_words
from abonent.subscriptions.promoted import order_words
from abonent.subscriptions.queries import leading_edition
from abonent.subscriptions.receipts import price_receipt
from abonent.subscriptions.story import last_day
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader
from abonent.ui.steps import Receipt


@dataclass(frozen=True)
class ShownStart:
    """The cells of one line of an order.

    A line that begins in the past, or whose next term is due to be made as well, makes several `terms`: `price` is that of the
    first, `amount` of all. `discounts` are those of the first, in words.
    """

    order: Order
    begins_on: date
    brings_issues: bool
    first_paper: date | None
    taken_until: str
    sold_to: date
    term: str
    length: str
    terms: int
    price: Decimal
    amount: Decimal
    currency: str
    invoice_on: date
    discounts: list[TraceLine]
    premiums: list[str]
    receipt: Receipt


@dataclass(frozen=True)
class ShownOrder:
    """What all lines of an order would do, and the sentence. `digest` names what was shown, and saving insists on it.

    `credit` is the payer's, if he has a limit.
    """

    digest: str
    lines: list[ShownStart]
    credit: OrderCredit | None
    say: str

    @property
    def first(self) -> ShownStart:
        """The only line of most orders."""
        return self.lines[0]

    @property
    def amount(self) -> Decimal:
        """What the whole order comes to."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def discounted(self) -> bool:
        """Whether any line costs less by a discount."""
        return any(line.discounts for line in self.lines)

    @property
    def currency(self) -> str:
        """That of the price lists of a company."""
        return self.first.currency

    @property
    def invoice_on(self) -> date:
        """From which day the first of it is invoiced."""
        return min(line.invoice_on for line in self.lines)


def shown_start(orders: Sequence[Order], *, today: date, reader: Reader) -> ShownOrder:
    """Plan the lines of an order together, look, and forget them; refuses as taking the order would."""
    effect = preview_start(orders=orders, today=today)
    lines = [
        _line(
            order,
            [term for term in effect.terms if term.order is order],
            premiums_words(effect.premiums, place, order, reader),
            today,
            reader,
        )
        for place, order in enumerate(orders)
    ]
    shown = ShownOrder(effect.digest, lines, next(iter(effect.credits), None), "")
    return replace(shown, say=_line_words(lines[0], reader) if len(lines) == 1 else _order_words(shown, reader))


def _line(order: Order, terms: Sequence[PlannedTerm], premiums: list[str], today: date, reader: Reader) -> ShownStart:
    first, last = terms[0], terms[-1]
    issue = first_issue_affected(
        product=order.product,
        weekdays=order.weekdays or order.product.weekdays,
        delivery_method=order.delivery_method,
        act=START,
        asked_at=clock.now(),
        on_or_after=order.starts_on,
    )
    term = wording.days(period(first.during.lower, last.during.upper), reader)
    return ShownStart(
        order=order,
        begins_on=order.starts_on,
        brings_issues=leading_edition(order.product) is not None,
        first_paper=issue.published_on if issue else None,
        taken_until=moment_words(issue.cut_off_at, issue.zone, reader.today, reader.language) if issue else "",
        sold_to=last_day(last.during),
        term=term,
        length=_length(order),
        terms=len(terms),
        price=first.amount,
        amount=sum((one.amount for one in terms), Decimal(0)),
        currency=first.currency,
        # What is due already is invoiced by the next run.
        invoice_on=max(min(one.charge_due_on for one in terms), today),
        discounts=trace_lines([step for step in first.trace if step["code"] == "price.discount"], reader.language),
        premiums=premiums,
        receipt=price_receipt(trace=first.trace, amount=first.amount, currency=first.currency, language=reader.language, about=term),
    )


def _line_words(line: ShownStart, reader: Reader) -> str:
    said = (
        _sentence(line, reader),
        _parties_words(line.order),
        order_words(line.order, reader.language),
        ordered_gift_words(line.order, line.sold_to, reader),
        *line.premiums,
    )
    return " ".join(filter(None, said))


def _order_words(shown: ShownOrder, reader: Reader) -> str:
    words = {
        "amount": figures.money(shown.amount, shown.currency, reader.language),
        "invoice_on": figures.day(shown.invoice_on, reader.today, reader.language),
        "count": figures.number(len(shown.lines), reader.language),
    }
    whole = _("The whole order of %(count)s lines comes to %(amount)s, to be invoiced from %(invoice_on)s.") % words
    return " ".join([whole, *filter(None, [_parties_words(shown.first.order)]), *(said for line in shown.lines for said in line.premiums)])


def _parties_words(order: Order) -> str:
    """Who ordered it and who mediates it, if anybody did; and who is billed where nobody was named."""
    said = []
    if order.orderer and order.orderer.canonical_id != order.paid_by.canonical_id:
        said.append(_("It is ordered by %(name)s.") % {"name": order.orderer.name})
    if order.agent and order.agent.pays and order.payer is None:
        said.append(_("It is mediated by %(name)s, who is billed.") % {"name": order.agent.customer.name})
    elif order.agent:
        said.append(_("It is mediated by %(name)s.") % {"name": order.agent.customer.name})
    return " ".join(said)


def _length(order: Order) -> str:
    """How long the first term is, or by which interval is billed; a promotion may begin with terms of a length of its own."""
    step = order.promotion.steps.first() if order.promotion else None
    if step and step.own_length:
        return term_words(kind=FIXED, unit=order.term_unit, length=step.own_length)
    return term_words(kind=order.term_kind, unit=order.term_unit, length=order.term_length)


def _sentence(shown: ShownStart, reader: Reader) -> str:
    """What the clerk reads aloud."""
    words = {
        "first": figures.spoken_day(shown.first_paper, reader.today, reader.language) if shown.first_paper else "",
        "last": figures.day(shown.sold_to, reader.today, reader.language),
        "amount": figures.money(shown.amount, shown.currency, reader.language),
        "price": figures.money(shown.price, shown.currency, reader.language),
        "terms": figures.number(shown.terms, reader.language),
        "invoice_on": figures.day(shown.invoice_on, reader.today, reader.language),
    }
    comes = _("The first paper comes on %(first)s.") % words if shown.first_paper else ""
    if shown.terms == 1:
        costs = _("Until %(last)s it costs %(amount)s, to be invoiced from %(invoice_on)s.") % words
    else:
        costs = (
            _("A term costs %(price)s; the %(terms)s terms until %(last)s come to %(amount)s, to be invoiced from %(invoice_on)s.") % words
        )
    return f"{comes} {costs}".strip()
