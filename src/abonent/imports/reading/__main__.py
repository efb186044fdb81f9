"""The child process: one job from standard input, the file on the file descriptor that the job names."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import sys
from itertools import islice
from typing import Any, BinaryIO, NoReturn

from abonent.imports.reading.cells import cleaned
from abonent.imports.reading.limits import Limits, shut_in
from abonent.imports.reading.sheets import Returned
from abonent.imports.reading.staging import StagingJob, copy_lines, loaded
from abonent.imports.reading.tables import Layout, Table, mended, open_table
from abonent.imports.reading.trouble import Unreadable

REFUSED = 3
_SAMPLE_ROWS = 5
_MISSING_SAID = 50
_BUFFER = 2**18


def main() -> NoReturn:
    """Do the job; what came of it is the last line on standard error."""
    job = json.loads(sys.stdin.readline())
    limits = Limits(**job.get("limits", {}))
    stream = os.fdopen(job["file"], "rb")
    staging = StagingJob.from_json(job["staging"]) if job["task"] == "stage" else None
    rules = loaded(staging.derivations) if staging else []
    layout = Layout(**job["layout"]) if job.get("layout") else None
    shut_in(limits, file_bytes=os.fstat(stream.fileno()).st_size)
    try:
        table = _table(job, stream, limits, layout)
        if staging:
            said = _stage(table, staging, rules, limits)
        elif job["task"] == "faults":
            said = {"rows": _copy_faulty(table)}
        elif job["task"] == "cells":
            said = {"rows": _copy_cells(table, set(job["lines"]))}
        else:
            said = _look(table, limits)
    except Unreadable as trouble:
        _end({"code": trouble.code, "parameters": trouble.parameters}, REFUSED)
    except MemoryError:
        _end({"code": "file.needs_too_much_memory", "parameters": {"most": limits.memory_mb}}, REFUSED)
    sys.stdout.flush()
    _end(said, 0)


def _look(table: Table, limits: Limits) -> dict[str, Any]:
    """How the file is read, its headers and its first rows."""
    sample = [cleaned(cells, row=number, headers=table.headers, limits=limits) for number, cells in islice(table.rows, _SAMPLE_ROWS)]
    if not sample:
        raise Unreadable("file.no_rows")
    return {
        "layout": dataclasses.asdict(table.layout),
        "headers": table.headers,
        "given_out": table.given_out.described() if table.given_out else None,
        "sample": [[cell[:80] for cell in cells] for cells in sample],
    }


def _table(job: dict[str, Any], stream: BinaryIO, limits: Limits, layout: Layout | None) -> Table:
    """The table in the file; or rows that the job itself brings, as if they stood in it."""
    if "given" not in job:
        return mended(open_table(stream, limits, layout), job.get("mended", {}))
    given_out = open_table(stream, limits, layout).given_out if job.get("given_out") else None
    return Table(Layout(**job["layout"]), job["headers"], ((number, cells) for number, cells in job["given"]), given_out)


def _stage(table: Table, staging: StagingJob, rules: Any, limits: Limits) -> dict[str, Any]:
    """Write the rows; of a workbook that was given out, say as well which are missing and what was changed in vain."""
    count = 0
    returned = Returned(table.given_out, staging.groups, table.headers) if table.given_out else None
    out = io.TextIOWrapper(_binary_out(), "utf-8", newline="", write_through=False)
    for line in copy_lines(table, staging, rules, limits, returned):
        out.write(line)
        count += 1
    out.flush()
    out.detach()
    if returned is None:
        return {"rows": count}
    missing = returned.missing()
    return {"rows": count, "missing": len(missing), "some_missing": missing[:_MISSING_SAID], "computed_changed": returned.computed_changed}


def _copy_faulty(table: Table) -> int:
    """The rows that standard input names, as CSV with their reasons in a last column: lines of {"row", "reasons"}."""
    out = io.TextIOWrapper(_binary_out(), "utf-8-sig", newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    wanted = (json.loads(line) for line in sys.stdin)
    head = next(wanted)
    writer.writerow([*table.headers, head["reasons"]])
    count, faulty = 0, next(wanted, None)
    for number, cells in table.rows:
        if faulty is None:
            break
        if number == faulty["row"]:
            padded = cells + [""] * (len(table.headers) - len(cells))
            writer.writerow([*(_harmless(cell) for cell in padded[: len(table.headers)]), faulty["reasons"]])
            count, faulty = count + 1, next(wanted, None)
    out.flush()
    out.detach()
    return count


def _copy_cells(table: Table, wanted: set[int]) -> int:
    """The rows with these numbers, a line of JSON each; reads no further than the last of them."""
    out = io.TextIOWrapper(_binary_out(), "utf-8", newline="")
    left = len(wanted)
    for number, cells in table.rows if left else ():
        if number in wanted:
            out.write(json.dumps([number, cells]) + "\n")
            left -= 1
        if not left:
            break
    out.flush()
    out.detach()
    return len(wanted) - left


def _harmless(cell: str) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe; telephone numbers stay as they are."""
    return f"'{cell}" if cell[:1] in "=@" and cell else cell


def _binary_out() -> BinaryIO:
    return io.BufferedWriter(io.FileIO(sys.stdout.fileno(), "w", closefd=False), _BUFFER)


def _end(said: dict[str, Any], code: int) -> NoReturn:
    sys.stderr.write(json.dumps(said) + "\n")
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
