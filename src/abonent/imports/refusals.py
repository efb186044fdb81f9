"""Why a file or a row is not imported, in sentences that name the place and the cure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from abonent.kit.refusals import Refusal


class CannotImport(Refusal):
    """A file that is refused as a whole; nothing of it is in the register."""

    sentences = {
        "file.empty": _("%(file)s is empty."),
        "file.no_rows": _("%(file)s has no rows under its headers."),
        "file.too_large": _("%(file)s has %(megabytes)s MB; the most is %(most)s. Split it."),
        "file.no_plain_file": _("%(file)s is a link or a device, not a file. Put the file itself into the folder."),
        "file.unpacks_too_large": _("%(file)s unpacks to %(megabytes)s MB; the most is %(most)s. Save the table as CSV."),
        "file.not_a_table": _("%(file)s is a %(kind)s file, not a table. Save the table as CSV or XLSX."),
        "file.archive": _("%(file)s is an archive, not a workbook. Unpack it and import the table in it."),
        "file.broken_workbook": _("%(file)s cannot be opened as a workbook (%(detail)s). Open it in a spreadsheet and save it anew."),
        "file.too_many_columns": _("%(file)s has %(columns)s columns; the most is %(most)s. The separator may be wrong."),
        "file.header_twice": _("%(file)s, row 1: two columns have the same header: %(headers)s. Rename or remove one."),
        "file.header_missing": _(
            "%(file)s, row 1: no column for %(fields)s. The columns are: %(headers)s. Add the column, or say which one it is."
        ),
        "file.no_sheet": _("%(file)s was taken out of a list here, but its hidden sheets were changed. Take the list out again."),
        "file.other_sheet": _("%(file)s was taken out of the list “%(title)s”. Bring it in there."),
        "file.encoding": _(
            "%(file)s, row %(row)s, column %(column)s: byte %(byte)s is no letter in this encoding (near “%(near)s”). Save the file as UTF-8."
        ),
        "file.decoded_twice": _(
            "%(file)s, row %(row)s, column %(column)s: “%(near)s” was read in the wrong encoding before it was saved. Export it again as UTF-8."
        ),
        "file.nul": _(
            "%(file)s, row %(row)s, column %(column)s: a NUL character. The file is damaged, or no text; export it again as UTF-8."
        ),
        "file.control": _("%(file)s, row %(row)s, column %(column)s: the control character %(byte)s. Remove it, or export the file again."),
        "file.cell_too_long": _(
            "%(file)s, row %(row)s, column %(column)s: a cell of %(letters)s letters; the most is %(most)s. A quotation mark may be missing before it."
        ),
        "file.quotes": _(
            "%(file)s, row %(row)s: the quotation marks do not match (%(detail)s). Put the missing one in, or double those inside a cell."
        ),
        "file.needs_too_much_memory": _("%(file)s needs more than %(most)s MB to be read. Save the table as CSV, or split it."),
        "file.takes_too_long": _("%(file)s takes too long to read. Split it."),
        "import.not_checked": _("This import is %(state)s; only a checked one can be committed."),
        "import.read_again": _("The rows of this import are no longer staged. Check the file again."),
        "import.not_committed": _("This import is %(state)s; only a committed one can be undone."),
        "import.not_waiting": _("This import is %(state)s; only one that waits can be left out."),
        "import.past_choosing": _(
            "This import is %(state)s. What was chosen can be taken back only while it is checked and not committed."
        ),
        "rules.changed_since": _("Somebody has changed the rules of %(source)s since. Change them where its columns are said."),
        "import.all_used": _("Every row that this import brought has been used since. Nothing is undone."),
        "import.refused": _("Nothing is taken: %(why)s"),
        "import.nothing_to_do": _("No row of the file can be imported. See what is wrong with each and correct the file."),
    }


FAULTS: Mapping[str, Any] = {
    "cell.formula": _("“%(value)s” is a formula. Put the value in its place."),
    "cell.too_long": _("%(letters)s letters; the most is %(most)s."),
    "row.too_many_cells": _(
        "The row has %(cells)s cells under %(headers)s headers. A separator inside a cell needs quotation marks around the cell."
    ),
    "key.missing": _("The row has no key, by which it would be known again."),
    "key.copied": _(
        "This row and row %(other)s are the same one. Delete one of them; to make this one a new row of the register, empty its key here."
    ),
    "key.gone": _("Nothing in the register has the key %(key)s any more. To bring the row in as a new one, empty its key here."),
    "cell.emptied": _("This cannot be left empty. Put in what it said before, or something else."),
    "key.twice": _("The key %(key)s is also in row %(other)s. One row for each key."),
}

USES: Mapping[str, Any] = {
    "used.named": _("Used since: %(by)s."),
    "used.edited": _("Edited since."),
    "used.imported_again": _("Changed by a later import, %(file)s. Undo that first."),
}


def fault_sentence(code: str, parameters: Mapping[str, Any], sentences: Mapping[str, Any]) -> str:
    """What is wrong with a cell, in the reader's language."""
    sentence = sentences.get(code) or FAULTS.get(code)
    return str(sentence) % parameters if sentence else gettext("Refused: %(code)s") % {"code": code}
