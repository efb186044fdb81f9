"""The readers of bank formats that connectors declare: `READERS = [Reader(...)]` in their `readers.py`. `config` fills this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from abonent.ledger.rules.statement import BankEntry, BankStatement

HEAD_BYTES = 4096


@dataclass(frozen=True)
class Reader:
    """How a format is told by the beginning of a file, and read.

    `read(file, name)` gives the entries of a statement and then the statement, for each statement of the file; it
    raises a `Refusal`, even at the very end, where no part of the file may be used. `explains_others`: its refusals
    tell best what a file is that no reader knows (empty, packed, a letter). `warnings`: the words of what it warns of, by code.
    """

    format: str
    label: str
    media_type: str
    looks_like: Callable[[bytes], bool]
    read: Callable[[BinaryIO, str], Iterator[BankEntry | BankStatement]]
    explains_others: bool = False
    warnings: Mapping[str, Any] = field(default_factory=dict)


_readers: dict[str, Reader] = {}


def register(readers: Iterable[Reader]) -> None:
    """Make readers known; a format twice is a mistake in a declaration."""
    for reader in readers:
        if _readers.setdefault(reader.format, reader) is not reader:
            raise ValueError(f"bank format {reader.format} is declared twice")


def readers() -> list[Reader]:
    """All readers, by format."""
    return [_readers[name] for name in sorted(_readers)]


def warning_words(code: str, parameters: Mapping[str, Any]) -> str:
    """What a reader warned of, in the language of whoever reads it now; its code where no reader knows it any more."""
    words = next((reader.warnings[code] for reader in readers() if code in reader.warnings), None)
    return code if words is None else str(words) % parameters


def reader_for(head: bytes) -> Reader | None:
    """The reader that knows a file by its first `HEAD_BYTES`, else the one that explains others; None if there is neither."""
    knowing = (reader for reader in readers() if reader.looks_like(head))
    return next(knowing, None) or next((reader for reader in readers() if reader.explains_others), None)
