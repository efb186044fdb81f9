"""One of our own files of each format, and reading of bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from abonent.connectors.autogiro.reader import stream_autogiro
from abonent.connectors.bgmax.reader import stream_bgmax
from abonent.connectors.ktl.reader import stream_ktl
from abonent.connectors.line_files.statements import Stream, collect
from abonent.connectors.mt940.reader import stream_mt940
from abonent.connectors.ocr_no.reader import stream_ocr_no
from abonent.connectors.tito.reader import stream_tito
from abonent.ledger.rules.statement import BankStatement

CONNECTORS = Path(__file__).resolve().parents[2]
STREAMS: dict[str, Stream] = {
    "mt940": stream_mt940,
    "bgmax": stream_bgmax,
    "autogiro": stream_autogiro,
    "ktl": stream_ktl,
    "tito": stream_tito,
    "ocr_no": stream_ocr_no,
}


def own_files(connector: str) -> list[Path]:
    return sorted((CONNECTORS / connector / "tests" / "files").iterdir())


OWN_FILES = [(connector, path) for connector in STREAMS for path in own_files(connector)]


def read(connector: str, content: bytes, name: str = "bank.txt") -> list[BankStatement]:
    return collect(STREAMS[connector](BytesIO(content), name))


def read_own(connector: str, name: str) -> list[BankStatement]:
    [path] = [path for path in own_files(connector) if path.name == name]
    return read(connector, path.read_bytes(), name)
