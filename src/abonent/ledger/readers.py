"""The readers of bank formats that connectors declare: `READERS = [Reader(...)]` in their `readers.py`. `config` fills this.

What a bank answers to our orders is for a folder above, which declares `ANSWER_TAKERS = [AnswerTaker(...)]` in its `bank_answers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from abonent.access.models import StaffUser
from abonent.kit.registry import Registry
from abonent.ledger.models import BankFile
from abonent.ledger.rules.answers import BankAnswer
from abonent.ledger.rules.statement import BankEntry, BankStatement, StatementWarning

HEAD_BYTES = 4096
Item = BankEntry | BankStatement | BankAnswer


@dataclass(frozen=True)
class Reader:
    """How a format is told by the beginning of a file, and read.

    `read(file, name)` gives the entries of a statement and then the statement, for each statement of the file, and between them what the
    bank answers to our orders; it raises a `Refusal`, even at the very end, where no part of the file may be used. `explains_others`: its refusals
    tell best what a file is that no reader knows (empty, packed, a letter). `warnings`: the words of what it warns of, by code.
    """

    format: str
    label: str
    media_type: str
    looks_like: Callable[[bytes], bool]
    read: Callable[[BinaryIO, str], Iterator[Item]]
    explains_others: bool = False
    warnings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerTaker:
    """What a higher folder makes of the answers in a file, in the transaction that takes the file in.

    `take(file, name, answers, actor)` says what a person should know, in the words of `warnings`; a `Refusal` refuses the whole file.
    """

    take: Callable[[BankFile, str, Sequence[BankAnswer], StaffUser | None], Sequence[StatementWarning]]
    warnings: Mapping[str, Any]


declared_takers: Registry[AnswerTaker] = Registry()
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
    """What a reader or taker warned of, in the language of whoever reads it now; its code where nobody knows it any more."""
    words = next((each.warnings[code] for each in (*readers(), *declared_takers) if code in each.warnings), None)
    return code if words is None else str(words) % parameters


def reader_for(head: bytes) -> Reader | None:
    """The reader that knows a file by its first `HEAD_BYTES`, else the one that explains others; None if there is neither."""
    knowing = (reader for reader in readers() if reader.looks_like(head))
    return next(knowing, None) or next((reader for reader in readers() if reader.explains_others), None)
