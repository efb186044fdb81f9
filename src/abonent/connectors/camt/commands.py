"""`abonent bank import FILE...` and `abonent bank inspect FILE...`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from abonent.kit import clock
from abonent.kit.command_output import DONE, REFUSED, emit, json_option
from abonent.kit.refusals import Refusal
from abonent.ledger.operations import TakenIn, import_bank_file, match_bank_lines
from abonent.ledger.operations.bank_files import reader_of
from abonent.ledger.readers import warning_words
from abonent.ledger.rules.statement import BankStatement, StatementWarning
from abonent.organisation.models import LegalEntity

NOTHING = Decimal("0.00")
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@dataclass(frozen=True)
class Outcome:
    """What became of one file, as scripts read it: entries as the bank counts them, booked ones only, debit positive."""

    file: str
    format: str = ""
    state: str = "refused"
    statements: int = 0
    entries: int = 0
    credit: Decimal = NOTHING
    debit: Decimal = NOTHING
    message: str = ""


@click.command("import")
@FILES
@json_option
def import_files(files: tuple[Path, ...]) -> None:
    """Take in bank files for accounts that are ours, then match what they brought with what customers owe."""
    outcomes = [_outcome(file, _import) for file in files]
    for entity in LegalEntity.objects.filter(bank_accounts__isnull=False).distinct():
        match_bank_lines(entity=entity, actor=None, as_of=clock.today(entity.zone))
    _report(outcomes)


@click.command()
@FILES
@json_option
def inspect(files: tuple[Path, ...]) -> None:
    """Read bank files with the checks of an import and store nothing; any account."""
    _report([_outcome(file, _inspect) for file in files])


def _outcome(file: Path, look: Callable[[Path], Outcome]) -> Outcome:
    """One bad file does not stop the others."""
    try:
        return look(file)
    except Refusal as refusal:
        return Outcome(file=str(file), message=str(refusal))
    except OSError as trouble:
        return Outcome(
            file=str(file), message=_("%(file)s cannot be opened: %(problem)s.") % {"file": file.name, "problem": trouble.strerror}
        )


def _import(file: Path) -> Outcome:
    with file.open("rb") as content:
        taken = import_bank_file(content=content, name=file.name, actor=None)
    return Outcome(
        file=str(file),
        format=taken.format,
        state="imported" if taken.is_new else "already",
        statements=taken.statements,
        entries=taken.entries,
        credit=taken.credit,
        debit=taken.debit,
        message=_import_message(taken),
    )


def _import_message(taken: TakenIn) -> str:
    if not taken.is_new:
        return _("This file was taken in before; nothing has changed.")
    counted = _("%(new)s new lines, %(known)s were here already.") % {"new": taken.new_lines, "known": taken.known_lines}
    return " ".join([counted, *_sentences(taken.warnings)])


def _inspect(file: Path) -> Outcome:
    found: list[BankStatement] = []
    with file.open("rb") as content:
        reader = reader_of(content, file.name)
        found.extend(item for item in reader.read(content, file.name) if isinstance(item, BankStatement))
    totals = [statement.totals for statement in found]
    return Outcome(
        file=str(file),
        format=found[0].message_format if found else reader.format,
        state="readable",
        statements=len(found),
        entries=sum(each.entries for each in totals),
        credit=sum((each.credit for each in totals), NOTHING),
        debit=sum((each.debit for each in totals), NOTHING),
        message=" ".join(_sentences(warning for statement in found for warning in statement.warnings)),
    )


def _sentences(warnings: Iterable[StatementWarning]) -> list[str]:
    """Each kind of warning once."""
    return list(dict.fromkeys(warning_words(warning.code, warning.parameters) for warning in warnings))


def _report(outcomes: list[Outcome]) -> None:
    emit({"files": [_as_json(outcome) for outcome in outcomes]}, text="\n".join(_line(outcome) for outcome in outcomes))
    refused = any(outcome.state == "refused" for outcome in outcomes)
    click.get_current_context().exit(REFUSED if refused else DONE)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    return {**vars(outcome), "credit": f"{outcome.credit:.2f}", "debit": f"{outcome.debit:.2f}"}


def _line(outcome: Outcome) -> str:
    if outcome.state == "refused":
        return f"{outcome.file}: {outcome.message}"
    sums = f"{outcome.statements} statements, {outcome.entries} entries, +{outcome.credit:.2f} -{outcome.debit:.2f}"
    return f"{outcome.file}: {outcome.format} {outcome.state}, {sums}. {outcome.message}".rstrip()


COMMANDS: dict[str, list[click.Command]] = {"bank": [import_files, inspect]}
