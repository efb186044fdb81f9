"""The export that a tax inspector of Hungary may ask of every billing program: documents by days or by numbers, each as NAV's XML.

Decree 23/2014 of the minister, section 11/A. What is written is what would be reported of each document, reported or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.billing.einvoices import BATCH, e_invoices
from abonent.billing.models import Invoice
from abonent.connectors.einvoices.formats.known import NAV
from abonent.kit.batches import batched
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity

COUNTRY = "HU"
MOST_DOCUMENTS = 10_000
_IN_MEMORY = 16 * 2**20
# An archive of the same documents is the same to the byte.
_DAY_OF_FILES = (1980, 1, 1, 0, 0, 0)


class CannotExport(Refusal):
    """What nothing can be written of, or too much."""

    sentences = {
        "audit.range": _("Say from which day to which, or from which number to which."),
        "audit.unknown": _("%(number)s is no document of %(company)s."),
        "audit.series": _("%(first)s and %(latest)s are not of one series, or the first comes after the latest."),
        "audit.nothing": _("%(company)s issued nothing then."),
        "audit.too_many": _("These are %(documents)s documents; write at most %(most)s at once."),
    }


@dataclass(frozen=True)
class Range:
    """From which document to which: by the days of issue or by the numbers, both counted."""

    from_on: date | None = None
    until_on: date | None = None
    from_number: str = ""
    to_number: str = ""


def documents_of(entity: LegalEntity, asked: Range) -> QuerySet[Invoice]:
    """The documents of a range, in the order of their numbers. Raises CannotExport."""
    issued = Invoice.objects.filter(entity=entity)
    if asked.from_on and asked.until_on:
        found = issued.filter(issued_on__range=(asked.from_on, asked.until_on))
    elif asked.from_number and asked.to_number:
        first, latest = (_by_number(issued, entity, number) for number in (asked.from_number, asked.to_number))
        if first.series_id != latest.series_id or first.number > latest.number:
            raise CannotExport("audit.series", first=first.document_number, latest=latest.document_number)
        found = issued.filter(series=first.series_id, number__range=(first.number, latest.number))
    else:
        raise CannotExport("audit.range")
    documents = found.count()
    if not documents:
        raise CannotExport("audit.nothing", company=entity.name)
    if documents > MOST_DOCUMENTS:
        raise CannotExport("audit.too_many", documents=documents, most=MOST_DOCUMENTS)
    return found.order_by("series_id", "number")


def export(documents: QuerySet[Invoice]) -> IO[bytes]:
    """An archive with a file for each document; it is closed by whoever reads it."""
    archive_file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the reader closes it
    with ZipFile(archive_file, "w", ZIP_DEFLATED) as archive:
        for name, content in _files(documents):
            archive.writestr(ZipInfo(name, _DAY_OF_FILES), content, ZIP_DEFLATED)
    archive_file.seek(0)
    return archive_file


def _files(documents: QuerySet[Invoice]) -> Iterator[tuple[str, bytes]]:
    for batch in batched(list(documents.values_list("pk", flat=True)), BATCH):
        for document in e_invoices(batch):
            number = "".join(letter if letter.isalnum() else "-" for letter in document.number)
            yield f"{number}.xml", NAV.write(document)


def _by_number(issued: QuerySet[Invoice], entity: LegalEntity, number: str) -> Invoice:
    found = issued.filter(document_number=number.strip()).first()
    if found is None:
        raise CannotExport("audit.unknown", number=number.strip(), company=entity.name)
    return found
