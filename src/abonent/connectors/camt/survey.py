"""Print how every camt file below a folder is taken, as the table of `docs/formats/camt.md`.

python -m abonent.connectors.camt.survey ../shared/standards
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from abonent.connectors.camt.reader import read_camt
from abonent.connectors.camt.refusals import CannotReadStatement
from abonent.connectors.camt.source import HEAD, looks_like_camt
from abonent.ledger.rules.statement import BankStatement

HEADING = "| file | statements | entries | lines | credit | debit | taken with these warnings, or refused because |\n|---|---|---|---|---|---|---|\n"
NOT_BANK_FILES = (".xsd", ".md", ".py", ".json")


def camt_files(folder: Path) -> Iterator[Path]:
    """Every file that looks like camt, and those that lie among camt samples without being camt."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in NOT_BANK_FILES:
            with path.open("rb") as file:
                if looks_like_camt(file.read(HEAD)) or "camt" in path.relative_to(folder).parts:
                    yield path


def row(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    try:
        with path.open("rb") as file:
            return taken(name, read_camt(file, path.name))
    except CannotReadStatement as refusal:
        return f"| {name} | | | | | | **refused**: {str(refusal).removeprefix(path.name + ', ')} |\n"


def taken(name: str, statements: list[BankStatement]) -> str:
    """Booked entries only; sums over statements make sense because no sample mixes currencies."""
    totals = [statement.totals for statement in statements]
    warnings = sorted({warning.code.removeprefix("camt.") for statement in statements for warning in statement.warnings})
    entries, lines = sum(each.entries for each in totals), sum(each.lines for each in totals)
    credit, debit = sum(each.credit for each in totals), sum(each.debit for each in totals)
    return f"| {name} | {len(statements)} | {entries} | {lines} | {credit:.2f} | {debit:.2f} | {', '.join(warnings)} |\n"


def table(folder: Path) -> str:
    return HEADING + "".join(row(path, folder) for path in camt_files(folder))


if __name__ == "__main__":
    settings.configure(USE_I18N=False)  # in English, and without an installation
    sys.stdout.write(table(Path(sys.argv[1])))
