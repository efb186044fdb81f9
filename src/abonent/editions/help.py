"""What each screen of titles and issues is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "editions:titles",
        text=_("What you publish. A title has editions, an edition has issues."),
        example=_("Press n to add a title."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:new_title",
        text=_("A title, with its name in each language."),
        example=_("Norrviks Dagblad."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:title",
        text=_("One title and its editions, on paper or electronic."),
        example=_("Press n for an edition that only comes out at weekends."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:name_title",
        text=_("Change the name of a title."),
        example=_("Add the name in Finnish."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:new_edition",
        text=_("An edition with its medium and its weekdays."),
        example=_("Electronic, every day."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:edition",
        text=_("The calendar of one edition. Click on a day to change it."),
        example=_("Click on 24 Dec and say that no issue comes out."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:name_edition",
        text=_("Change the name of an edition."),
        example=_("Weekend in place of Saturday."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:exception",
        text=_("Drop an issue, move it, or add one."),
        example=_("24 Dec, no issue."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:rule",
        text=_("Change the weekdays from a day on."),
        example=_("From 1 jan no more on Mondays."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:holidays",
        text=_("Choose on which holidays nothing comes out."),
        example=_("Tick Good Friday."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:withdrawal",
        text=_("Take an exception back: the day is again as the weekdays say."),
        example=_("24 Dec has an issue again."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:extension",
        text=_("Make the issues of the coming years."),
        example=_("Until 31/12 in two years."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:lead_times",
        text=_("How long before an issue a change must be typed to reach it."),
        example=_("Two days for post, half a day for carriers."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:new_lead_time",
        text=_("One more lead time; the more particular one holds."),
        example=_("For this edition by post: 3 days."),
        page="titles-and-issues",
    ),
    ScreenHelp(
        "editions:lead_time_end",
        text=_("Say from which issue on a lead time holds no more."),
        example=_("From the first issue of January."),
        page="titles-and-issues",
    ),
]
NO_SCREENS: list[str] = []
