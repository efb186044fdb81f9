"""`abonent check-books`: do the books agree with themselves? `abonent bench pages`, `abonent bench lists`: are the pages quick?

`abonent settings`: the settings as one file.
"""

from __future__ import annotations

import click

from abonent.desk import settings_commands
from abonent.desk.benches import bench_pages
from abonent.desk.list_benches import bench_lists
from abonent.kit.command_output import DONE, FAILED, emit, json_option
from abonent.runs.invariants import check_and_record


@click.command("check-books")
@json_option
def check_books() -> None:
    """Check every invariant over the whole database and print what does not hold; exit code 1 if anything does not."""
    checked = check_and_record()
    findings = [finding for _invariant, found in checked for finding in found]
    lines = [f"{finding.number}. {finding.message} {finding.link}".rstrip() for finding in findings]
    summary = f"{len(checked)} rules checked, {len(findings)} findings."
    emit({"checked": len(checked), "findings": [vars(finding) for finding in findings]}, text="\n".join([*lines, summary]))
    click.get_current_context().exit(FAILED if findings else DONE)


@click.command("pages")
@click.option("--customers", default=200_000, show_default=True)
@json_option
def pages(customers: int) -> None:
    """Measure the most used pages over a register of that many customers, in a database that is thrown away."""
    result = bench_pages(customers=customers).as_json()
    lines = [
        f"{name}: {page['statements']} statements, p95 {page['p95_ms']} ms, of it SQL {page['sql_ms']} ms"
        for name, page in result["detail"]["pages"].items()
    ]
    emit(result, text="\n".join([*lines, f"worst against its floor: {result['ratio']} (goal 4)"]))


@click.command("lists")
@click.option("--customers", default=1_000_000, show_default=True)
@json_option
def lists(customers: int) -> None:
    """Measure every large list by each of its orders and filters, in a database that is thrown away."""
    result = bench_lists(customers=customers).as_json()
    detail = result["detail"]
    lines = [
        f"{name}: {found['questions']} questions, slowest page {found['worst_page']['seconds']} s ({found['worst_page']['question']}), "
        f"slowest totals {found['worst_totals']['seconds']} s ({found['worst_totals']['question']})"
        for name, found in detail["lists"].items()
    ]
    summary = f"p95 of {detail['questions']}: first page {detail['page_p95']} s (goal 1), totals {detail['totals_p95']} s (goal 3)"
    emit(result, text="\n".join([*lines, *detail["slow"], summary]))


COMMANDS: dict[str, list[click.Command]] = {"": [check_books], "bench": [pages, lists], "settings": settings_commands.COMMANDS}
