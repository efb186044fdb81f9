"""The part of an agent's invoice that one reader pays him: the paper that the agent passes on, in his name and the reader's language."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.billing.agent_queries import lines_by_part
from abonent.billing.documents.invoice import TEMPLATE, InvoicePaper
from abonent.billing.models import Invoice, InvoiceLine, InvoicePart
from abonent.kit import documents
from abonent.kit.batches import batched


def parts_pdf(invoice: Invoice, parts: Sequence[InvoicePart]) -> bytes:
    """All parts one after the other, for a printer; made of what was posted, they are the same whenever they are made."""
    return documents.merge(made.content for _parts, made in _made(invoice, parts))


def parts_zip(invoice: Invoice, parts: Sequence[InvoicePart]) -> bytes:
    """A file for each part, by its number and reader."""
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for together, made in _made(invoice, parts):
            for part, pages in zip(together, made.pages, strict=True):
                name = f"{slugify(part.number)}-{slugify(part.buyer['name'])}.pdf"
                archive.writestr(ZipInfo(name, invoice.posted_at.timetuple()[:6]), documents.extract(made.content, pages))
    return whole.getvalue()


def part_data(part: InvoicePart, lines: Sequence[InvoiceLine]) -> dict[str, Any]:
    """What the template of invoices sets for a part; every text and figure ready."""
    paper = PartPaper(part, lines)
    with override(paper.language):
        return paper.data()


class PartPaper(InvoicePaper):
    """A part and the language of its reader. It is the agent's paper: who publishes what he sells stands in the lines."""

    def __init__(self, part: InvoicePart, lines: Sequence[InvoiceLine]) -> None:
        super().__init__(part.invoice, lines)
        self.part = part
        self.agent = part.invoice.buyer
        self.buyer = part.buyer
        self.language = part.buyer.get("language") or part.invoice.language
        self.languages = (self.language, self.seller["language"])

    def data(self) -> dict[str, Any]:
        """The part on the paper of invoices, in the name of the agent and without the ways to pay us."""
        paper, agent = super().data(), self.agent
        place = f"{agent['postal_code'] or ''} {agent['town'] or ''}".strip()
        sender = [text for text in (agent["name"], agent["street"], place) if text]
        words = {"number": self.part.number, "agent": agent["name"], "publisher": self.seller["name"]}
        return {
            **paper,
            "kind": paper["kind"] if self.invoice.is_credit_note else _("Bill"),
            "title": _("Bill %(number)s from %(agent)s") % words,
            "seller": agent["name"],
            "logo": "",
            "return_line": " · ".join(sender),
            "notes": [_("%(agent)s bills this for %(publisher)s and takes your payment.") % words],
            "total": [paper["total"][0], self.money(self.part.gross)],
            "pay": None,
            "codes": [],
            "imprint": [sender[:1], sender[1:] or [""], [self.seller["name"]]],
        }

    def facts(self) -> list[list[str]]:
        """Number, day and what is delivered when."""
        facts = [
            (_("Bill number"), self.part.number),
            (_("Customer number"), str(self.buyer["number"])),
            (_("Date"), self.day(self.invoice.issued_on)),
            (_("Delivery"), self.delivery()),
        ]
        return [[name, value] for name, value in facts if value]

    def hero(self) -> list[list[str]]:
        """What is paid to whom, or given back."""
        if self.invoice.is_credit_note:
            return [[_("In your favour"), self.money(-self.part.gross)], [_("Date"), self.day(self.invoice.issued_on)]]
        return [[_("To pay"), self.money(self.part.gross)], [_("Payee"), self.agent["name"]]]

    def sums(self) -> list[list[str]]:
        """The sums of the part."""
        return [[_("Net"), self.figure(self.part.net)], [_("VAT"), self.figure(self.part.vat)]]


def _made(invoice: Invoice, parts: Sequence[InvoicePart]) -> Iterator[tuple[list[InvoicePart], documents.MadeDocuments]]:
    """The papers of some parts at a time."""
    lines = lines_by_part(parts)
    for together in batched(parts, documents.BATCH):
        papers = [part_data(part, lines[part.ordinal]) for part in together]
        yield together, documents.make(TEMPLATE, papers, at=invoice.posted_at)
