"""What is said of the bank's reports on our orders alone; the rest is common to the bank's files in XML."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.camt.refusals import CannotReadStatement


class CannotReadReport(CannotReadStatement):
    """The file is not taken in at all; nothing follows from it."""

    sentences = {
        **CannotReadStatement.sentences,
        "pain.no_report": _("The file holds no report on an order (pain.002)."),
        "pain.order_missing": _("It is not said which order the report is about."),
        "pain.piece_missing": _("It is not said which payment of the order is meant."),
        "pain.status_unreadable": _("“%(found)s” is not a status."),
    }
