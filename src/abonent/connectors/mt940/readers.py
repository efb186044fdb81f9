"""MT940 as a format of bank files."""

from __future__ import annotations

from abonent.connectors.line_files.refusals import WARNINGS as OF_LINES
from abonent.connectors.mt940.fields import looks_like_mt940
from abonent.connectors.mt940.reader import stream_mt940
from abonent.connectors.mt940.refusals import WARNINGS
from abonent.ledger.readers import Reader

READERS = [
    Reader(
        format="mt940",
        label="MT940",
        media_type="text/plain",
        looks_like=looks_like_mt940,
        read=stream_mt940,
        warnings={**OF_LINES, **WARNINGS},
    )
]
