"""How every sample of the formats of lines is taken, as the table of `docs/formats/bank-samples.md`: `abonent bank survey FOLDER`.

A folder named like a format holds its samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.statements import collect
from abonent.ledger.readers import Item, Reader, readers
from abonent.ledger.rules.answers import BankAnswer
from abonent.ledger.rules.statement import BankStatement

HEADING = "| file | statements | entries | lines | credit | debit | taken with these warnings, or refused because |\n|---|---|---|---|---|---|---|\n"
FORMATS = ("mt940", "bgmax", "autogiro", "ktl", "tito", "ocr-no")


def samples(folder: Path) -> Iterator[tuple[Reader, Path]]:
    """Every sample with the reader of its format."""
    known = {reader.format: reader for reader in readers()}
    for name in FORMATS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file():
                yield known[name], path


def read_sample(reader: Reader, path: Path) -> list[BankStatement]:
    """All statements of a sample."""
    return collect(iter(_items(reader, path)))


def table(folder: Path) -> str:
    """One row a sample, below a heading."""
    return HEADING + "".join(_row(reader, path, path.relative_to(folder).as_posix()) for reader, path in samples(folder))


def _row(reader: Reader, path: Path, name: str) -> str:
    try:
        items = _items(reader, path)
    except CannotReadLines as refusal:
        said = str(refusal).removeprefix(path.name).lstrip(",: ")
        return f"| {name} | | | | | | **refused**: {said.replace('|', '¦')} |\n"
    return _taken(name, collect(iter(items)), sum(isinstance(item, BankAnswer) for item in items))


def _items(reader: Reader, path: Path) -> list[Item]:
    with path.open("rb") as file:
        return list(reader.read(file, path.name))


def _taken(name: str, statements: list[BankStatement], answers: int) -> str:
    """Booked entries only; sums over statements make sense because no sample mixes currencies but BgMax, where they are counts."""
    totals = [statement.totals for statement in statements]
    warnings = sorted({warning.code.partition(".")[2] for statement in statements for warning in statement.warnings})
    entries, lines = sum(each.entries for each in totals), sum(each.lines for each in totals)
    credit, debit = sum(each.credit for each in totals), sum(each.debit for each in totals)
    words = ", ".join([*warnings, *([f"{answers} answers"] if answers else [])])
    return f"| {name} | {len(statements)} | {entries} | {lines} | {credit:.2f} | {debit:.2f} | {words} |\n"
