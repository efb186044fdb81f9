"""What the reader says when it will not read a file, and what it warns of when it will.

Every refusal carries `file`, `line` (0 where the whole file is meant) and `place`, the path of the element; its sentence says
where, what is wrong, and what to do about it.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.kit.refusals import Refusal
from abonent.ledger.rules.statement import StatementWarning

WHERE = _("%(file)s, line %(line)s, %(place)s")
ASK_AGAIN = _("Ask the bank for the file again.")
CURES = {
    "camt.empty": _("Fetch the file from the bank again."),
    "camt.archive": _("Unpack it and choose the file inside."),
    "camt.not_xml": _("Choose a file of the bank: camt (XML), MT940, BgMax, KTL, TITO or OCR giro."),
    "camt.not_camt": _("Choose a file of account information."),
    "camt.broken": _("The file may be cut off: fetch it from the bank again."),
    "camt.undecodable": _("Fetch the file from the bank again and do not open it in another program first."),
    "camt.too_large": _("Ask the bank for smaller files."),
    "camt.too_many": _("Ask the bank for smaller files."),
    "camt.amount_too_large": _("Ask the bank whether the amount is right."),
}


class CannotReadStatement(Refusal):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        "camt.empty": _("The file is empty."),
        "camt.archive": _("This is a packed file or a document (%(kind)s), not the bank file itself."),
        "camt.not_xml": _("This is no bank file of a known format: it begins with “%(found)s”."),
        "camt.not_camt": _("The file holds “%(found)s”, not account information (camt.052, camt.053 or camt.054)."),
        "camt.doctype": _("The file declares a document type (DTD). A bank file never does, and it is not safe to read."),
        "camt.broken": _("The XML is broken there (%(problem)s)."),
        "camt.undecodable": _("A letter cannot be read in the encoding %(encoding)s."),
        "camt.too_large": _("The file has %(size)s bytes; at most %(limit)s are read."),
        "camt.too_many": _("The file has more than %(limit)s parts of this kind."),
        "camt.piece_too_large": _("One part of the file is far larger than a bank writes."),
        "camt.no_statement": _("The message holds no statement."),
        "camt.misplaced": _("This part does not belong there."),
        "camt.namespaces": _("Parts of two versions of the format are mixed."),
        "camt.account_missing": _("The account has no number."),
        "camt.amount_missing": _("The amount is missing."),
        "camt.amount_unreadable": _("“%(found)s” is not an amount; it must be digits with a decimal point and no sign."),
        "camt.amount_too_large": _("The amount %(found)s is larger than the books can hold."),
        "camt.amount_too_fine": _("The amount %(found)s has more decimals than %(currency)s has."),
        "camt.currency_unreadable": _("“%(found)s” is not a currency; it must be three capital letters."),
        "camt.currency_differs": _("This is in %(found)s, but the account is held in %(expected)s."),
        "camt.ambiguous": _("This is given twice with different values."),
        "camt.direction_missing": _("It is not said whether money came in or left."),
        "camt.direction_unreadable": _("“%(found)s” is neither CRDT nor DBIT."),
        "camt.status_missing": _("It is not said whether the entry is booked."),
        "camt.yes_no_unreadable": _("“%(found)s” is neither true nor false."),
        "camt.day_missing": _("A booked entry has no day."),
        "camt.day_unreadable": _("“%(found)s” is not a day."),
        "camt.count_unreadable": _("“%(found)s” is not a number of entries."),
        "camt.count_differs": _("The file says %(stated)s entries, but holds %(found)s."),
        "camt.sum_differs": _("The file gives the sum %(stated)s, but its entries add up to %(found)s."),
        "camt.balance_differs": _(
            "Opening balance %(opening)s and booked entries %(booked)s make %(found)s, but the closing balance is %(stated)s."
        ),
    }

    def __str__(self) -> str:
        where = str(WHERE) % self.parameters if self.parameters["line"] else self.parameters["file"]
        return f"{where}: {super().__str__()} {CURES.get(self.code, ASK_AGAIN)}"


WARNINGS = {
    "camt.encoding_guessed": _("The file names the encoding %(declared)s but was read as %(used)s; letters such as å and ł may be wrong."),
    "camt.stray_ampersand": _("The sign & is written wrongly in a text; it was read as it stands."),
    "camt.several_documents": _("The file holds several messages one after the other; all were read."),
    "camt.text_cut": _("A text is longer than the format allows and was cut."),
    "camt.statement_id_missing": _("The statement has no number of its own."),
    "camt.time_unreadable": _("The day “%(found)s” of the period could not be read and was left out."),
    "camt.balance_unpaired": _("The balances cannot be checked: not both an opening and a closing one in %(currency)s."),
    "camt.balance_direction_missing": _("A balance does not say whether it is in credit; it was taken as credit."),
    "camt.balance_moved": _("Opening balance and entries make %(found)s, the closing balance is %(stated)s, as may be within the day."),
    "camt.page_of_several": _("This is one page of several, so its totals cannot be checked alone."),
    "camt.status_assumed": _("An entry does not say that it is booked; in a statement it was taken as booked."),
    "camt.status_unknown": _("An entry has the unknown status “%(found)s” and was not booked."),
    "camt.booking_day_taken": _("An entry has no booking day; %(day)s was taken."),
    "camt.details_do_not_add_up": _("The payments listed under an entry of %(stated)s make %(found)s; the entry was kept as one line."),
    "camt.details_without_amounts": _("The payments listed under an entry have no amounts; the entry was kept as one line."),
    "camt.detail_differs": _("The payment under an entry of %(stated)s has the amount %(found)s; the entry counts."),
}


class Unreadable(Exception):
    """A value that cannot be read, before its place is known: the reader adds file, line and place and refuses."""

    def __init__(self, code: str, path: str = "", **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.parameters = parameters


def warning_sentence(warning: StatementWarning) -> str:
    """The warning in the reader's language."""
    return str(WARNINGS[warning.code]) % warning.parameters
