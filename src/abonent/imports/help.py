"""What each screen of the imports is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "imports:list",
        text=_("Files that were brought in, and what came of their rows."),
        example=_("Open an import of this month to undo all of it."),
        page="import-a-file",
    ),
    ScreenHelp(
        "imports:new",
        text=_("Bring in a file of any layout. Nothing is written before you commit."),
        example=_("Write web shop as the source each time, so that rows are known again."),
        page="import-a-file",
    ),
    ScreenHelp(
        "imports:batch",
        text=_("One import, step by step: columns, check, commit."),
        example=_("Mend a wrong row here, or take the error file and bring it in again."),
        page="import-a-file",
    ),
    ScreenHelp(
        "imports:mend",
        text=_("Mend one row of the file. The file itself stays as it came."),
        example=_("Write 123 45 in place of a postal code that has a letter in it."),
        page="import-a-file",
    ),
    ScreenHelp(
        "imports:sources",
        text=_("Databases and addresses that are asked for rows, and folders that files are put into."),
        example=_("Press Load now to see at once what a database would bring."),
        page="import-from-a-folder",
    ),
    ScreenHelp(
        "imports:new_source",
        text=_("Say where the rows are, when they are come for, and how much is committed by itself."),
        example=_("A folder called shop, into which the web shop puts a file each night."),
        page="import-from-a-database",
    ),
    ScreenHelp(
        "imports:source",
        text=_("Change what is asked, when, and how much is committed by itself."),
        example=_("Up to 200 changes by itself; more wait for a person."),
        page="import-from-a-database",
    ),
]
NO_SCREENS = ["imports:standing", "imports:error_file"]
