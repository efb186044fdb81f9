"""What each screen of the desk is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "desk:home",
        text=_("How things stand today, and what waits. Every figure leads to its rows."),
        example=_("Press / and type a telephone number: the caller is found."),
        page="getting-around",
    ),
    ScreenHelp(
        "desk:running",
        text=_("How the number has moved, month by month."),
        example=_("Compare this month with the same month last year."),
        page="subscriptions",
    ),
    ScreenHelp(
        "desk:search",
        text=_("What was found by the words you typed, sorted by kind."),
        example=_("Type part of a name and a town: lindq vaasa."),
        page="find-a-customer",
    ),
    ScreenHelp(
        "desk:customer",
        text=_("All about one customer. The strip at the top stays while you scroll."),
        example=_("Press n to write a note while you are talking."),
        page="customer-page",
    ),
    ScreenHelp(
        "desk:books",
        text=_("Rules that must always hold. Each night they are checked by themselves."),
        example=_("Click on a red rule to see the rows that break it."),
        page="books",
    ),
]
NO_SCREENS = ["desk:start", "desk:books_rule"]
