"""What the screen of public registers is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "registers:registers",
        text=_("Which public registers are asked, and what is sent to each."),
        example=_("Switch one on and ask for a company by its number."),
        page="public-registers",
    ),
]
NO_SCREENS = ["registers:beside_new", "registers:panel"]
