"""`abonent check-books`: do the books agree with themselves?"""

from __future__ import annotations

import click

from abonent.kit.command_output import DONE, FAILED, emit, json_option
from abonent.runs.invariants import check_all


@click.command("check-books")
@json_option
def check_books() -> None:
    """Check every invariant over the whole database and print what does not hold; exit code 1 if anything does not."""
    checked = check_all()
    findings = [finding for _invariant, found in checked for finding in found]
    lines = [f"{finding.number}. {finding.message} {finding.link}".rstrip() for finding in findings]
    summary = f"{len(checked)} rules checked, {len(findings)} findings."
    emit({"checked": len(checked), "findings": [vars(finding) for finding in findings]}, text="\n".join([*lines, summary]))
    click.get_current_context().exit(FAILED if findings else DONE)


COMMANDS: dict[str, list[click.Command]] = {"": [check_books]}
