"""The verbs of an import: take a file, check it, mend its rows, commit it or leave it. The check writes nothing but counts and faults."""

from abonent.imports.operations.checking import ROWS_TO_MEND, check_batch, keep_cells, keep_faulty_rows
from abonent.imports.operations.committing import DAYS_TO_UNDO, commit_batch
from abonent.imports.operations.error_files import fault_words, write_error_file
from abonent.imports.operations.leaving import WAITING, forget_stale_rows, leave_batch, refuse_batch, take_up_batch
from abonent.imports.operations.mending import mend_row, mend_rows
from abonent.imports.operations.steps import analyse, enter, locked_batch, parameters_of, run_step
from abonent.imports.operations.taking import take_file

__all__ = [
    "DAYS_TO_UNDO",
    "ROWS_TO_MEND",
    "WAITING",
    "analyse",
    "check_batch",
    "commit_batch",
    "enter",
    "fault_words",
    "forget_stale_rows",
    "keep_cells",
    "keep_faulty_rows",
    "leave_batch",
    "locked_batch",
    "mend_row",
    "mend_rows",
    "parameters_of",
    "refuse_batch",
    "run_step",
    "take_file",
    "take_up_batch",
    "write_error_file",
]
