"""Peppol BIS Billing 3: UBL 2.1 Invoice and CreditNote."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lxml.etree import _Element

from abonent.billing.rules.einvoice import Account, Days, EInvoice, Line, Party, VatSum, digits
from abonent.connectors.einvoices.formats.xml import Writer, as_bytes

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_SHARED: dict[str | None, str] = {"cac": f"{_UBL}:CommonAggregateComponents-2", "cbc": f"{_UBL}:CommonBasicComponents-2"}
_INVOICE = Writer({None: f"{_UBL}:Invoice-2", **_SHARED})
_CREDIT_NOTE = Writer({None: f"{_UBL}:CreditNote-2", **_SHARED})

CUSTOMISATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
INVOICE_TYPE, CREDIT_NOTE_TYPE = "380", "381"
CREDIT_TRANSFER = "30"
ONE = "C62"  # "one", of UN/ECE recommendation 20: a paper, a month, a book
# Accounts that are no IBAN say in place of the bank's code what they are.
_GIROS = {"bankgiro": "SE:BANKGIRO", "plusgiro": "SE:PLUSGIRO"}
# Registers of companies by the code of their scheme (ISO 6523).
_REGISTERS = {"SE": "0007", "FI": "0212"}


def write(document: EInvoice) -> bytes:
    """The document as UBL."""
    return as_bytes(_Document(document).root())


class _Document:
    """One document; UBL names the same things anew in a credit note."""

    def __init__(self, document: EInvoice) -> None:
        self.document = document
        self.write = _CREDIT_NOTE if document.is_credit_note else _INVOICE

    def root(self) -> _Element:
        write, document = self.write, self.document
        is_credit = document.is_credit_note
        return write.root(
            "CreditNote" if is_credit else "Invoice",
            write("cbc:CustomizationID", CUSTOMISATION),
            write("cbc:ProfileID", PROFILE),
            write("cbc:ID", document.number),
            write("cbc:IssueDate", str(document.issued_on)),
            None if is_credit else write("cbc:DueDate", str(document.due_on)),
            write("cbc:CreditNoteTypeCode", CREDIT_NOTE_TYPE) if is_credit else write("cbc:InvoiceTypeCode", INVOICE_TYPE),
            write("cbc:DocumentCurrencyCode", document.currency),
            write("cbc:BuyerReference", document.buyer_number),
            self.period(document.during),
            self.preceding(),
            write("cac:AccountingSupplierParty", self.party(document.seller)),
            write("cac:AccountingCustomerParty", self.party(document.buyer)),
            self.payment_means(),
            write("cac:PaymentTerms", write("cbc:Note", document.terms)),
            write(
                "cac:TaxTotal",
                self.amount("TaxAmount", document.vat),
                [self.vat_sum(each) for each in document.vat_sums],
            ),
            self.totals(),
            [self.line(line) for line in document.lines],
        )

    def preceding(self) -> _Element | None:
        credited = self.document.preceding
        if credited is None:
            return None
        named = self.write("cbc:ID", credited.number), self.write("cbc:IssueDate", str(credited.issued_on))
        return self.write("cac:BillingReference", self.write("cac:InvoiceDocumentReference", *named))

    def party(self, party: Party) -> _Element | None:
        write = self.write
        return write(
            "cac:Party",
            party.endpoint and write("cbc:EndpointID", party.endpoint.number, schemeID=party.endpoint.scheme),
            write("cac:PartyName", write("cbc:Name", party.name)),
            write(
                "cac:PostalAddress",
                write("cbc:StreetName", party.street),
                write("cbc:AdditionalStreetName", party.care_of),
                write("cbc:CityName", party.town),
                write("cbc:PostalZone", party.postal_code),
                write("cac:Country", write("cbc:IdentificationCode", party.country)),
            ),
            party.vat_number and write("cac:PartyTaxScheme", write("cbc:CompanyID", party.vat_number), self.vat_scheme()),
            write("cac:PartyLegalEntity", write("cbc:RegistrationName", party.name), self.company_number(party)),
            write("cac:Contact", write("cbc:Telephone", party.phone), write("cbc:ElectronicMail", party.email)),
        )

    def company_number(self, party: Party) -> _Element | None:
        register = _REGISTERS.get(party.country)
        number = digits(party.company_number) if party.country == "SE" else party.company_number
        return self.write("cbc:CompanyID", number, **({"schemeID": register} if register else {}))

    def payment_means(self) -> Iterator[_Element | None]:
        if self.document.is_credit_note or self.document.total <= 0:
            return
        for account in self.document.accounts:
            yield self.write(
                "cac:PaymentMeans",
                self.write("cbc:PaymentMeansCode", CREDIT_TRANSFER),
                self.write("cbc:PaymentID", self.document.reference),
                self.account(account),
            )

    def account(self, account: Account) -> _Element | None:
        branch = _GIROS.get(account.scheme, account.bic)
        return self.write(
            "cac:PayeeFinancialAccount",
            self.write("cbc:ID", account.number),
            self.write("cbc:Name", account.name),
            self.write("cac:FinancialInstitutionBranch", self.write("cbc:ID", branch)),
        )

    def vat_sum(self, vat_sum: VatSum) -> _Element | None:
        return self.write(
            "cac:TaxSubtotal",
            self.amount("TaxableAmount", vat_sum.net),
            self.amount("TaxAmount", vat_sum.vat),
            self.category("cac:TaxCategory", vat_sum.category, vat_sum.rate, vat_sum.reason),
        )

    def category(self, name: str, category: str, rate: Decimal, reason: str = "") -> _Element | None:
        return self.write(
            name,
            self.write("cbc:ID", category),
            self.write("cbc:Percent", plain(rate * 100)),
            self.write("cbc:TaxExemptionReason", reason),
            self.vat_scheme(),
        )

    def vat_scheme(self) -> _Element | None:
        return self.write("cac:TaxScheme", self.write("cbc:ID", "VAT"))

    def totals(self) -> _Element | None:
        document = self.document
        return self.write(
            "cac:LegalMonetaryTotal",
            self.amount("LineExtensionAmount", document.net),
            self.amount("TaxExclusiveAmount", document.net),
            self.amount("TaxInclusiveAmount", document.gross),
            self.amount("PayableRoundingAmount", document.rounding) if document.rounding else None,
            self.amount("PayableAmount", document.total),
        )

    def line(self, line: Line) -> _Element | None:
        write, is_credit = self.write, self.document.is_credit_note
        return write(
            "cac:CreditNoteLine" if is_credit else "cac:InvoiceLine",
            write("cbc:ID", str(line.ordinal)),
            write("cbc:CreditedQuantity" if is_credit else "cbc:InvoicedQuantity", plain(line.quantity), unitCode=ONE),
            self.amount("LineExtensionAmount", line.net),
            self.period(line.during),
            write(
                "cac:Item",
                write("cbc:Description", line.part),
                write("cbc:Name", line.name),
                self.category("cac:ClassifiedTaxCategory", line.category, line.rate),
            ),
            write("cac:Price", write("cbc:PriceAmount", plain(line.price), currencyID=self.document.currency)),
        )

    def period(self, during: Days | None) -> Any:
        if during is None:
            return None
        days = self.write("cbc:StartDate", str(during.first)), self.write("cbc:EndDate", str(during.latest))
        return self.write("cac:InvoicePeriod", *days)

    def amount(self, name: str, amount: Decimal) -> _Element | None:
        return self.write(f"cbc:{name}", f"{amount:.2f}", currencyID=self.document.currency)


def plain(number: Decimal) -> str:
    """A number without zeros at its end and without an exponent."""
    return f"{number.normalize():f}"
