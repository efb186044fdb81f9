"""What the screen of the practice copy is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "practice:copy",
        text=_("A copy of today's data to learn and try out. Nothing is sent from it."),
        example=_("Make a copy, open it, and commit a billing run there."),
        page="practice-copy",
    )
]
