"""The manual explains itself, too."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "manual:contents",
        text=_("All pages, by the work you do. F1 on any screen opens its page."),
        example=_("Search for: merge."),
        page="getting-around",
    ),
    ScreenHelp(
        "manual:page",
        text=_("One page of the manual. The arrows below lead through the chapter."),
        example=_("Press PDF to print it for the wall."),
        page="getting-around",
    ),
]
NO_SCREENS = ["manual:page_pdf", "manual:whole_pdf"]
