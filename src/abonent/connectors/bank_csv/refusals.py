"""What is said of tables alone; the rest is common to all files of lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.line_files.refusals import CannotReadLines


class CannotReadTable(CannotReadLines):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        **CannotReadLines.sentences,
        "csv.header_missing": _("No row of headers has the columns %(missing)s."),
        "csv.row_unreadable": _("The row is not a row of a table."),
        "csv.balance_differs": _("The balance %(stated)s does not follow from the row before; with this amount it would be %(found)s."),
        "csv.other_account": _("The row is of the account %(found)s; the mapping is of %(expected)s."),
        "csv.several_accounts": _("Several accounts have files like this (%(accounts)s), and the file does not say whose it is."),
        "csv.no_account": _("No account of ours has files like this."),
        "csv.nothing_mapped": _("It is not said yet which column is the booking day and which the amount."),
        "csv.direction_missing": _("It is not said which word means money in."),
    }
    cures = {
        **CannotReadLines.cures,
        "lines.amount_unreadable": _("Look at the decimal sign of the mapping."),
        "lines.day_unreadable": _("Look at how days are written in the mapping."),
        "csv.header_missing": _("Look at the mapping of the account."),
        "csv.row_unreadable": _("Look at what parts the columns in the mapping."),
        "csv.balance_differs": _("Take the whole file from the bank, in its order."),
        "csv.other_account": _("Bring the file of one account."),
        "csv.several_accounts": _("Give the file the number of its account as a name."),
        "csv.no_account": _("Say once, for the account, which column is what."),
        "csv.nothing_mapped": _("Choose them."),
        "csv.direction_missing": _("Write it."),
    }
