"""Finvoice 3.0, what Finnish operators and banks carry. Amounts have a decimal comma, and those of a credit note are negative."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from textwrap import wrap

from lxml.etree import _Element

from abonent.billing.rules.einvoice import Account, EInvoice, Line, Party, VatSum
from abonent.connectors.einvoices.formats.xml import Writer, as_bytes

_write = Writer({})
_LINE_OF_ADDRESS, _LINE_OF_NAME, _LINE_OF_NOTE = 35, 70, 70
_PRICE_STEP, _HUNDREDTH = Decimal("0.00001"), Decimal("0.01")
ONE = "C62"


def write(document: EInvoice) -> bytes:
    """The document as Finvoice."""
    return as_bytes(_Document(document).root())


class _Document:
    """One document; `sign` turns what a credit note gives back into less than nothing."""

    def __init__(self, document: EInvoice) -> None:
        self.document = document
        self.sign = -1 if document.is_credit_note else 1

    def root(self) -> _Element:
        seller, buyer = self.document.seller, self.document.buyer
        return _write.root(
            "Finvoice",
            self.party("Seller", seller),
            _unit("Seller", seller),
            _write(
                "SellerCommunicationDetails",
                _write("SellerPhoneNumberIdentifier", seller.phone),
                _write("SellerEmailaddressIdentifier", seller.email),
            ),
            _write("SellerInformationDetails", [self.account(account) for account in self.ibans()]),
            self.party("Buyer", buyer),
            _unit("Buyer", buyer),
            self.details(),
            [self.row(line) for line in self.document.lines],
            self.payment(),
            Version="3.0",
        )

    def party(self, role: str, party: Party) -> _Element | None:
        address = _write(
            f"{role}PostalAddressDetails",
            [
                _write(f"{role}StreetName", text)
                for text in wrap(", ".join(filter(None, (party.care_of, party.street))), _LINE_OF_ADDRESS)[:3]
            ],
            _write(f"{role}TownName", party.town[:_LINE_OF_ADDRESS]),
            _write(f"{role}PostCodeIdentifier", party.postal_code),
            _write("CountryCode", party.country),
        )
        return _write(
            f"{role}PartyDetails",
            _write(f"{role}PartyIdentifier", party.company_number),
            [_write(f"{role}OrganisationName", text) for text in wrap(party.name, _LINE_OF_NAME)],
            _write(f"{role}OrganisationTaxCode", party.vat_number),
            # An address is whole or not there: the schema wants street, town and code of one that is.
            address if party.street and party.town and party.postal_code else None,
        )

    def ibans(self) -> list[Account]:
        return [account for account in self.document.accounts if account.scheme == "iban" and account.bic]

    def account(self, account: Account) -> _Element | None:
        return _write(
            "SellerAccountDetails",
            _write("SellerAccountID", account.number, IdentificationSchemeName="IBAN"),
            _write("SellerBic", account.bic, IdentificationSchemeName="BIC"),
        )

    def details(self) -> _Element | None:
        document, is_credit = self.document, self.document.is_credit_note
        during, credited = document.during, document.preceding
        return _write(
            "InvoiceDetails",
            _write("InvoiceTypeCode", "INV02" if is_credit else "INV01"),
            _write("InvoiceTypeCodeUN", "381" if is_credit else "380"),
            _write("InvoiceTypeText", "HYVITYSLASKU" if is_credit else "LASKU"),
            _write("OriginCode", "Original"),
            _write("InvoiceNumber", document.number),
            _day("InvoiceDate", document.issued_on),
            credited and _write("OriginalInvoiceNumber", credited.number),
            credited and _day("OriginalInvoiceDate", credited.issued_on),
            during and _day("InvoicingPeriodStartDate", during.first),
            during and _day("InvoicingPeriodEndDate", during.latest),
            _write("SellersBuyerIdentifier", document.buyer_number),
            _write("BuyerReferenceIdentifier", document.buyer_number),
            self.amount("RowsTotalVatExcludedAmount", document.net),
            self.amount("InvoiceTotalVatExcludedAmount", document.net),
            self.amount("InvoiceTotalVatAmount", document.vat),
            self.amount("InvoiceTotalVatIncludedAmount", document.gross),
            self.amount("InvoiceTotalRoundoffAmount", document.rounding) if document.rounding else None,
            [self.vat_sum(each) for each in document.vat_sums],
            _write(
                "PaymentTermsDetails",
                [_write("PaymentTermsFreeText", text) for text in wrap(document.terms, _LINE_OF_NOTE)[:2]],
                None if is_credit else _day("InvoiceDueDate", document.due_on),
            ),
        )

    def vat_sum(self, vat_sum: VatSum) -> _Element | None:
        return _write(
            "VatSpecificationDetails",
            self.amount("VatBaseAmount", vat_sum.net),
            _write("VatRatePercent", _percent(vat_sum.rate)),
            _write("VatCode", vat_sum.category),
            self.amount("VatRateAmount", vat_sum.vat),
            _write("VatFreeText", vat_sum.reason),
        )

    def row(self, line: Line) -> _Element | None:
        currency = self.document.currency
        return _write(
            "InvoiceRow",
            _write("ArticleName", line.name[:100]),
            _write("ArticleDescription", line.part),
            _write("InvoicedQuantity", _comma(self.sign * line.quantity), QuantityUnitCodeUN=ONE),
            line.during and _day("StartDate", line.during.first),
            line.during and _day("EndDate", line.during.latest),
            _write("UnitPriceAmount", _price(line.price), AmountCurrencyIdentifier=currency, QuantityUnitCodeUN=ONE),
            _write("RowPositionIdentifier", str(line.ordinal)),
            _write("RowVatRatePercent", _percent(line.rate)),
            _write("RowVatCode", line.category),
            self.amount("RowVatAmount", line.vat),
            self.amount("RowVatExcludedAmount", line.net),
            self.amount("RowAmount", line.gross),
        )

    def payment(self) -> _Element | None:
        """What the bank's form is filled with; it must agree with the invoice."""
        document = self.document
        account = next(iter(self.ibans()), None)
        if account is None:
            return None
        scheme = "ISO" if document.reference.startswith("RF") else "SPY"
        return _write(
            "EpiDetails",
            _write(
                "EpiIdentificationDetails",
                _day("EpiDate", document.issued_on),
                _write("EpiReference", document.reference),
            ),
            _write(
                "EpiPartyDetails",
                _write("EpiBfiPartyDetails", _write("EpiBfiIdentifier", account.bic, IdentificationSchemeName="BIC")),
                _write(
                    "EpiBeneficiaryPartyDetails",
                    _write("EpiNameAddressDetails", document.seller.name[:_LINE_OF_ADDRESS].strip()),
                    _write("EpiAccountID", account.number, IdentificationSchemeName="IBAN"),
                ),
            ),
            _write(
                "EpiPaymentInstructionDetails",
                _write("EpiRemittanceInfoIdentifier", document.reference, IdentificationSchemeName=scheme),
                self.amount("EpiInstructedAmount", document.total),
                _write("EpiCharge", "SHA", ChargeOption="SHA"),
                _day("EpiDateOptionDate", document.due_on),
            ),
        )

    def amount(self, name: str, amount: Decimal) -> _Element | None:
        return _write(name, _comma(self.sign * amount, _HUNDREDTH), AmountCurrencyIdentifier=self.document.currency)


def _unit(role: str, party: Party) -> _Element | None:
    """The electronic address stands for the part of the organisation that the invoice comes from or goes to."""
    return _write(f"{role}OrganisationUnitNumber", party.endpoint.number) if party.endpoint else None


def _day(name: str, day: date) -> _Element | None:
    return _write(name, f"{day:%Y%m%d}", Format="CCYYMMDD")


def _percent(rate: Decimal) -> str:
    return _comma((rate * 100).normalize())


def _price(price: Decimal) -> str:
    """Two decimals, or as many as the price has; the schema knows five."""
    exact = price.quantize(_PRICE_STEP).normalize()
    return _comma(exact, max(_PRICE_STEP, min(_HUNDREDTH, Decimal(1).scaleb(int(exact.as_tuple().exponent)))))


def _comma(number: Decimal, step: Decimal | None = None) -> str:
    """A number as Finns write it; minus nothing is nothing."""
    rounded = number.quantize(step) if step else number.normalize()
    return f"{rounded + 0:f}".replace(".", ",")
