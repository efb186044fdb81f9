"""Take in a file from the bank: read whole, checked, promoted in one transaction, kept raw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.kit import clock, files, statements
from abonent.kit.refusals import Refusal
from abonent.ledger.models import AccountMapping, BankFile, BankLineDecision, StagedBankLine
from abonent.ledger.models import BankStatement as StoredStatement
from abonent.ledger.operations.decisions import post_decisions
from abonent.ledger.readers import HEAD_BYTES, Item, Reader, declared_takers, reader_for
from abonent.ledger.rules.account_numbers import account_in_groups, bare_account_number, is_same_account
from abonent.ledger.rules.answers import BankAnswer
from abonent.ledger.rules.references import candidate_reference, candidates
from abonent.ledger.rules.statement import AMOUNT_LIMIT, BankEntry, BankStatement, EntryStatus

NOTHING = Decimal("0.00")
PIECE = 1024 * 1024

STAGED_COLUMNS = [str(field.column) for field in StagedBankLine._meta.local_concrete_fields]


class CannotImportBankFile(Refusal):
    """A file of which nothing is taken in."""

    sentences = {
        "bank.unknown_format": _(
            "%(file)s is not a bank file of a format that is known here (camt, pain.002, MT940, BgMax, Autogiro, KTL, TITO, OCR giro)."
        ),
        "bank.not_our_account": _(
            "%(file)s is for the account %(account)s, which is not one of ours. Enter it among the bank accounts first if it is."
        ),
        "bank.other_currency": _("%(file)s has amounts in %(found)s, but the account %(account)s is held in %(expected)s."),
        "bank.foreign_books": _(
            "%(file)s: the account %(account)s is held in %(found)s and the books of %(entity)s in %(expected)s. Such accounts cannot be booked yet."
        ),
        "bank.too_large": _("%(file)s: the amounts for the account %(account)s add up to more than the books can hold."),
        "bank.no_chart": _(
            "%(entity)s has no account in its books for %(purpose)s. Install a chart of accounts or enter the account first."
        ),
    }


@dataclass(frozen=True)
class TakenIn:
    """What became of a file: its own totals (`credit` and `debit` both positive), how much was new, whose accounts it is about."""

    file: BankFile
    is_new: bool
    format: str
    statements: int
    entries: int
    credit: Decimal
    debit: Decimal
    new_lines: int
    known_lines: int
    warnings: tuple[Any, ...] = ()


def import_bank_file(*, content: BinaryIO, name: str, actor: StaffUser | None) -> TakenIn:
    """Store a file's booked lines that are not here yet; a file that was taken in before changes nothing.

    `content` is seekable. Raises a `Refusal` (this module's, or the reader's with line and place); then nothing is stored.
    Matching the new lines with what customers owe is the run `payment_matching`.
    """
    digest = _sha256(content)
    with transaction.atomic():
        clock.hand_over()
        _take_turns([f"bank file {digest}"])
        known = BankFile.objects.filter(sha256=digest).first()
        if known:
            return _taken_in(known, is_new=False)
        reader = reader_of(content, name)
        upload = uuid4()
        found, answers = _stage(upload, reader, content, name)
        accounts = _our_accounts(found, name)
        _take_turns([f"bank account {account.pk}" for account in accounts])
        file = _keep(content, name, reader, digest, found, accounts, actor)
        _promote(upload, file)
        told = [warning for taker in declared_takers if answers for warning in taker.take(file, name, answers, actor)]
        return _taken_in(file, is_new=True, warnings=(*(warning for each in found for warning in each.warnings), *told))


def reader_of(content: BinaryIO, name: str) -> Reader:
    """The reader of a file by its beginning; refuses a file that no connector knows."""
    content.seek(0)
    reader = reader_for(content.read(HEAD_BYTES))
    content.seek(0)
    if reader is None:
        raise CannotImportBankFile("bank.unknown_format", file=name)
    return reader


def _sha256(content: BinaryIO) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _take_turns(names: Sequence[str]) -> None:
    """Wait for others that take in the same; always in one order, so that nobody waits for ever."""
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _stage(upload: UUID, reader: Reader, content: BinaryIO, name: str) -> tuple[list[BankStatement], list[BankAnswer]]:
    """COPY the booked entries into the staging table as they are read; returns the statements, which come after them, and the answers."""
    found: list[BankStatement] = []
    answers: list[BankAnswer] = []
    statements.copy_in("staging_bank_line", STAGED_COLUMNS, _staged_rows(upload, reader.read(content, name), found, answers))
    return found, answers


def _staged_rows(upload: UUID, items: Iterator[Item], found: list[BankStatement], answers: list[BankAnswer]) -> Iterator[Sequence[Any]]:
    ordinal = 0
    for item in items:
        if isinstance(item, BankStatement):
            found.append(item)
        elif isinstance(item, BankAnswer):
            answers.append(item)
        elif item.status is EntryStatus.BOOKED:
            ordinal += 1
            yield _staged_row(upload, ordinal, len(found) + 1, item)


def _staged_row(upload: UUID, ordinal: int, statement_ordinal: int, entry: BankEntry) -> Sequence[Any]:
    """In the order of the columns of `StagedBankLine`."""
    reference = candidate_reference(entry)
    return (
        upload,
        ordinal,
        statement_ordinal,
        entry.entry_number,
        entry.booked_on,
        entry.value_on,
        entry.amount,
        entry.currency,
        reference,
        entry.unstructured or entry.additional_text,
        [] if reference else candidates(entry.unstructured),
        entry.end_to_end_id,
        entry.counterpart_name or entry.ultimate_counterpart_name,
        bare_account_number(entry.counterpart_account)[:60],
        entry.bank_reference or entry.entry_reference,
        entry.is_reversal or bool(entry.return_reason),
        entry.return_reason[:10],
        entry.batch_without_details,
        entry.batch is not None and entry.batch.is_itemised,
    )


def _our_accounts(found: Sequence[BankStatement], name: str) -> list[BankAccount]:
    """The account of ours that each statement is for, in their order; refuses the file if one is not ours or not bookable."""
    ours = list(BankAccount.objects.select_related("entity"))
    accounts = [_our_account(ours, statement, name) for statement in found]
    for account in set(accounts):
        _refuse_unbookable(account, name)
    return accounts


def _our_account(ours: Sequence[BankAccount], statement: BankStatement, name: str) -> BankAccount:
    number = bare_account_number(statement.account.number)
    account = next((each for each in ours if is_same_account(bare_account_number(each.number), number)), None)
    if account is None:
        raise CannotImportBankFile("bank.not_our_account", file=name, account=account_in_groups(statement.account.number))
    if statement.currency and statement.currency != account.currency:
        raise CannotImportBankFile(
            "bank.other_currency",
            file=name,
            account=account_in_groups(statement.account.number),
            found=statement.currency,
            expected=account.currency,
        )
    if max(statement.totals.credit, statement.totals.debit) >= AMOUNT_LIMIT:
        raise CannotImportBankFile("bank.too_large", file=name, account=account_in_groups(statement.account.number))
    return account


def _refuse_unbookable(account: BankAccount, name: str) -> None:
    entity = account.entity
    if account.currency != entity.currency:
        raise CannotImportBankFile(
            "bank.foreign_books",
            file=name,
            account=account_in_groups(account.number),
            found=account.currency,
            expected=entity.currency,
            entity=entity.name,
        )
    mapped = set(AccountMapping.objects.filter(entity=entity).values_list("purpose", flat=True))
    for purpose, label in AccountMapping.PURPOSES:
        if purpose in ("bank", "unknown") and purpose not in mapped:
            raise CannotImportBankFile("bank.no_chart", file=name, entity=entity.name, purpose=label)


def _keep(
    content: BinaryIO,
    name: str,
    reader: Reader,
    digest: str,
    found: Sequence[BankStatement],
    accounts: Sequence[BankAccount],
    actor: StaffUser | None,
) -> BankFile:
    """The rows of the file and of its statements, and the file itself, raw."""
    content.seek(0)
    stored = files.store_stream(name=PurePath(name).name, media_type=reader.media_type, stream=content, owner="bank_file")
    file = BankFile.objects.create(stored_file=stored, sha256=digest, format=_format(found, reader), imported_by=actor)
    pairs = zip(found, accounts, strict=True)
    StoredStatement.objects.bulk_create([_statement_row(file, place, *pair) for place, pair in enumerate(pairs, start=1)])
    return file


def _format(found: Sequence[BankStatement], reader: Reader) -> str:
    return found[0].message_format if found else reader.format


def _statement_row(file: BankFile, place: int, statement: BankStatement, account: BankAccount) -> StoredStatement:
    created_on = statement.created_at.date() if statement.created_at else statement.ends_on
    return StoredStatement(
        bank_file=file,
        ordinal=place,
        bank_account=account,
        kind=statement.kind.value,
        statement_id=statement.statement_id,
        currency=statement.currency,
        created_on=created_on,
        entries=statement.totals.entries,
        credit=statement.totals.credit,
        debit=statement.totals.debit,
        opening_balance=statement.opening.amount if statement.opening else None,
        closing_balance=statement.closing.amount if statement.closing else None,
    )


def _promote(upload: UUID, file: BankFile) -> None:
    """From staging to the books: new lines, the bank's entries in the journal, sums whose payments have now come singly."""
    both = {"upload": upload, "bank_file": file.pk}
    statements.run("ledger/promote_bank_lines", **both)
    statements.run("ledger/count_known_lines", **both)
    statements.run("ledger/clear_staging", upload=upload)
    statements.run("ledger/post_entries", source="ledger/bank_file_entries", bank_file=file.pk)
    statements.run("ledger/post_lines", source="ledger/bank_file_entry_lines", bank_file=file.pk)
    if statements.run("ledger/itemise_batch_sums", bank_file=file.pk):
        waiting = BankLineDecision.objects.filter(kind=BankLineDecision.Kind.ITEMISED, bank_line__unknown__isnull=False)
        post_decisions(list(waiting))


def _taken_in(file: BankFile, *, is_new: bool, warnings: tuple[Any, ...] = ()) -> TakenIn:
    totals = statements.row("ledger/bank_file_totals", bank_file=file.pk)
    return TakenIn(
        file=file,
        is_new=is_new,
        format=file.format,
        statements=totals.statements,
        entries=int(totals.entries),
        credit=Decimal(totals.credit) + NOTHING,
        debit=Decimal(totals.debit) + NOTHING,
        new_lines=totals.new_lines if is_new else 0,
        known_lines=int(totals.known_lines),
        warnings=warnings,
    )
