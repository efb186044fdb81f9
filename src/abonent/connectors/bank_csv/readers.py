"""Tables as a format of bank files."""

from __future__ import annotations

from abonent.connectors.bank_csv.finding import looks_like_mapped_table, stream_csv
from abonent.connectors.line_files.refusals import WARNINGS
from abonent.ledger.readers import Reader

READERS = [
    Reader(format="bank-csv", label="CSV", media_type="text/csv", looks_like=looks_like_mapped_table, read=stream_csv, warnings=WARNINGS)
]
