"""The bank's report on an order as a format of bank files."""

from __future__ import annotations

from abonent.connectors.pain.reports import looks_like_report, stream_report
from abonent.ledger.readers import Reader

READERS = [
    Reader(format="pain.002", label="ISO 20022 pain.002", media_type="application/xml", looks_like=looks_like_report, read=stream_report)
]
