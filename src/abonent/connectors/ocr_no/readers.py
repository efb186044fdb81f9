"""OCR giro as a format of bank files."""

from __future__ import annotations

from abonent.connectors.line_files.refusals import WARNINGS as OF_LINES
from abonent.connectors.ocr_no.reader import looks_like_ocr_no, stream_ocr_no
from abonent.connectors.ocr_no.refusals import WARNINGS
from abonent.ledger.readers import Reader

READERS = [
    Reader(
        format="ocr-no",
        label="OCR giro",
        media_type="text/plain",
        looks_like=looks_like_ocr_no,
        read=stream_ocr_no,
        warnings={**OF_LINES, **WARNINGS},
    )
]
