"""What stands on an invoice or credit note: frozen rows made into words and figures of the customer's language.

Reads the posted rows and nothing that could have changed since. The look is `invoice.typ`.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import segno
from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from abonent.billing.documents.design import Addressee, design_data
from abonent.billing.documents.imprint import imprint
from abonent.billing.models import Invoice, InvoiceLine, ProForma, ProFormaLine
from abonent.billing.rules.account_words import ACCOUNT_KINDS, account_label, account_number, reference_in_groups, reference_label
from abonent.billing.rules.document_layouts import AMOUNT, CREDIT_NOTE, INVOICE, PRO_FORMA, TemplateDescription, usual_description
from abonent.billing.rules.line_words import line_text, note_text, part_text
from abonent.billing.rules.payment_qr import PaymentDemand, finnish_bar_code, payment_code
from abonent.customers.rules.address_lines import address_lines, return_line
from abonent.ui import wording

TEMPLATE = Path(__file__).with_name("invoice.typ")
QR_MASK = 3  # any mask can be read; to try all eight takes longer than the page


def invoice_data(invoice: Invoice, lines: Sequence[InvoiceLine], described: TemplateDescription | None = None) -> dict[str, Any]:
    """What the template sets; every text and figure ready. `described` is how its company wants it, None as usual."""
    with override(invoice.language):
        return InvoicePaper(invoice, lines, described).data()


def pro_forma_data(
    pro_forma: ProForma, lines: Sequence[ProFormaLine], described: TemplateDescription | None = None, *, products: Collection[int] = ()
) -> dict[str, Any]:
    """The same of a pro forma: what the invoice would say, without a claim. Its lines do not know which `products` they are of."""
    with override(pro_forma.language):
        return _ProForma(pro_forma, lines, described, products).data()


class InvoicePaper:
    """One document and the language it speaks."""

    def __init__(self, invoice: Any, lines: Sequence[Any], described: TemplateDescription | None = None) -> None:
        self.invoice = invoice
        self.lines = sorted(lines, key=lambda line: line.ordinal)
        self.seller = invoice.seller
        self.buyer = invoice.buyer
        self.language = invoice.language
        self.languages = (invoice.language, self.seller["language"])
        self.is_gross = invoice.basis == "gross"
        self.described = described
        self.columns = (described or usual_description(INVOICE)).columns

    def data(self) -> dict[str, Any]:
        invoice = self.invoice
        kind = self.kind()
        return {
            "language": self.language,
            "kind": kind,
            "title": f"{kind} {invoice.document_number}",
            "seller": self.seller["name"],
            "logo": str(self.seller.get("logo", "")),
            "return_line": return_line(self.seller),
            "buyer": address_lines(self.buyer, sent_from=self.seller["country"]),
            "facts": self.facts(),
            "hero": self.hero(),
            "notes": self.notes(),
            "table": {"head": self.table_head(), "lines": self.table_lines()},
            "vat": self.vat_table(),
            "sums": self.sums(),
            "total": [self.total_label(), self.money(invoice.total)],
            "pay": self.payment(),
            "codes": [{"qr": qr_picture(code["text"]), "caption": code["caption"]} for code in self.codes()],
            "imprint": imprint(self.seller),
            "page": _("Page %(page)s of %(pages)s"),
            **design_data(self.layout(), self.described, self.addressee(), self.values()),
        }

    def layout(self) -> str:
        """Of which kind its template is."""
        return CREDIT_NOTE if self.invoice.is_credit_note else INVOICE

    def addressee(self) -> Addressee:
        """By which texts of the template it is met."""
        products = {line.product_id for line in self.lines if line.product_id}
        return Addressee(self.languages, self.invoice.channel, products)

    def values(self) -> dict[str, str]:
        """What the fields of texts stand for."""
        invoice = self.invoice
        return {
            "name": self.buyer["name"],
            "customer_number": str(self.buyer["number"]),
            "number": invoice.document_number,
            "day": self.day(invoice.issued_on),
            "due_day": self.day(invoice.due_on),
            "reference": self.reference(),
            "total": self.money(abs(invoice.total)),
            "company": self.seller["name"],
        }

    def kind(self) -> str:
        return pgettext("document", "Credit note") if self.invoice.is_credit_note else pgettext("document", "Invoice")

    def total_label(self) -> str:
        return _("Total") if self.invoice.is_credit_note else _("To pay")

    def facts(self) -> list[list[str]]:
        invoice = self.invoice
        number = _("Credit note number") if invoice.is_credit_note else _("Invoice number")
        facts = [
            (number, invoice.document_number),
            (_("Customer number"), str(self.buyer["number"])),
            (_("Date"), self.day(invoice.issued_on)),
            (_("Your VAT number"), self.buyer.get("vat_number") or ""),
            (_("Delivery"), self.delivery()),
        ]
        if not invoice.is_credit_note:
            days = (invoice.due_on - invoice.issued_on).days
            facts.insert(3, (_("Payment terms"), _("%(days)s days net") % {"days": days}))
        return [[name, value] for name, value in facts if value]

    def hero(self) -> list[list[str]]:
        invoice = self.invoice
        if invoice.is_credit_note:
            return [[_("In your favour"), self.money(-invoice.total)], [_("Date"), self.day(invoice.issued_on)]]
        return [
            [_("To pay"), self.money(invoice.total)],
            [_("Due day"), self.day(invoice.due_on)],
            [reference_label(self.seller["country"]), self.reference()],
        ]

    def notes(self) -> list[str]:
        credited = self.invoice.credits
        if credited is None:
            return []
        return [
            _("Credits invoice %(number)s of %(day)s. The amount is set off against it, or else stays on your account.")
            % {"number": credited.document_number, "day": self.day(credited.issued_on)}
        ]

    def table_head(self) -> list[str]:
        amount = _("Amount with VAT") if self.is_gross else _("Amount without VAT")
        heads = {"quantity": _("Quantity"), "price": _("Price"), "rate": _("VAT"), AMOUNT: amount}
        return [_("What"), *(heads[column] for column in self.columns)]

    def table_lines(self) -> list[dict[str, Any]]:
        """A row per line; above the parts of a bundle stands its name."""
        rows: list[dict[str, Any]] = []
        for _charge, group in groupby(self.lines, key=lambda line: (line.charge_id, line.credited_invoice_id and line.ordinal)):
            lines = list(group)
            if len(lines) > 1:
                rows.append(
                    {"kind": "bundle", "text": self.text(lines[0]), "notes": self.beneath(lines[0]), "figures": [""] * len(self.columns)}
                )
            rows += [self.table_row(line, place, lines) for place, line in enumerate(lines, start=1)]
        return rows

    def table_row(self, line: InvoiceLine, place: int, bundle: list[InvoiceLine]) -> dict[str, Any]:
        part = part_text(line.description, *self.languages)
        amount = line.gross if self.is_gross else line.net
        said = {
            "quantity": self.quantity(line.quantity),
            "price": self.price(line.unit_price),
            "rate": self.rate(line.rate),
            AMOUNT: self.figure(amount),
        }
        figures = [said[column] for column in self.columns]
        if len(bundle) > 1:
            return {"kind": "part" if place < len(bundle) else "last part", "text": part, "notes": [], "figures": figures}
        return {"kind": "line", "text": self.text(line), "notes": [*([part] if part else []), *self.beneath(line)], "figures": figures}

    def text(self, line: InvoiceLine) -> str:
        return line_text(line.description, *self.languages)

    def vat_table(self) -> dict[str, Any]:
        sums: dict[Decimal, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0), Decimal(0)])
        for line in self.lines:
            for place, amount in enumerate((line.net, line.vat, line.gross)):
                sums[line.rate][place] += amount
        rows = [[self.rate(rate), *(self.figure(amount) for amount in amounts)] for rate, amounts in sorted(sums.items())]
        return {"head": [_("VAT rate"), _("Net"), _("VAT"), _("Gross")], "rows": rows}

    def sums(self) -> list[list[str]]:
        sums = [(_("Net"), self.invoice.net), (_("VAT"), self.invoice.vat), (_("Rounding"), self.invoice.rounding)]
        return [[name, self.figure(amount)] for name, amount in sums if amount or name != _("Rounding")]

    def codes(self) -> list[dict[str, str]]:
        """Codes by which the document is looked up at its tax authority."""
        return [code for document in self.invoice.outbox.all() for code in document.codes] if self.invoice.pk else []

    def payment(self) -> dict[str, Any] | None:
        if self.invoice.total <= 0:
            return None
        code = self.code()
        return {
            "title": _("How to pay"),
            "rows": self.payment_rows(),
            "remark": _("Always give the reference: it tells us which invoice you pay."),
            "qr": qr_picture(code) if code else None,
            "qr_caption": _("Scan in your bank's app"),
        }

    def payment_rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = [[account_label(account), self.account(account), True] for account in self.accounts()]
        rows += [
            [reference_label(self.seller["country"]), self.reference(), True],
            [_("Amount"), self.money(self.invoice.total), False],
            [_("Due day"), self.day(self.invoice.due_on), False],
            [_("Payee"), self.seller["name"], False],
        ]
        bar_code = self.bar_code()
        return [*rows, [_("Virtual bar code"), bar_code, False]] if bar_code else rows

    def accounts(self) -> list[dict[str, str]]:
        return [account for account in self.seller["bank_accounts"] if account["currency"] == self.invoice.currency]

    def account(self, account: dict[str, str]) -> str:
        number = account_number(account)
        return f"{number}, BIC {account['bic']}" if account["bic"] else number

    def code(self) -> str | None:
        accounts = [account for account in self.accounts() if account["scheme"] in ACCOUNT_KINDS]
        if not accounts:
            return None
        invoice, account, seller = self.invoice, accounts[0], self.seller
        demand = PaymentDemand(
            country=seller["country"],
            payee=seller["name"],
            organisation_number=seller["vat_number"] if seller["country"] == "PL" else seller["company_number"],
            account_kind=ACCOUNT_KINDS[account["scheme"]],
            account=account["number"],
            bic=account["bic"],
            reference=invoice.reference,
            amount=invoice.total,
            vat=invoice.vat,
            currency=invoice.currency,
            invoiced_on=invoice.issued_on,
            due_on=invoice.due_on,
        )
        try:
            return payment_code(demand)
        except ValueError:
            # An account or amount that the format cannot say: the invoice goes out without a code rather than with a wrong one.
            return None

    def bar_code(self) -> str:
        ibans = [account["number"] for account in self.accounts() if account["scheme"] == "iban" and account["number"].startswith("FI")]
        if self.seller["country"] != "FI" or not ibans:
            return ""
        digits = finnish_bar_code(iban=ibans[0], amount=self.invoice.total, reference=self.invoice.reference, due_on=self.invoice.due_on)
        return " ".join(digits[start : start + 6] for start in range(0, len(digits), 6))

    def delivery(self) -> str:
        """From the first day paid for to the last, over all lines; the law asks for the day of supply."""
        periods = [line.during for line in self.lines if line.during and line.during.lower and line.during.upper]
        if not periods or self.invoice.is_credit_note:
            return ""
        return self.days(min(period.lower for period in periods), max(period.upper for period in periods) - timedelta(days=1))

    def beneath(self, line: InvoiceLine) -> list[str]:
        note = note_text(line.description)
        return [*self.during(line), *([note] if note else [])]

    def during(self, line: InvoiceLine) -> list[str]:
        if not line.during or not line.during.lower or not line.during.upper:
            return []
        return [self.days(line.during.lower, line.during.upper - timedelta(days=1))]

    def days(self, first: date, latest: date) -> str:
        return self.short_day(first) if first == latest else f"{self.short_day(first)} {wording.DASH} {self.short_day(latest)}"

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=wording.locale(self.language))

    def short_day(self, value: date) -> str:
        return wording.short_day(value, date.min, self.language)

    def money(self, amount: Decimal) -> str:
        return wording.money(amount, self.invoice.currency, self.language)

    def figure(self, amount: Decimal) -> str:
        return wording.number(amount, self.language, decimals=2)

    def price(self, amount: Decimal) -> str:
        """Two decimals, or as many as the unit price has."""
        decimals = max(2, -int(amount.normalize().as_tuple().exponent))
        return wording.number(amount, self.language, decimals=decimals)

    def quantity(self, amount: Decimal) -> str:
        return wording.number(amount.normalize() if amount % 1 else int(amount), self.language)

    def rate(self, rate: Decimal) -> str:
        return wording.percent(rate, self.language, decimals=0 if (rate * 100) % 1 == 0 else 1)

    def reference(self) -> str:
        return reference_in_groups(self.invoice.reference, self.seller["country"])


class _ProForma(InvoicePaper):
    """A pro forma: it names no due day, no reference and no account, so that nobody pays it by mistake."""

    def __init__(self, pro_forma: Any, lines: Sequence[Any], described: TemplateDescription | None, products: Collection[int]) -> None:
        super().__init__(pro_forma, lines, described)
        self.products = products

    def layout(self) -> str:
        """Of which kind its template is."""
        return PRO_FORMA

    def addressee(self) -> Addressee:
        """It has no way of its own to the customer."""
        return Addressee(self.languages, products=self.products)

    def values(self) -> dict[str, str]:
        """What the fields of texts stand for."""
        pro_forma = self.invoice
        return {
            "name": self.buyer["name"],
            "customer_number": str(self.buyer["number"]),
            "number": pro_forma.document_number,
            "day": self.day(pro_forma.issued_on),
            "valid_until": self.day(pro_forma.valid_until),
            "total": self.money(pro_forma.total),
            "company": self.seller["name"],
        }

    def kind(self) -> str:
        return pgettext("document", "Pro forma invoice")

    def total_label(self) -> str:
        return _("Total")

    def facts(self) -> list[list[str]]:
        facts = [
            (_("Number"), self.invoice.document_number),
            (_("Customer number"), str(self.buyer["number"])),
            (_("Date"), self.day(self.invoice.issued_on)),
            (_("Valid until"), self.day(self.invoice.valid_until)),
            (_("Your VAT number"), self.buyer.get("vat_number") or ""),
            (_("Delivery"), self.delivery()),
        ]
        return [[name, value] for name, value in facts if value]

    def hero(self) -> list[list[str]]:
        return [[_("Total"), self.money(self.invoice.total)], [_("Valid until"), self.day(self.invoice.valid_until)]]

    def notes(self) -> list[str]:
        return [_("This is not an invoice and nothing is to be paid yet. The invoice follows once you agree.")]

    def codes(self) -> list[dict[str, str]]:
        return []

    def payment(self) -> dict[str, Any] | None:
        return None


def qr_picture(text: str) -> str:
    """The code as SVG without border; the page gives it its quiet zone."""
    picture = io.BytesIO()
    segno.make(text, error="m", mask=QR_MASK, micro=False, encoding="utf-8", eci=False).save(
        picture, kind="svg", xmldecl=False, border=0, omitsize=True
    )
    return picture.getvalue().decode()
