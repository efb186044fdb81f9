"""What the readers of lines say when they will not read a file, and what they warn of when they will.

Every refusal carries `file`, `line` (0 where the whole file is meant) and `column` (0 where the whole line is meant), both counted from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from abonent.kit.refusals import Refusal

LINE = _("%(file)s, line %(line)s")
COLUMN = _("%(file)s, line %(line)s, column %(column)s")
ASK_AGAIN = _("Ask the bank for the file again.")


class CannotReadLines(Refusal):
    """The file is not imported at all; nothing of it may be booked. A format adds its own `sentences` and `cures`."""

    sentences: ClassVar[Mapping[str, Any]] = {
        "lines.empty": _("The file is empty."),
        "lines.archive": _("This is a packed file or a document (%(kind)s), not the bank file itself."),
        "lines.too_large": _("The file has %(size)s bytes; at most %(limit)s are read."),
        "lines.too_many": _("The file has more than %(limit)s payments."),
        "lines.too_long": _("A line is far longer than a bank writes."),
        "lines.undecodable": _("The letters cannot be read in the encoding %(encoding)s."),
        "lines.unknown_record": _("“%(found)s” is not a kind of record that the format has."),
        "lines.misplaced": _("A record of the kind %(record)s does not belong there."),
        "lines.not_closed": _("The record that closes is missing (%(record)s)."),
        "lines.too_short": _("The record is cut off: it has %(found)s characters of %(stated)s."),
        "lines.number_unreadable": _("“%(found)s” is not a number."),
        "lines.amount_unreadable": _("“%(found)s” is not an amount."),
        "lines.amount_too_large": _("The amount %(found)s is larger than the books can hold."),
        "lines.amount_too_fine": _("The amount %(found)s has more decimals than %(currency)s has."),
        "lines.sign_unreadable": _("“%(found)s” does not say whether money came in or left."),
        "lines.day_unreadable": _("“%(found)s” is not a day."),
        "lines.account_missing": _("The account has no number."),
        "lines.currency_missing": _("It is not said in which currency the amounts are."),
        "lines.currency_differs": _("This is in %(found)s, but the account is held in %(expected)s."),
        "lines.count_differs": _("The file says %(stated)s payments, but holds %(found)s."),
        "lines.sum_differs": _("The file gives the sum %(stated)s, but its payments add up to %(found)s."),
        "lines.balance_differs": _(
            "Opening balance %(opening)s and booked entries %(booked)s make %(found)s, but the closing balance is %(stated)s."
        ),
    }
    cures: ClassVar[Mapping[str, Any]] = {
        "lines.empty": _("Fetch the file from the bank again."),
        "lines.archive": _("Unpack it and choose the file inside."),
        "lines.too_large": _("Ask the bank for smaller files."),
        "lines.too_many": _("Ask the bank for smaller files."),
        "lines.undecodable": _("Fetch the file from the bank again and do not open it in another program first."),
        "lines.not_closed": _("The file may be cut off: fetch it from the bank again."),
        "lines.too_short": _("Fetch the file from the bank again and do not open it in another program first."),
        "lines.amount_too_large": _("Ask the bank whether the amount is right."),
    }

    def __str__(self) -> str:
        line, column = self.parameters["line"], self.parameters["column"]
        where = str(COLUMN if column else LINE) % self.parameters if line else self.parameters["file"]
        return f"{where}: {super().__str__()} {self.cures.get(self.code, ASK_AGAIN)}"


WARNINGS = {
    "lines.read_as_utf8": _("The format is written in %(standard)s, but the file was read as UTF-8."),
    "lines.seven_bit_letters": _("The signs [ \\ ] { | } were read as the letters Ä Ö Å ä ö å, as seven-bit files have them."),
    "lines.letters_lost": _("A letter cannot be read in the encoding %(encoding)s; it was replaced."),
    "lines.text_cut": _("A text is longer than the format allows and was cut."),
    "lines.balance_unpaired": _("The balances cannot be checked: not both an opening and a closing one."),
    "lines.test_file": _("The bank marks the file as a test."),
}


class Unreadable(Exception):
    """A value that cannot be read, before its place is known: whoever knows the line refuses. `column` is counted in the line."""

    def __init__(self, code: str, column: int = 0, **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.column = column
        self.parameters = parameters
