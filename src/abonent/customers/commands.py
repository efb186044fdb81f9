"""`abonent customers import FILE`, `abonent bench import`, `abonent bench search`, `abonent bench duplicates`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from abonent.customers import benches
from abonent.customers.import_kinds import usual
from abonent.imports.models import ImportBatch
from abonent.imports.operations import check_batch, commit_batch, refuse_batch, take_file, write_error_file
from abonent.imports.refusals import CannotImport
from abonent.kit import clock
from abonent.kit.benches import BenchResult
from abonent.kit.command_output import emit, json_option, tell
from abonent.kit.files import open_stored, store_stream
from abonent.organisation.models import LegalEntity


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and count; write nothing into the register.")
@click.option(
    "--source", default="file", show_default=True, help="The system whose keys the file has: a row is known again by source and key."
)
@click.option("--country", default="", help="Country where the file does not say, for example SE; else that of the company.")
@click.option("--language", default="", help="Language where the file does not say, for example sv; else that of the country.")
@click.option("--error-file", type=click.Path(dir_okay=False, path_type=Path), help="Where the rows with faults go; else beside FILE.")
@json_option
def import_customers(file: Path, dry_run: bool, source: str, country: str, language: str, error_file: Path | None) -> None:
    """Bring the customers of FILE (CSV of any separator and encoding, XLSX, ODS) into the register.

    Rows with faults are left out and written to an error file with their reasons; the others are new, changed or the same.
    """
    entity = LegalEntity.objects.order_by("pk").first()
    defaults = {**usual(entity), **{name: said for name, said in (("default_country", country), ("default_language", language)) if said}}
    today = clock.today(entity.zone if entity else "Europe/Stockholm")
    with file.open("rb") as content:
        stored = store_stream(name=file.name, media_type="application/octet-stream", stream=content, owner="import_batch")
    batch = take_file(kind="customers", file=stored, source=source, actor=None, defaults=defaults)
    try:
        batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=today)
        written = _write_errors(batch, error_file or file.with_name(f"{file.stem}-errors.csv"))
        if not dry_run:
            batch = commit_batch(batch=batch, actor=None, today=today, progress=_tell_step)
    except CannotImport as refusal:
        refuse_batch(batch=batch, refusal=refusal)
        raise
    _report(batch, written, dry_run=dry_run)


def _write_errors(batch: ImportBatch, where: Path) -> Path | None:
    stored = write_error_file(batch=batch, heading=_("What is wrong"))
    if stored is None:
        return None
    with open_stored(stored) as content:
        where.write_bytes(content.read())
    return where


def _report(batch: ImportBatch, error_file: Path | None, *, dry_run: bool) -> None:
    result: dict[str, Any] = {"new": batch.new_count, "changed": batch.changed_count, "same": batch.same_count, "errors": batch.error_count}
    if dry_run:
        text = _("Would be new: %(new)s, changed: %(changed)s, the same: %(same)s, with errors: %(errors)s") % result
    else:
        text = _("New: %(new)s, changed: %(changed)s, the same: %(same)s, with errors: %(errors)s") % result
    emit({**result, "error_file": str(error_file) if error_file else None}, text=text)
    if error_file:
        tell(_("The rows with errors and their reasons are in %(file)s.") % {"file": error_file})


def _tell_step(label: Any, place: int, of: int) -> None:
    if label:
        tell(f"{place}/{of} {label}")


@click.command("import")
@click.option("--rows", default=1_000_000, show_default=True, help="Rows of the file.")
@json_option
def import_bench(rows: int) -> None:
    """Import a file of new customers; the ratio is to COPY of the same rows into the same indexed tables."""
    _show(benches.bench_import(rows=rows))


@click.command("search")
@click.option("--customers", default=1_000_000, show_default=True, help="Customers in the register.")
@json_option
def search_bench(customers: int) -> None:
    """Twenty kinds of type-ahead, at the database and through the web server."""
    _show(benches.bench_search(customers=customers))


@click.command("duplicates")
@click.option("--customers", default=1_000_000, show_default=True, help="Customers in the register, not counting the known doubles.")
@json_option
def duplicates_bench(customers: int) -> None:
    """Find 10,000 known doubles in a register: how fast, how many of them, and how many proposals are right."""
    _show(benches.bench_duplicates(customers=customers))


def _show(result: BenchResult) -> None:
    emit(result.as_json(), text=json.dumps(result.as_json(), indent=1))


COMMANDS: dict[str, list[click.Command]] = {"customers": [import_customers], "bench": [import_bench, search_bench, duplicates_bench]}
