"""Why an invoice comes to what it does: its lines with their reasons, beside what the payer was billed the time before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abonent.billing.models import BillingPlan, BillingPlanLine, BillingTreatment, Invoice, InvoiceLine
from abonent.billing.rules.line_words import line_text, part_text
from abonent.catalog.rules.trace_words import trace_lines
from abonent.charges.models import PriceTrace
from abonent.ui import wording
from abonent.ui.steps import Receipt, ReceiptStep


@dataclass(frozen=True)
class Billed:
    """What a receipt needs of a line, planned or posted."""

    description: Mapping[str, Any]
    during: Any
    product_id: int | None
    revenue_class: str
    gross: Decimal
    vat: Decimal
    rate: Decimal
    trace_id: int | None

    @property
    def sort(self) -> tuple[Any, ...]:
        """What makes it the same line as one of the time before."""
        return (self.description.get("code"), self.product_id, self.revenue_class)


@dataclass(frozen=True)
class Before:
    """The payer's invoice before this one."""

    total: Decimal
    issued_on: date
    lines: Sequence[Billed]


def receipt_of_row(row: BillingPlan, *, language: str) -> Receipt:
    """The receipt of an invoice that is planned."""
    lines = _planned_lines(row)
    before = _before(Invoice.objects.filter(pk=row.previous_id).first()) if row.previous_id else None
    return _receipt(lines, row.rounding, row.total, row.currency, language, about=row.payer.name, before=before)


def receipt_of_invoice(invoice: Invoice, *, language: str) -> Receipt:
    """The receipt of a posted document."""
    earlier = Invoice.objects.filter(payer__in=invoice.payer.merged_ids, entity=invoice.entity_id, kind=Invoice.INVOICE, pk__lt=invoice.pk)
    before = None if invoice.is_credit_note else _before(earlier.order_by("-pk").first())
    about = f"{invoice.buyer['name']}, {invoice.document_number}"
    lines = _posted_lines(invoice)
    return _receipt(lines, invoice.rounding, invoice.total, invoice.currency, language, about=about, before=before)


def receipt_of_line(line: InvoiceLine, *, language: str) -> Receipt:
    """The receipt of one line: the steps by which its price came about."""
    steps = line.trace.steps if line.trace else []
    shown = [ReceiptStep(step.text, step.amount, step.source) for step in trace_lines(steps, language)]
    text = line_text(line.description, language)
    tax = _("of which VAT %(rate)s %(amount)s") % {"rate": _rate(line.rate, language), "amount": wording.money(line.vat, None, language)}
    return Receipt(
        shown or [ReceiptStep(text, line.gross, _during_words(line.during, language))],
        line.gross,
        line.invoice.currency,
        language,
        about=text,
        total_label=_("The line"),
        tax_words=tax,
    )


def _receipt(
    lines: Sequence[Billed], rounding: Decimal, total: Decimal, currency: str, language: str, *, about: str, before: Before | None
) -> Receipt:
    sources = _sources(lines, language)
    known = _amounts_by_sort(before.lines) if before else {}
    steps = [
        ReceiptStep(_text(line, language), line.gross, _source(line, sources, language), _changed(line, known, before, language))
        for line in lines
    ]
    if rounding:
        steps.append(ReceiptStep(_("Rounding"), rounding, _("To the step of the currency")))
    return Receipt(
        steps,
        total,
        currency,
        language,
        about=about,
        tax_words=_tax_words(lines, language),
        before_words=_before_words(total, before, language),
    )


def _changed(line: Billed, known: Mapping[Any, set[Decimal]], before: Before | None, language: str) -> str:
    if before is None or line.gross in known.get(line.sort, ()):
        return ""
    return _("changed since %(month)s") % {"month": wording.month_name(before.issued_on, language)}


def _amounts_by_sort(lines: Iterable[Billed]) -> dict[Any, set[Decimal]]:
    amounts: dict[Any, set[Decimal]] = defaultdict(set)
    for line in lines:
        amounts[line.sort].add(line.gross)
    return amounts


def _text(line: Billed, language: str) -> str:
    part = part_text(line.description, language)
    text = line_text(line.description, language)
    return f"{text}, {part}" if part else text


def _source(line: Billed, sources: Mapping[int, str], language: str) -> str:
    words = [_during_words(line.during, language), sources.get(line.trace_id or 0, "")]
    return ", ".join(word for word in words if word)


def _sources(lines: Iterable[Billed], language: str) -> dict[int, str]:
    """Where each price stands: the sources of its trace, said once."""
    traces = PriceTrace.objects.filter(pk__in={line.trace_id for line in lines if line.trace_id})
    return {trace.pk: next((step.source for step in trace_lines(trace.steps, language) if step.source), "") for trace in traces}


def _during_words(during: Any, language: str) -> str:
    if not during or not during.lower:
        return ""
    first, latest = wording.days_between(during, date.min, language)
    return f"{first} {wording.DASH} {latest}" if latest and latest != first else first


def _tax_words(lines: Iterable[Billed], language: str) -> str:
    sums: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.rate] += line.vat
    rates = [f"{_rate(rate, language)} {wording.money(vat, None, language)}" for rate, vat in sorted(sums.items()) if vat]
    return _("of which VAT %(rates)s") % {"rates": ", ".join(rates)} if rates else ""


def _before_words(total: Decimal, before: Before | None, language: str) -> str:
    if before is None:
        return _("First invoice")
    words = f"{wording.month(before.issued_on, language)} {wording.money(before.total, None, language)}"
    if not before.total or before.total == total:
        return words
    return f"{words}, {wording.percent((total - before.total) / before.total, language, sign=True)}"


def _rate(rate: Decimal, language: str) -> str:
    return wording.percent(rate, language, decimals=0 if (rate * 100) % 1 == 0 else 1)


def _before(invoice: Invoice | None) -> Before | None:
    return Before(invoice.total, invoice.issued_on, _posted_lines(invoice)) if invoice else None


def _posted_lines(invoice: Invoice) -> list[Billed]:
    return [
        Billed(line.description, line.during, line.product_id, line.revenue_class, line.gross, line.vat, line.rate, line.trace_id)
        for line in invoice.lines.order_by("ordinal")
    ]


def _planned_lines(row: BillingPlan) -> list[Billed]:
    treatments = {treatment.ordinal: treatment for treatment in BillingTreatment.objects.filter(run=row.run_id)}
    return [
        Billed(
            line.description,
            line.during,
            treatments[line.treatment].product_id or None,
            treatments[line.treatment].revenue_class,
            line.gross,
            line.vat,
            line.rate,
            line.trace_id,
        )
        for line in BillingPlanLine.objects.filter(run=row.run_id, ordinal=row.ordinal).order_by("line")
    ]
