"""TITO as a format of bank files."""

from __future__ import annotations

from abonent.connectors.line_files.refusals import WARNINGS as OF_LINES
from abonent.connectors.tito.reader import looks_like_tito, stream_tito
from abonent.connectors.tito.refusals import WARNINGS
from abonent.ledger.readers import Reader

READERS = [
    Reader(
        format="tito",
        label="TITO",
        media_type="text/plain",
        looks_like=looks_like_tito,
        read=stream_tito,
        warnings={**OF_LINES, **WARNINGS},
    )
]
