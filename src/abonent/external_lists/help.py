"""What each screen of lists from outside is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "external_lists:lists",
        text=_("Files of people from outside that are called row by row, as they are."),
        example=_("Open a list and press Next row."),
        page="external-lists",
    ),
    ScreenHelp(
        "external_lists:new",
        text=_("Bring in a file to work through. Its columns are guessed."),
        example=_("A spreadsheet of a trade fair with names and numbers."),
        page="external-lists",
    ),
    ScreenHelp(
        "external_lists:list",
        text=_("One list: how far the calling is, and the file with its results."),
        example=_("Filter those who are interested."),
        page="external-lists",
    ),
    ScreenHelp(
        "external_lists:columns",
        text=_("Say which column is what. The rest stays in the file as it is."),
        example=_("Column B is the telephone number."),
        page="external-lists",
    ),
    ScreenHelp(
        "external_lists:describe",
        text=_("What the list is for, and until when it is kept."),
        example=_("Kept until 31 Dec."),
        page="external-lists",
    ),
    ScreenHelp(
        "external_lists:row",
        text=_("One row: who it is, whether he may be called, and what came of it."),
        example=_("Choose Interested and make a customer of him."),
        page="external-lists",
    ),
    ScreenHelp(
        "external_lists:versions",
        text=_("Earlier versions of the file, the latest first."),
        example=_("Fetch the file as it was yesterday."),
        page="external-lists",
    ),
]
NO_SCREENS = ["external_lists:next", "external_lists:download", "external_lists:version"]
