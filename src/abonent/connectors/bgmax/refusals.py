"""What is said of BgMax alone; the rest is common to all files of lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.line_files.refusals import CannotReadLines


class CannotReadBgmax(CannotReadLines):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        **CannotReadLines.sentences,
        "bgmax.not_bgmax": _("The file does not begin with the record 01BGMAX."),
        "bgmax.version": _("The file is of version %(found)s of the format; 01 is known."),
        "bgmax.references_differ": _("The references of a payment of %(stated)s add up to %(found)s."),
    }
    cures = {**CannotReadLines.cures, "bgmax.not_bgmax": _("Choose the file of payments in that Bankgirot sent.")}
