"""What each screen of the runs is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "runs:list",
        text=_("Whatever changes many rows is a run: planned, looked at, then committed."),
        example=_("Open a run that waits for approval, look at its plan, and commit it."),
        page="runs",
    ),
    ScreenHelp(
        "runs:bell",
        text=_("What is at work, and what waits for you."),
        example=_("A file you have asked for is fetched from here."),
        page="runs",
    ),
    ScreenHelp(
        "runs:new",
        text=_("Work out what would be done on a day. Nothing is written."),
        example=_("Choose Billing and today, and look at what comes out."),
        page="runs",
    ),
    ScreenHelp(
        "runs:run",
        text=_("One run: its totals against the last one, its steps, and what was parked."),
        example=_("Look at the plan first; then type the number of rows and commit."),
        page="runs",
    ),
    ScreenHelp(
        "runs:parked",
        text=_("Cases that could not be done, with the reason of each."),
        example=_("Mend the cause, for example a missing price, and plan these again."),
        page="runs",
    ),
    ScreenHelp(
        "runs:schedules",
        text=_("Runs that start by themselves, and up to which limits they commit."),
        example=_("Billing each working day at 04:00, up to 500 rows."),
        page="schedules",
    ),
    ScreenHelp(
        "runs:new_schedule",
        text=_("Say which run starts when. Without limits a person approves it."),
        example=_("Type the first day as you say it: 1 dec."),
        page="schedules",
    ),
    ScreenHelp(
        "runs:schedule",
        text=_("Change when a run starts and up to which limits it commits."),
        example=_("Write an end day to let a schedule run out."),
        page="schedules",
    ),
]
NO_SCREENS = ["runs:progress"]
