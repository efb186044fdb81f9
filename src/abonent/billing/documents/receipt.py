"""The receipt of a payment on paper: who received how much when, and what it settled, in the payer's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from abonent.billing.documents.design import Addressee, design_data
from abonent.billing.documents.imprint import imprint
from abonent.billing.rules.document_layouts import RECEIPT, TemplateDescription
from abonent.customers.rules.address_lines import address_lines, return_line
from abonent.ledger.models import Payment
from abonent.ui import wording


@dataclass(frozen=True)
class ReceiptFacts:
    """A payment, what it settled, from whom to whom, in which language."""

    payment: Payment
    settled: Sequence[tuple[str, Decimal]]
    on_account: Decimal
    is_taken_back: bool
    language: str
    seller: Mapping[str, Any]
    buyer: Mapping[str, Any]


def receipt_data(facts: ReceiptFacts, described: TemplateDescription | None = None) -> dict[str, Any]:
    """What the template of account letters sets; every text and figure ready."""
    with override(facts.language):
        return _Receipt(facts).data(described)


class _Receipt:
    """One receipt and the language it speaks."""

    def __init__(self, facts: ReceiptFacts) -> None:
        self.facts, self.payment, self.language = facts, facts.payment, facts.language

    def data(self, described: TemplateDescription | None) -> dict[str, Any]:
        facts, payment, seller = self.facts, self.payment, self.facts.seller
        kind = pgettext("of a payment", "Receipt")
        return {
            "language": self.language,
            "kind": kind,
            "title": f"{kind} {payment.pk}",
            "seller": seller["name"],
            "logo": str(seller.get("logo", "")),
            "return_line": return_line(seller),
            "buyer": address_lines(facts.buyer, sent_from=seller["country"]),
            "facts": self.about(),
            "hero": [[pgettext("amount", "Received"), self.money(payment.amount)], [_("Day"), self.day(payment.received_on)]],
            "notes": [_("This payment was taken back: the receipt is not valid any more.")] if facts.is_taken_back else [],
            "table": {"head": [_("Number"), _("What"), _("Amount")], "rows": self.rows()},
            "imprint": imprint(seller),
            "page": _("Page %(page)s of %(pages)s"),
            **design_data(RECEIPT, described, Addressee((self.language, seller["language"])), self.values()),
        }

    def values(self) -> dict[str, str]:
        """What the fields of texts stand for."""
        payment, buyer = self.payment, self.facts.buyer
        return {
            "name": buyer["name"],
            "customer_number": str(buyer["number"]),
            "number": str(payment.pk),
            "day": self.day(payment.received_on),
            "total": self.money(payment.amount),
            "company": self.facts.seller["name"],
        }

    def about(self) -> list[list[str]]:
        payment = self.payment
        return [
            [_("Receipt number"), str(payment.pk)],
            [_("Customer number"), str(self.facts.buyer["number"])],
            [_("Date"), self.day(payment.received_on)],
            [pgettext("means of payment", "By"), str(payment.get_method_display())],
        ]

    def rows(self) -> list[dict[str, Any]]:
        rows = [_row(number, _("Paid"), self.figure(amount)) for number, amount in self.facts.settled]
        if self.facts.on_account:
            rows.append(_row("", _("On account"), self.figure(self.facts.on_account)))
        return [*rows, _row("", pgettext("amount", "Received"), self.figure(self.payment.amount), strong=True)]

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=wording.locale(self.language))

    def money(self, amount: Decimal) -> str:
        return wording.money(amount, self.payment.currency, self.language)

    def figure(self, amount: Decimal) -> str:
        return wording.number(amount, self.language, decimals=2)


def _row(*cells: str, strong: bool = False) -> dict[str, Any]:
    return {"cells": [*cells], "strong": strong}
