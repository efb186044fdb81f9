"""What is said of MT940 alone; the rest is common to all files of lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.line_files.refusals import CannotReadLines


class CannotReadMt940(CannotReadLines):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        **CannotReadLines.sentences,
        "mt940.no_statement": _("The file holds no statement: no field :20: or :25: was found."),
        "mt940.field_unreadable": _("The field :%(tag)s: is not as the format has it: “%(found)s”."),
        "mt940.field_twice": _("The field :%(tag)s: stands twice in one statement."),
        "mt940.entry_outside": _("An entry stands outside any statement."),
    }


WARNINGS = {
    "mt940.encoding_taken": _(
        "The file does not name its encoding. It was read as %(used)s, which fits letters of the bank's country; letters may be wrong."
    ),
    "mt940.interim": _("This is a report within the day (MT942): its entries are shown and booked when the statement comes."),
    "mt940.day_moved": _("An entry has no booking day; its value day was taken."),
}
