"""NAV Online Számla 3.0: the data of an invoice as every seller in Hungary reports it. Credit notes are modifications, below nothing.

Of a private person nothing is reported but that he is one: name and address must be left out.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from lxml.etree import _Element

from abonent.billing.rules.einvoice import EXEMPT, Days, EInvoice, Line, Party, digits
from abonent.connectors.einvoices.formats.xml import Writer, as_bytes

_write = Writer({None: "http://schemas.nav.gov.hu/OSA/3.0/data", "base": "http://schemas.nav.gov.hu/OSA/3.0/base"})
_DIGITS_OF_TAXPAYER = 8
# Act CXXVII of 2007, section 58: settled by periods, the supply is never later than so many days after the period.
LATEST_AFTER_PERIOD = timedelta(days=60)
PAPER = "paper"


def write(document: EInvoice) -> bytes:
    """The document as the data of a report."""
    return as_bytes(_Document(document).root())


def supplied_on(*, during: Days, issued_on: date, due_on: date) -> date:
    """The day of supply of what is settled by periods (section 58): the day of issue where the invoice is issued and due before the
    period ends, the due day where that comes after it, by sixty days at most, and else the period's latest day."""
    if due_on > during.latest:
        return min(due_on, during.latest + LATEST_AFTER_PERIOD)
    return issued_on if issued_on < during.latest and due_on < during.latest else during.latest


