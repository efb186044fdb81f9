"""An invoice in the terms of EN 16931, the European norm of what an electronic invoice says; every format is written from it.

The norm's number of a term stands beside what is not plain (BT a term, BG a group). A credit note is told in the sense of the norm:
what it gives back is positive. Pure: rows go in, the document comes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.billing.rules.line_words import line_text, part_text

STANDARD, ZERO, EXEMPT = "S", "Z", "E"
CENT = Decimal("0.01")
# A price is net and for one; so many decimals that a hundred thousand times it is the line to the cent.
PRICE_STEP = Decimal("0.00000001")


@dataclass(frozen=True)
class Endpoint:
    """Where a party gets electronic documents (BT-34, BT-49): a number and the code of the scheme that the number is of.

    `operator` is who has the number, where documents are carried by operators, as in Finland.
    """

    scheme: str
    number: str
    operator: str = ""


@dataclass(frozen=True)
class Party:
    """The seller (BG-4) or the buyer (BG-7)."""

    name: str
    street: str
    care_of: str
    postal_code: str
    town: str
    country: str
    vat_number: str
    company_number: str
    endpoint: Endpoint | None
    is_person: bool = False
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Account:
    """An account of the seller that the invoice can be paid to (BG-17)."""

    scheme: str
    number: str
    bic: str
    name: str


@dataclass(frozen=True)
class Days:
    """From the first day to the latest, both counted."""

    first: date
    latest: date


@dataclass(frozen=True)
class Line:
    """A line (BG-25). `price` is net and never negative: what is taken back is so in its quantity."""

    ordinal: int
    name: str
    part: str
    quantity: Decimal
    price: Decimal
    net: Decimal
    vat: Decimal
    rate: Decimal
    category: str
    during: Days | None

    @property
    def gross(self) -> Decimal:
        """With VAT."""
        return self.net + self.vat


@dataclass(frozen=True)
class VatSum:
    """What a category and rate come to (BG-23)."""

    category: str
    rate: Decimal
    net: Decimal
    vat: Decimal
    reason: str


@dataclass(frozen=True)
class Preceding:
    """The invoice that a credit note takes back from (BG-3).

    `authority_number` is what the tax authority calls it, once it has it. The note is the `modification`-th of the invoice, and
    `lines_before` are those of the invoice and of the notes before; `gross` is what the invoice came to.
    """

    number: str
    issued_on: date
    authority_number: str = ""
    modification: int = 1
    lines_before: int = 0
    gross: Decimal = Decimal(0)


@dataclass(frozen=True)
class EInvoice:
    """A posted document in the terms of EN 16931."""

    invoice_id: int
    number: str
    is_credit_note: bool
    issued_on: date
    due_on: date
    currency: str
    language: str
    channel: str
    buyer_number: str
    reference: str
    terms: str
    seller: Party
    buyer: Party
    accounts: tuple[Account, ...]
    preceding: Preceding | None
    lines: tuple[Line, ...]
    vat_sums: tuple[VatSum, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    rounding: Decimal
    total: Decimal

    @property
    def during(self) -> Days | None:
        """The period of the whole document (BG-14): the law asks for the day of supply."""
        periods = [line.during for line in self.lines if line.during]
        return Days(min(days.first for days in periods), max(days.latest for days in periods)) if periods else None


def e_invoice(document: Any, lines: Sequence[Any]) -> EInvoice:
    """A document from its row and the rows of its lines (`billing/einvoice_documents`, `billing/einvoice_lines`)."""
    is_credit_note = document.kind == "credit_note"
    sign = -1 if is_credit_note else 1
    with override(document.language):
        told = tuple(_line(row, sign, (document.language, document.seller["language"])) for row in lines)
        return EInvoice(
            invoice_id=document.id,
            number=document.document_number,
            is_credit_note=is_credit_note,
            issued_on=document.issued_on,
            due_on=document.due_on,
            currency=document.currency,
            language=document.language,
            channel=document.channel,
            buyer_number=str(document.buyer["number"]),
            reference=document.reference,
            terms=_terms(document),
            seller=_seller(document.seller),
            buyer=_buyer(document),
            accounts=tuple(_account(row) for row in document.seller["bank_accounts"] if row["currency"] == document.currency),
            preceding=_preceding(document),
            lines=told,
            vat_sums=tuple(_vat_sums(told)),
            net=sign * document.net,
            vat=sign * document.vat,
            gross=sign * document.gross,
            rounding=sign * document.rounding,
            total=sign * document.total,
        )


def digits(text: str) -> str:
    """The figures of a number that is written with dashes, spaces or letters."""
    return "".join(letter for letter in text if letter.isdigit())


def _line(row: Any, sign: int, languages: tuple[str, ...]) -> Line:
    net = sign * row.net
    quantity = abs(row.quantity) or Decimal(1)
    return Line(
        ordinal=row.ordinal,
        name=line_text(row.description, *languages),
        part=part_text(row.description, *languages),
        quantity=quantity if net >= 0 else -quantity,
        price=(abs(net) / quantity).quantize(PRICE_STEP, ROUND_HALF_UP).normalize(),
        net=net,
        vat=sign * row.vat,
        rate=row.rate,
        category=STANDARD if row.rate else EXEMPT if row.tax_category == "exempt" else ZERO,
        during=_days(row.during),
    )


def _days(period: Any) -> Days | None:
    if not period or not period.lower or not period.upper:
        return None
    return Days(period.lower, period.upper - timedelta(days=1))


def _vat_sums(lines: Sequence[Line]) -> list[VatSum]:
    sums: dict[tuple[str, Decimal], list[Line]] = defaultdict(list)
    for line in lines:
        sums[line.category, line.rate].append(line)
    return [
        VatSum(
            category=category,
            rate=rate,
            net=sum((line.net for line in of_rate), Decimal(0)),
            vat=sum((line.vat for line in of_rate), Decimal(0)),
            reason=_("Exempt from VAT") if category == EXEMPT else "",
        )
        for (category, rate), of_rate in sorted(sums.items(), key=lambda item: (item[0][1], item[0][0]))
    ]


def _preceding(document: Any) -> Preceding | None:
    if not document.credited_number:
        return None
    return Preceding(
        number=document.credited_number,
        issued_on=document.credited_on,
        authority_number=document.credited_receipt or "",
        modification=document.notes_before + 1,
        lines_before=document.lines_before,
        gross=document.credited_gross,
    )


def _terms(document: Any) -> str:
    if document.kind == "credit_note":
        return _("The amount is set off against what you owe, or else stays on your account.")
    return _("%(days)s days net") % {"days": (document.due_on - document.issued_on).days}


def _seller(seller: Mapping[str, Any]) -> Party:
    return Party(
        name=seller["name"],
        street=seller["street_line"],
        care_of="",
        postal_code=seller["postal_code"],
        town=seller["town"],
        country=seller["country"],
        vat_number=seller["vat_number"],
        company_number=seller["company_number"],
        endpoint=_own_endpoint(seller),
        phone=seller["phone"],
        email=seller["email"],
    )


def _own_endpoint(seller: Mapping[str, Any]) -> Endpoint | None:
    """A seller's address by the numbers that he has anyway: in Sweden the organisation's, in Finland the OVT code, else the VAT number."""
    own = digits(seller["company_number"])
    return {
        "SE": Endpoint("0007", own),
        "FI": Endpoint("0216", f"0037{own}"),
        "PL": Endpoint("9945", seller["vat_number"]),
        "HU": Endpoint("9910", seller["vat_number"]),
    }.get(seller["country"])


def _buyer(document: Any) -> Party:
    """The buyer as posted; where he gets e-invoices, and his number in the register, as they are today: so a mistake there is mended."""
    buyer = document.buyer
    scheme, _colon, address = document.einvoice_address.partition(":")
    number, _at, operator = address.partition("@")
    return Party(
        name=buyer["name"],
        street=buyer.get("street") or "",
        care_of=buyer.get("care_of") or "",
        postal_code=buyer.get("postal_code") or "",
        town=buyer.get("town") or "",
        country=buyer["country"],
        vat_number=buyer.get("vat_number") or "",
        company_number=document.company_number,
        endpoint=Endpoint(scheme, number, operator) if number else None,
        is_person=document.payer_kind == "person",
    )


def _account(row: Mapping[str, str]) -> Account:
    return Account(scheme=row["scheme"], number=row["number"], bic=row["bic"], name=row["name"])
