"""The receipt for cash or a card as it is set: documents, and VAT by rate. The look is that of the letters about accounts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from abonent.billing.cash_receipts import CashReceipt, Settled
from abonent.billing.documents.design import Addressee, design_data
from abonent.billing.documents.imprint import imprint
from abonent.billing.rules.document_layouts import RECEIPT, TemplateDescription
from abonent.customers.rules.address_lines import address_lines, return_line
from abonent.ui import wording

# Where the law wants sales for cash to go through a register of its own, this paper is none, and says so.
REGISTERS_BY_LAW = ("HU", "PL", "SE")


def cash_receipt_data(
    receipt: CashReceipt,
    *,
    seller: Mapping[str, Any],
    buyer: Mapping[str, Any],
    language: str,
    described: TemplateDescription | None = None,
) -> dict[str, Any]:
    """What the template sets; every text and figure ready."""
    with override(language):
        return _Receipt(receipt, seller, buyer, language).data(described)


class _Receipt:
    """One receipt and the language it speaks."""

    def __init__(self, receipt: CashReceipt, seller: Mapping[str, Any], buyer: Mapping[str, Any], language: str) -> None:
        self.receipt, self.seller, self.buyer, self.language = receipt, seller, buyer, language
        self.payment = receipt.payment

    def data(self, described: TemplateDescription | None) -> dict[str, Any]:
        seller, kind = self.seller, pgettext("of a payment", "Receipt")
        return {
            "language": self.language,
            "kind": kind,
            "title": f"{kind} {self.payment.pk}",
            "seller": seller["name"],
            "logo": str(seller.get("logo", "")),
            "return_line": return_line(seller),
            "buyer": address_lines(self.buyer, sent_from=seller["country"]),
            "facts": [
                [_("Number"), str(self.payment.pk)],
                [_("Customer number"), str(self.buyer["number"])],
                [_("Date"), self.day()],
                [_("Paid by"), str(self.payment.get_method_display())],
            ],
            "hero": [
                [pgettext("amount", "Received"), wording.money(self.payment.amount, self.payment.currency, self.language)],
                [_("Date"), self.day()],
            ],
            "notes": self.notes(),
            "table": {"head": [_("Document"), _("VAT rate"), _("Net"), _("VAT"), _("Amount")], "rows": self.rows()},
            "imprint": imprint(seller),
            "page": _("Page %(page)s of %(pages)s"),
            **design_data(RECEIPT, described, Addressee((self.language, seller["language"])), self.values()),
        }

    def values(self) -> dict[str, str]:
        """What the fields of texts stand for."""
        return {
            "name": self.buyer["name"],
            "customer_number": str(self.buyer["number"]),
            "number": str(self.payment.pk),
            "day": self.day(),
            "total": wording.money(self.payment.amount, self.payment.currency, self.language),
            "company": self.seller["name"],
        }

    def notes(self) -> list[str]:
        said = [_("We have received this amount for the documents below.")]
        if self.seller["country"] in REGISTERS_BY_LAW:
            said.append(_("It is proof of payment of invoices, not the receipt of a cash register."))
        return said

    def rows(self) -> list[dict[str, Any]]:
        rows = [self.row(cells) for settled in self.receipt.settled for cells in self.of_document(settled)]
        if self.receipt.on_account:
            rows.append(self.row([_("Paid, on account"), "", "", "", self.figure(self.receipt.on_account)]))
        for one in self.receipt.by_rate:
            cells = [_("VAT in all"), self.percent(one.rate), self.figure(one.net), self.figure(one.vat), self.figure(one.gross)]
            rows.append(self.row(cells, strong=True))
        rows.append(self.row([pgettext("amount", "Received"), "", "", "", self.figure(self.payment.amount)], strong=True))
        return rows

    def of_document(self, settled: Settled) -> list[list[str]]:
        """A document has a row for each rate, the first of them with its number; one without rates has its amount alone."""
        named = f"{pgettext('document', 'Invoice')} {settled.document}" if settled.rates else settled.document
        if not settled.rates:
            return [[named, "", "", "", self.figure(settled.amount)]]
        rows = [[self.percent(one.rate), self.figure(one.net), self.figure(one.vat), self.figure(one.gross)] for one in settled.rates]
        if settled.rounding:
            rows.append([_("Rounding"), "", "", self.figure(settled.rounding)])
        return [[named if place == 0 else "", *cells] for place, cells in enumerate(rows)]

    def row(self, cells: list[str], *, strong: bool = False) -> dict[str, Any]:
        return {"cells": cells, "strong": strong}

    def day(self) -> str:
        return format_date(self.receipt.paid_on, "long", locale=wording.locale(self.language))

    def percent(self, rate: Decimal) -> str:
        return wording.percent(rate, self.language, decimals=0 if (rate * 100) % 1 == 0 else 1)

    def figure(self, amount: Decimal) -> str:
        return wording.number(amount, self.language, decimals=2)
