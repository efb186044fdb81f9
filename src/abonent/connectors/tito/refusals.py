"""What is said of TITO alone; the rest is common to all files of lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.line_files.refusals import CannotReadLines


class CannotReadTito(CannotReadLines):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        **CannotReadLines.sentences,
        "tito.not_begun": _("The file does not begin with a basic record (T00)."),
        "tito.level_unreadable": _("“%(found)s” is not a level of breakdown."),
    }
    cures = {**CannotReadLines.cures, "tito.not_begun": _("Choose the statement (TITO) of the bank.")}


WARNINGS = {
    "tito.breakdown_differs": _("The payments listed under an entry of %(stated)s make %(found)s; the entry was kept as one line."),
    "tito.day_totals_differ": _("The bank's totals of the day are %(stated)s, those of the entries %(found)s."),
}
