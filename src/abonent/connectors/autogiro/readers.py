"""The answers of Autogiro as a format of bank files."""

from __future__ import annotations

from abonent.connectors.autogiro.reader import looks_like_autogiro, stream_autogiro
from abonent.connectors.autogiro.refusals import WARNINGS
from abonent.ledger.readers import Reader

READERS = [
    Reader(
        format="autogiro",
        label="Autogiro",
        media_type="text/plain",
        looks_like=looks_like_autogiro,
        read=stream_autogiro,
        warnings=WARNINGS,
    )
]