class _Document:
    """One document; `sign` turns what a modification gives back into less than nothing."""

    def __init__(self, document: EInvoice) -> None:
        self.document = document
        self.sign = -1 if document.is_credit_note else 1

    def root(self) -> _Element:
        document = self.document
        return _write.root(
            "InvoiceData",
            _write("invoiceNumber", document.number),
            _write("invoiceIssueDate", str(document.issued_on)),
            _write("completenessIndicator", "false"),
            _write(
                "invoiceMain",
                _write(
                    "invoice",
                    self.reference(),
                    _write("invoiceHead", self.supplier(), self.customer(), self.detail()),
                    _write(
                        "invoiceLines",
                        _write("mergedItemIndicator", "false"),
                        [self.line(line, place) for place, line in enumerate(document.lines, 1)],
                    ),
                    self.summary(),
                ),
            ),
        )

    def reference(self) -> _Element | None:
        credited = self.document.preceding
        if credited is None:
            return None
        return _write(
            "invoiceReference",
            _write("originalInvoiceNumber", credited.number),
            _write("modifyWithoutMaster", "false"),
            _write("modificationIndex", str(credited.modification)),
        )

    def supplier(self) -> _Element | None:
        seller = self.document.seller
        account = next((account.number for account in self.document.accounts if account.scheme == "iban"), "")
        return _write(
            "supplierInfo",
            _write("supplierTaxNumber", _taxpayer(seller.vat_number)),
            _write("supplierName", seller.name),
            _write("supplierAddress", _address(seller)),
            _write("supplierBankAccountNumber", account),
        )

    def customer(self) -> _Element | None:
        buyer = self.document.buyer
        if buyer.is_person and not buyer.vat_number:
            return _write("customerInfo", _write("customerVatStatus", "PRIVATE_PERSON"))
        is_domestic = buyer.vat_number.startswith("HU")
        number = _write("customerTaxNumber", _taxpayer(buyer.vat_number)) if is_domestic else _write("communityVatNumber", buyer.vat_number)
        return _write(
            "customerInfo",
            _write("customerVatStatus", "DOMESTIC" if is_domestic else "OTHER"),
            _write("customerVatData", number),
            _write("customerName", buyer.name),
            _write("customerAddress", _address(buyer)) if buyer.street and buyer.town and buyer.postal_code else None,
        )

    def detail(self) -> _Element | None:
        document = self.document
        during = document.during
        supplied = supplied_on(during=during, issued_on=document.issued_on, due_on=document.due_on) if during else document.issued_on
        return _write(
            "invoiceDetail",
            _write("invoiceCategory", "NORMAL"),
            _write("invoiceDeliveryDate", str(supplied)),
            during and _write("invoiceDeliveryPeriodStart", str(during.first)),
            during and _write("invoiceDeliveryPeriodEnd", str(during.latest)),
            during and _write("periodicalSettlement", "true"),
            _write("currencyCode", document.currency),
            _write("exchangeRate", "1"),
            _write("paymentMethod", "TRANSFER"),
            _write("paymentDate", str(document.due_on)),
            _write("invoiceAppearance", "PAPER" if document.channel == PAPER else "ELECTRONIC"),
        )

    def line(self, line: Line, place: int) -> _Element | None:
        price = _plain(line.price)
        return _write(
            "line",
            _write("lineNumber", str(place)),
            self.in_chain(place),
            _write("lineExpressionIndicator", "true"),
            _write("lineNatureIndicator", "OTHER"),
            _write("lineDescription", ", ".join(filter(None, (line.name, line.part)))[:512]),
            _write("quantity", _plain(self.sign * line.quantity)),
            _write("unitOfMeasure", "PIECE"),
            _write("unitPrice", price),
            _write("unitPriceHUF", price),
            _write(
                "lineAmountsNormal",
                self.twice("lineNetAmountData", "lineNetAmount", line.net),
                _write("lineVatRate", _rate(line.category, line.rate)),
                self.twice("lineVatData", "lineVatAmount", line.vat),
                self.twice("lineGrossAmountData", "lineGrossAmountNormal", line.gross),
            ),
        )

    def in_chain(self, place: int) -> _Element | None:
        """A line of a modification is new in the chain, and numbered after all that were there before."""
        credited = self.document.preceding
        if credited is None:
            return None
        number = _write("lineNumberReference", str(credited.lines_before + place))
        return _write("lineModificationReference", number, _write("lineOperation", "CREATE"))

    def summary(self) -> _Element | None:
        document = self.document
        return _write(
            "invoiceSummary",
            _write(
                "summaryNormal",
                [
                    _write(
                        "summaryByVatRate",
                        _write("vatRate", _rate(each.category, each.rate, each.reason)),
                        self.twice("vatRateNetData", "vatRateNetAmount", each.net),
                        self.twice("vatRateVatData", "vatRateVatAmount", each.vat),
                        self.twice("vatRateGrossData", "vatRateGrossAmount", each.net + each.vat),
                    )
                    for each in document.vat_sums
                ],
                self.amounts("invoiceNetAmount", document.net),
                self.amounts("invoiceVatAmount", document.vat),
            ),
            self.twice("summaryGrossData", "invoiceGrossAmount", document.gross),
        )

    def twice(self, around: str, name: str, amount: Decimal) -> _Element | None:
        return _write(around, self.amounts(name, amount))

    def amounts(self, name: str, amount: Decimal) -> list[_Element | None]:
        """In the currency of the document and in forints: the same, for books in Hungary are kept in forints."""
        figure = f"{self.sign * amount + 0:.2f}"
        return [_write(name, figure), _write(f"{name}HUF", figure)]


def _taxpayer(vat_number: str) -> list[_Element | None]:
    """A tax number of Hungary, eight figures and with them, where they are written, the kind of VAT and the county."""
    number = digits(vat_number)
    own, rest = number[:_DIGITS_OF_TAXPAYER], number[_DIGITS_OF_TAXPAYER:]
    return [_write("base:taxpayerId", own), _write("base:vatCode", rest[:1]), _write("base:countyCode", rest[1:3])]


def _address(party: Party) -> _Element | None:
    return _write(
        "base:simpleAddress",
        _write("base:countryCode", party.country),
        _write("base:postalCode", party.postal_code),
        _write("base:city", party.town),
        _write("base:additionalAddressDetail", ", ".join(filter(None, (party.care_of, party.street)))),
    )


def _rate(category: str, rate: Decimal, reason: str = "") -> _Element | None:
    if category == EXEMPT:
        return _write("vatExemption", _write("case", "TAM"), _write("reason", reason or "Tárgyi adómentes"))
    return _write("vatPercentage", _plain(rate) if rate else "0.00")


def _plain(number: Decimal) -> str:
    return f"{number.normalize() + 0:f}"
