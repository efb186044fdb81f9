"""What each screen of reading by other systems is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "reporting:logins",
        text=_("Other systems that read documented views of the database."),
        example=_("Take a log-in back: it stops at once."),
        page="roles",
    ),
    ScreenHelp(
        "reporting:new_login",
        text=_("A log-in for another system. Its password is shown once."),
        example=_("A spreadsheet that reads one company."),
        page="roles",
    ),
]
