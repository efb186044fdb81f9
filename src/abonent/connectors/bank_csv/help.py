"""What the screens of banks' tables are for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "bank_csv:mappings",
        text=_("For which accounts the bank's table (CSV) can be read."),
        example=_("Choose an account and bring a file of it."),
        page="bank-tables",
    ),
    ScreenHelp(
        "bank_csv:mapping",
        text=_("Which column of the bank's table is what. Below stands what would be read."),
        example=_("Choose Belopp as the amount and look at the first rows."),
        page="bank-tables",
    ),
]
NO_SCREENS = ["bank_csv:preview"]
