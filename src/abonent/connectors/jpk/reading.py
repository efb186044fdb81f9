"""What the files are made of: posted documents of a company, by their days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from abonent.connectors.jpk.layouts import RECORD_FIELDS, rate_code
from abonent.kit import statements
from abonent.organisation.models import LegalEntity

_DOCUMENTS = "connectors.jpk/documents_of_days"
NUMBER, ON_ITS_WAY, OUTSIDE = "NrKSeF", "OFF", "BFK"


@dataclass(frozen=True)
class Sold:
    """Net and VAT of a rate."""

    rate: str
    net: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Sale:
    """A document as the record of VAT tells it: what a credit note gives back is below nothing."""

    number: str
    issued_on: date
    buyer: str
    vat_number: str
    marker: str
    ksef_number: str
    sold: tuple[Sold, ...]

    @property
    def vat(self) -> Decimal:
        """VAT of all rates."""
        return sum((sold.vat for sold in self.sold), Decimal(0))


@dataclass(frozen=True)
class Sums:
    """What the documents come to: by rate, by where KSeF has them, and beside it what the journal says."""

    by_rate: tuple[Sold, ...]
    by_marker: Counter[str]
    vat_of_journal: Decimal

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return self.by_marker.total()

    @property
    def net(self) -> Decimal:
        """Net of all rates."""
        return sum((sold.net for sold in self.by_rate), Decimal(0))

    @property
    def vat(self) -> Decimal:
        """VAT of all rates."""
        return sum((sold.vat for sold in self.by_rate), Decimal(0))

    @property
    def difference(self) -> Decimal:
        """What the journal has more."""
        return self.vat_of_journal - self.vat

    @property
    def unknown_rates(self) -> list[str]:
        """The rates that the forms have no field for."""
        return sorted({sold.rate for sold in self.by_rate} - RECORD_FIELDS.keys())


def sales(*, entity: LegalEntity, first: date, latest: date) -> Iterator[Sale]:
    """The documents of the days, in their order, however many."""
    rows = statements.stream(_DOCUMENTS, entity=entity.pk, first=first, latest=latest)
    for _invoice, of_document in groupby(rows, key=lambda row: row.invoice_id):
        yield _sale(list(of_document))


def sums(*, entity: LegalEntity, first: date, latest: date) -> Sums:
    """What the same documents come to."""
    days = {"entity": entity.pk, "first": first, "latest": latest}
    by_marker: Counter[str] = Counter()
    by_rate: dict[str, Sold] = {}
    for row in statements.rows("connectors.jpk/sums_of_documents", source=_DOCUMENTS, **days):
        by_marker[row.marker] += row.documents
        code = rate_code(row.rate, is_exempt=row.is_exempt)
        before = by_rate.get(code, Sold(code, Decimal(0), Decimal(0)))
        by_rate[code] = Sold(code, before.net + row.net, before.vat + row.vat)
    return Sums(tuple(by_rate.values()), by_marker, statements.value("connectors.jpk/vat_of_journal", **days))


def outside_ksef(*, entity: LegalEntity, first: date, latest: date) -> list[int]:
    """The ids of the documents of the days that KSeF does not have and will not get."""
    rows = statements.rows("connectors.jpk/invoices_outside_ksef", source=_DOCUMENTS, entity=entity.pk, first=first, latest=latest)
    return [row.invoice_id for row in rows]


def _sale(rows: list[Any]) -> Sale:
    head = rows[0]
    return Sale(
        number=head.document_number,
        issued_on=head.issued_on,
        buyer=head.buyer or "",
        vat_number=head.vat_number,
        marker=head.marker,
        ksef_number=head.ksef_number,
        sold=tuple(Sold(rate_code(row.rate, is_exempt=row.is_exempt), row.net, row.vat) for row in rows),
    )
