"""What stands in a statement of account or a balance confirmation: figures of an account, made into words of the customer's language.

The look is `account_letter.typ`; what stands around it is that of invoices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from abonent.billing.account_facts import AccountFacts
from abonent.billing.documents.design import Addressee, design_data
from abonent.billing.documents.imprint import imprint
from abonent.billing.models.account_letter import STATEMENT
from abonent.billing.rules.document_layouts import TemplateDescription
from abonent.customers.rules.address_lines import address_lines, return_line
from abonent.ui import wording

TEMPLATE = Path(__file__).with_name("account_letter.typ")


@dataclass(frozen=True)
class LetterFacts:
    """Which letter about which account, from whom to whom, in which language."""

    kind: str
    account: AccountFacts
    from_on: date | None
    as_of: date
    made_on: date
    language: str
    seller: Mapping[str, Any]
    buyer: Mapping[str, Any]
    channel: str = ""


def letter_data(letter: LetterFacts, described: TemplateDescription | None = None) -> dict[str, Any]:
    """What the template sets; every text and figure ready. `described` is how the company wants it, None as usual."""
    with override(letter.language):
        return _Letter(letter, described).data()


class _Letter:
    """One letter and the language it speaks."""

    def __init__(self, letter: LetterFacts, described: TemplateDescription | None) -> None:
        self.letter = letter
        self.described = described
        self.account = letter.account
        self.is_statement = letter.kind == STATEMENT

    def data(self) -> dict[str, Any]:
        letter, seller = self.letter, self.letter.seller
        kind = _("Statement of account") if self.is_statement else _("Balance confirmation")
        return {
            "language": letter.language,
            "kind": kind,
            "title": f"{kind} {letter.buyer['number']}",
            "seller": seller["name"],
            "logo": str(seller.get("logo", "")),
            "return_line": return_line(seller),
            "buyer": address_lines(letter.buyer, sent_from=seller["country"]),
            "facts": self.facts(),
            "hero": [[self.balance_label(), self.money(abs(self.account.balance))], [_("After the day"), self.day(letter.as_of)]],
            "notes": [self.request()],
            "table": self.statement_table() if self.is_statement else self.items_table(),
            "ages": self.ages() if self.account.items else None,
            "answer": None if self.is_statement else self.answer(),
            "imprint": imprint(seller),
            "page": _("Page %(page)s of %(pages)s"),
            **design_data(letter.kind, self.described, self.addressee(), self.values()),
        }

    def addressee(self) -> Addressee:
        """By which texts of the template it is met."""
        letter = self.letter
        return Addressee((letter.language, letter.seller["language"]), letter.channel)

    def values(self) -> dict[str, str]:
        """What the fields of texts stand for."""
        letter = self.letter
        return {
            "name": letter.buyer["name"],
            "customer_number": str(letter.buyer["number"]),
            "day": self.day(letter.as_of),
            "total": self.money(abs(self.account.balance)),
            "company": letter.seller["name"],
        }

    def facts(self) -> list[list[str]]:
        letter = self.letter
        facts = [[_("Customer number"), str(letter.buyer["number"])], [_("Date"), self.day(letter.made_on)]]
        if letter.from_on:
            facts.append([_("From"), self.day(letter.from_on)])
        return [*facts, [pgettext("day", "Until"), self.day(letter.as_of)]]

    def balance_label(self) -> str:
        return _("In your favour") if self.account.balance < 0 else _("You owe")

    def request(self) -> str:
        if self.is_statement:
            return _("This is what happened on your account. Is something not right? Tell us, and we put it straight.")
        return _("By our books this was open between us after that day. Please tell us whether your books say the same.")

    def statement_table(self) -> dict[str, Any]:
        letter, account = self.letter, self.account
        opening = self.row(
            [self.short_day(letter.from_on or letter.as_of), _("Opening balance"), "", self.figure(account.opening)], strong=True
        )
        closing = self.row([self.short_day(letter.as_of), _("Closing balance"), "", self.figure(account.balance)], strong=True)
        rows = [
            self.row([self.short_day(row.happened_on), self.what(row), self.figure(row.amount), self.figure(row.balance)])
            for row in account.rows
        ]
        return {"head": [_("Day"), _("What"), _("Amount"), _("Balance")], "rows": [opening, *rows, closing]}

    def items_table(self) -> dict[str, Any]:
        account = self.account
        rows = [
            self.row(
                [
                    self.short_day(item.due_on),
                    self.what_of(item.source_kind, item.document_number),
                    self.figure(item.amount),
                    self.figure(item.open_amount),
                ]
            )
            for item in account.items
        ]
        if account.on_account:
            rows.append(self.row(["", _("Paid, on account"), "", self.figure(-account.on_account)]))
        rows.append(self.row(["", _("Balance"), "", self.figure(account.balance)], strong=True))
        return {"head": [_("Due"), _("What"), _("Amount"), pgettext("amount", "Open")], "rows": rows}

    def what(self, row: Any) -> str:
        if row.kind == "payment":
            return _("Payment") if row.amount < 0 else _("Paid back")
        return self.what_of(row.kind, row.text)

    def what_of(self, kind: str, number: str) -> str:
        kinds = {
            "invoice": pgettext("document", "Invoice"),
            "credit_note": pgettext("document", "Credit note"),
            "write_off": _("Given up"),
            "deposit": _("Deposit"),
        }
        return f"{kinds.get(kind, _('Claim'))} {number}".strip()

    def ages(self) -> dict[str, Any]:
        labels = {
            "not_due": _("Not due"),
            "days_1": _("1–30 days"),
            "days_31": _("31–60 days"),
            "days_61": _("61–90 days"),
            "days_91": _("Over 90 days"),
        }
        ages = self.account.ages(self.letter.as_of)
        return {"title": _("How long over due"), "cells": [[label, self.figure(ages[age])] for age, label in labels.items()]}

    def answer(self) -> dict[str, Any]:
        return {
            "title": _("Your answer"),
            "choices": [_("The balance is the same in our books."), _("In our books the balance is different, because:")],
            "sign": [_("Place and day"), _("Name and signature")],
        }

    def row(self, cells: list[str], *, strong: bool = False) -> dict[str, Any]:
        return {"cells": cells, "strong": strong}

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=wording.locale(self.letter.language))

    def short_day(self, value: date) -> str:
        return wording.short_day(value, date.min, self.letter.language)

    def money(self, amount: Decimal) -> str:
        return wording.money(amount, self.account.currency, self.letter.language)

    def figure(self, amount: Decimal) -> str:
        return wording.number(amount, self.letter.language, decimals=2)
