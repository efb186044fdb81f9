"""What this connector offers to the import of bank files."""

from __future__ import annotations

from abonent.connectors.camt.reader import stream_camt
from abonent.connectors.camt.refusals import WARNINGS
from abonent.connectors.camt.source import looks_like_camt
from abonent.ledger.readers import Reader

READERS = [
    Reader(
        format="camt",
        label="ISO 20022 camt",
        media_type="application/xml",
        looks_like=looks_like_camt,
        read=stream_camt,
        explains_others=True,
        warnings=WARNINGS,
    )
]
