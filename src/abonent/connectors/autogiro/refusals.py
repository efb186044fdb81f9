"""What is said of Autogiro alone; the rest is common to all files of lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.line_files.refusals import WARNINGS as COMMON
from abonent.connectors.line_files.refusals import CannotReadLines

CHOOSE = _("Choose what Bankgirot answered: the payment specification, the advice of mandates or the list of rejected payments.")


class CannotReadAutogiro(CannotReadLines):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        **CannotReadLines.sentences,
        "autogiro.not_autogiro": _("The file does not begin with an opening record of Autogiro."),
        "autogiro.ours": _("This is what a company sends to Bankgirot, not an answer."),
        "autogiro.content": _("The file holds “%(found)s”, which is not read."),
        "autogiro.status": _("“%(found)s” is not a status that the format has."),
        "autogiro.other_account": _("The record is for the bankgiro %(found)s, the file for %(stated)s."),
    }
    cures = {
        **CannotReadLines.cures,
        "autogiro.not_autogiro": CHOOSE,
        "autogiro.ours": CHOOSE,
        "autogiro.content": CHOOSE,
    }


WARNINGS = {
    **COMMON,
    "autogiro.payment_out_failed": _("A payment out to a customer was not made."),
}
