"""BgMax as a format of bank files."""

from __future__ import annotations

from abonent.connectors.bgmax.reader import looks_like_bgmax, stream_bgmax
from abonent.connectors.line_files.refusals import WARNINGS
from abonent.ledger.readers import Reader

READERS = [
    Reader(format="bgmax", label="BgMax", media_type="text/plain", looks_like=looks_like_bgmax, read=stream_bgmax, warnings=WARNINGS)
]
