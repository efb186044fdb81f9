"""KTL as a format of bank files."""

from __future__ import annotations

from abonent.connectors.ktl.reader import looks_like_ktl, stream_ktl
from abonent.connectors.ktl.refusals import WARNINGS
from abonent.connectors.line_files.refusals import WARNINGS as OF_LINES
from abonent.ledger.readers import Reader

READERS = [
    Reader(
        format="ktl",
        label="KTL",
        media_type="text/plain",
        looks_like=looks_like_ktl,
        read=stream_ktl,
        warnings={**OF_LINES, **WARNINGS},
    )
]
