"""What is said of KTL alone; the rest is common to all files of lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.line_files.refusals import CannotReadLines


class CannotReadKtl(CannotReadLines):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        **CannotReadLines.sentences,
        "ktl.not_begun": _("The file does not begin with a header record (0)."),
        "ktl.correction_unreadable": _("“%(found)s” is neither 0 (payment) nor 1 (correction)."),
    }
    cures = {**CannotReadLines.cures, "ktl.not_begun": _("Choose the file of reference payments of the bank.")}


WARNINGS = {
    "ktl.not_paid": _("%(count)s direct debits were not paid and are not booked."),
}
