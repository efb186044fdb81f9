"""A file that is written when somebody fetches it: lines in the order of a profile, as it lays them out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import IO, Any

from django.http import FileResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abonent.distribution.list_lines import Sorting, field_labels, pieces_of, said_of
from abonent.distribution.rules.layout import FIXED, Layout, Unwritable, Writer

IN_MEMORY = 4_000_000


def write_sorted(rows: Iterable[Any], sorting: Sorting, *, language: str) -> IO[bytes]:
    """The file, at its beginning; refused with the line and the column where a letter cannot stand."""
    layout = sorting.profile.layout
    writer = Writer(layout)
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    if layout.header:
        out.write(writer.header(field_labels(language)))
    for values in said_of(pieces_of(rows, sorting), sorting):
        out.write(writer.row(values))
    out.seek(0)
    return out


def as_download(out: IO[bytes], layout: Layout, *, name: str) -> FileResponse:
    """The file to be kept, under a name that ends as its kind does."""
    ending, kind = ("txt", "text/plain") if layout.kind == FIXED else ("csv", "text/csv")
    return FileResponse(out, as_attachment=True, filename=f"{name}.{ending}", content_type=f"{kind}; charset={layout.encoding}")


def unwritable_words(unwritable: Unwritable) -> str:
    """Where a letter stands in the way of the file, and what can be done."""
    return f"{place_words(unwritable)} {_('Allow another letter in its place, or choose another encoding.')}"


def place_words(unwritable: Unwritable) -> str:
    """Where in a file which letter of what cannot stand; one that nobody can print is said by its code alone."""
    character = f"{unwritable.character} ({unwritable.code})" if unwritable.character.isprintable() else unwritable.code
    words = _("Line %(line)s, column %(column)s, %(field)s: %(character)s cannot stand there.")
    field = field_labels(get_language() or "en").get(unwritable.field, unwritable.field)
    return words % {"line": unwritable.line, "column": unwritable.column, "field": field, "character": character}
