"""A view of a list as a PDF: its head, its filters in words, its rows, its totals, and numbered pages."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from abonent.kit import clock, documents
from abonent.ui.lists.export import CHUNK, told
from abonent.ui.lists.page import ListPage

# Letters; longer texts are broken.
WIDEST = 36
TEMPLATE = Path(__file__).parent / "list.typ"


def pdf_file(page: ListPage, rows: QuerySet[Any], tell: Callable[[int], None] | None = None) -> IO[bytes]:
    """The whole view; every cell is written as the reader sees it on the screen."""
    reader, columns = page.list.reader, page.columns
    said = [f"{applied.filter.label} {applied.operator} {applied.words}".replace("  ", " ") for applied in page.applied]
    cells = [[column.words(row, reader) for column in columns] for row in told(rows.iterator(chunk_size=CHUNK), tell)]
    document = {
        "language": reader.language,
        "title": str(page.list.title),
        "filters": said,
        "counted": page.counted,
        "printed": _("Printed %(day)s") % {"day": reader.today.isoformat()},
        "page_words": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "columns": [
            {"label": str(column.label), "numeric": column.numeric, "width": _width(str(column.label), [line[place] for line in cells])}
            for place, column in enumerate(columns)
        ],
        "rows": cells,
        "totals": page.foot,
    }
    return BytesIO(documents.make(TEMPLATE, [document], at=clock.now()).content)


def _width(label: str, texts: list[str]) -> int:
    """How wide a column is beside the others: its longest text, within reason."""
    return min(max(map(len, [label, *texts])), WIDEST) + 2
