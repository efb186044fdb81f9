"""Export the journal to the accounting program: each entry once, in a batch whose file is written once and kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from abonent import __version__
from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.kit import clock, statements
from abonent.kit.files import store_stream
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.ledger.accounting_formats import accounting_format, usual_format
from abonent.ledger.models import (
    AccountingExport,
    AccountingFile,
    AccountingProgram,
    ExportedEntry,
    ExportedSum,
    JournalLine,
    PlannedExportSum,
)
from abonent.ledger.operations.posting import next_id
from abonent.ledger.rules.voucher import AccountName, Batch, ObjectName, Told, Voucher, VoucherLine
from abonent.ledger.wording import ENTRY_KINDS
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import record_act

KIND = "accounting_export"
OWNER = "accounting_file"
IN_MEMORY = 4_000_000
# The texts of these are numbers of documents and statements; those of others may name people, who have no business in another program.
NAMED_BY_TEXT = ("invoice", "credit_note", "bank")


class CannotExport(Refusal):
    """A batch that cannot leave, or stands."""

    sentences = {
        "export.account_not_taken": _("The format %(format)s cannot take these account numbers: %(accounts)s. Choose another format."),
        "export.fetched": _("The file of this batch was fetched at %(at)s. It stays: correct what is wrong in the accounting program."),
        "export.later_one": _("There is a later batch. Take that back first, so that vouchers stay numbered without a gap."),
        "export.withdrawn": _("This batch is taken back already."),
    }


def program_of(entity: LegalEntity) -> AccountingProgram:
    """How the journal of an entity leaves: as was said, else as is usual in its country."""
    try:
        return entity.accounting_program
    except AccountingProgram.DoesNotExist:
        return AccountingProgram(entity=entity, layout=usual_format(entity.country))


def set_accounting_program(*, program: AccountingProgram, actor: StaffUser | None) -> None:
    """From the next batch on let the journal of an entity leave as `program` says; what left stays as it is."""
    with transaction.atomic():
        clock.hand_over()
        former = AccountingProgram.objects.select_for_update().filter(entity=program.entity_id).first()
        program.save(force_insert=former is None, force_update=former is not None)
        inverse = {"verb": "restore_accounting_program", "entity": program.entity_id, "said": _said(former) if former else None}
        record_act(actor=actor, verb="set_accounting_program", subject_kind="entity", subject_ids=[program.entity_id], inverse=inverse)


def restore_accounting_program(*, entity: LegalEntity, said: dict[str, Any] | None, actor: StaffUser | None) -> None:
    """Let the journal of an entity leave as before; as is usual in its country where nothing was said."""
    with transaction.atomic():
        clock.hand_over()
        AccountingProgram.objects.filter(entity=entity).delete()
        if said is not None:
            AccountingProgram.objects.create(entity=entity, **said)
        record_act(actor=actor, verb="restore_accounting_program", subject_kind="entity", subject_ids=[entity.pk])


def accounts_not_taken(run: Run) -> list[str]:
    """The numbers of accounts in a plan that the format of the company cannot take."""
    takes = accounting_format(program_of(run.entity).layout).takes_account
    codes = PlannedExportSum.objects.filter(run=run).order_by("account__code").values_list("account__code", flat=True).distinct()
    return [code for code in codes if not takes(code)]


def refuse_accounts_not_taken(run: Run, actor: StaffUser | None) -> None:
    """A batch that its program would refuse is not begun."""
    refused = accounts_not_taken(run)
    if refused:
        label = accounting_format(program_of(run.entity).layout).label
        raise CannotExport("export.account_not_taken", format=label, accounts=", ".join(refused))


def write_batch(run: Run) -> int:
    """Let the entries of a plan leave, all in one transaction, and return how many: a batch is one document.

    Batches of an entity take turns; what another took since the plan was made stays with it.
    """
    entity = LegalEntity.objects.select_for_update().get(pk=run.entity_id)
    there = AccountingExport.objects.filter(run=run).first()
    if there:
        return there.entries
    program, batch = program_of(entity), next_id("accounting_export_id_seq")
    before = AccountingExport.objects.filter(entity=entity)
    latest = before.standing().aggregate(voucher=Max("latest_voucher"))["voucher"] or 0
    entries = statements.run("ledger/export_entries", run=run.pk, export=batch, by_day=program.by_day, first_voucher=latest + 1)
    if not entries:
        return 0
    statements.run("ledger/export_sums", export=batch)
    AccountingExport.objects.create(
        pk=batch,
        run=run,
        entity=entity,
        number=(before.aggregate(number=Max("number"))["number"] or 0) + 1,
        before=run.as_of,
        **_said(program),
        first_voucher=latest + 1,
        latest_voucher=ExportedEntry.objects.filter(export=batch).aggregate(voucher=Max("voucher"))["voucher"],
        entries=entries,
        amount=sum(ExportedSum.objects.filter(export=batch).values_list("debit", flat=True)),
    )
    return entries


def make_file(run: Run) -> int:
    """Write the file of the batch of a run, if it has one and its file is not there; returns how many vouchers it has."""
    export = AccountingExport.objects.select_related("entity").filter(run=run, file=None).first()
    if export is None:
        return 0
    layout, told = accounting_format(export.layout), Told()
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream, override(export.entity.language):
        for piece in layout.write(_batch(export), _counted(_vouchers(export), told), told):
            stream.write(piece)
        stream.seek(0)
        name = f"{export.entity.code}-{export.number:04}.{layout.ending}"
        stored = store_stream(name=name, media_type=layout.media_type, stream=stream, owner=OWNER)  # type: ignore[arg-type]
    AccountingFile.objects.create(
        export=export,
        stored_file=stored,
        vouchers=told.vouchers,
        lines=told.lines,
        debit=told.debit,
        credit=told.credit,
        remarks=[asdict(remark) for remark in told.remarks.values()],
    )
    return told.vouchers


def tell_export(run: Run) -> int:
    """Write down the act of a committed run, so that it can be taken back; returns 1, or 0 if it was told or nothing left."""
    if not AccountingExport.objects.filter(run=run).exists():
        return 0
    if Act.objects.filter(verb="export_entries", subject_kind="run", subject_ids=[run.pk]).exists():
        return 0
    inverse = {"verb": "withdraw_accounting_export", "run": run.pk}
    record_act(actor=run.created_by, verb="export_entries", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return 1


def withdraw_accounting_export(*, run: Run, actor: StaffUser | None) -> None:
    """The batch was not to be: its entries leave with another. Refused once its file was fetched, or another was numbered on from it."""
    with transaction.atomic():
        clock.hand_over()
        LegalEntity.objects.select_for_update().get(pk=run.entity_id)
        export = AccountingExport.objects.select_for_update().filter(run=run).standing().first()
        if export is None:
            raise CannotExport("export.withdrawn")
        file = AccountingFile.objects.select_for_update().filter(export=export).first()
        if file and file.fetched_at:
            raise CannotExport("export.fetched", at=file.fetched_at)
        if AccountingExport.objects.standing().filter(entity=export.entity_id, number__gt=export.number).exists():
            raise CannotExport("export.later_one")
        statements.run("ledger/take_back_exported_entries", export=export.pk)
        export.withdrawn_at, export.withdrawn_by = clock.now(), actor
        export.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record_act(actor=actor, verb="withdraw_accounting_export", subject_kind="run", subject_ids=[run.pk])


def fetch_accounting_file(*, export: AccountingExport, actor: StaffUser | None) -> AccountingFile:
    """Somebody takes the file of a batch out of the house: from now on the batch stays."""
    with transaction.atomic():
        clock.hand_over()
        file = AccountingFile.objects.select_for_update().select_related("stored_file", "export").get(export=export)
        # Asked after the lock: whoever took the batch back meanwhile is told of nobody who fetched it.
        if AccountingExport.objects.filter(pk=export.pk).exclude(withdrawn_at=None).exists():
            raise CannotExport("export.withdrawn")
        if file.fetched_at is None:
            file.fetched_at, file.fetched_by = clock.now(), actor
            file.save(update_fields=["fetched_at", "fetched_by"])
    return file


def _said(program: AccountingProgram) -> dict[str, Any]:
    return {name: getattr(program, name) for name in ("layout", "by_day", "series", "unit_dimension", "product_dimension")}


def _batch(export: AccountingExport) -> Batch:
    entity = export.entity
    sums = list(export.sums.select_related("account", "unit"))
    accounts = sorted({(row.account.code, row.account.name, row.account.kind) for row in sums})
    units = sorted({(row.unit.code, row.unit.name) for row in sums if row.unit})
    objects = [ObjectName(export.unit_dimension, *unit) for unit in units] if export.unit_dimension else []
    if export.product_dimension:
        objects += [ObjectName(export.product_dimension, code, name) for code, name in _products(export)]
    return Batch(
        company=entity.name,
        company_number=entity.company_number,
        currency=entity.currency,
        number=export.number,
        made_on=export.made_at.astimezone(ZoneInfo(entity.zone)).date(),
        version=__version__,
        series=export.series,
        accounts=[AccountName(*account) for account in accounts],
        objects=objects,
    )


def _vouchers(export: AccountingExport) -> Iterator[Voucher]:
    statement = "ledger/exported_day_lines" if export.by_day else "ledger/exported_lines"
    for number, rows in groupby(statements.stream(statement, export=export.pk), key=lambda row: row.voucher):
        lines = list(rows)
        yield Voucher(number, lines[0].posted_on, _text(export, lines[0]), tuple(_line(export, row) for row in lines))


def _line(export: AccountingExport, row: Any) -> VoucherLine:
    told = ((export.unit_dimension, row.unit), (export.product_dimension, row.product))
    objects = tuple((dimension, code) for dimension, code in told if dimension and code)
    return VoucherLine(row.account, row.amount, objects, row.tax_category)


def _products(export: AccountingExport) -> list[tuple[str, str]]:
    """The products of a batch, code and name, by code."""
    sold = JournalLine.objects.filter(entry__exported__export=export).exclude(product=None).order_by().values("product").distinct()
    language = export.entity.language
    return [(one.code, name_in(one.name, language, language)) for one in Product.objects.filter(pk__in=sold).order_by("code")]


def _text(export: AccountingExport, row: Any) -> str:
    kind = str(ENTRY_KINDS.get(row.kind, row.kind))
    if export.by_day:
        entries = ngettext("%(count)s entry", "%(count)s entries", row.entries) % {"count": row.entries}
        return f"{kind}, {entries}"
    if row.kind in NAMED_BY_TEXT:
        return f"{kind} {row.text}"
    return f"{kind}, {gettext('entry %(number)s') % {'number': row.entry_id}}"


def _counted(vouchers: Iterable[Voucher], told: Told) -> Iterator[Voucher]:
    for voucher in vouchers:
        told.count(voucher)
        yield voucher
