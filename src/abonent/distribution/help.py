"""What each screen of distribution is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "distribution:routes",
        text=_("Every route, who walks it today and how many doors it has."),
        example=_("Write a carrier's name: his routes are left."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:new_route",
        text=_("A walk from door to door: its number, its weekdays and where its copies are fetched."),
        example=_("14, North harbour, Mon–Sat."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:route",
        text=_("One route: its pieces in the order of the walk, with their doors, and who walks it."),
        example=_("Press n and write Storgatan, odd numbers, from 1 to 19."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:change_route",
        text=_("Another number, name, depot or other weekdays. Its doors follow."),
        example=_("Tick Sun, and the route is walked on Sundays too."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:walker",
        text=_("Who walks the route, from a day on. Whoever walked it before stops then."),
        example=_("Eva Berg, from mon."),
        page="carriers",
    ),
    ScreenHelp(
        "distribution:new_stretch",
        text=_("Which doors the route has besides, and behind which piece of the walk they come."),
        example=_("Storgatan, even numbers, walked from the highest number down."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:change_stretch",
        text=_("Other numbers, another side, or walked the other way, from a day on."),
        example=_("To number 19 instead of 31, from mon."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:end_stretch",
        text=_("From which day on the route does not have these doors."),
        example=_("1 Aug: on 31 July their papers come for the last time by this route."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:recut",
        text=_("Give a piece of a route, or a part of it, to another route from a day on. What moves is shown first."),
        example=_("To route 15 from mon, even numbers up to 20."),
        page="re-cut",
    ),
    ScreenHelp(
        "distribution:without_route",
        text=_("Doors to which papers should be brought early in the morning and that no route has."),
        example=_("Press Give to route 14: the door is behind the nearest piece of its walk."),
        page="re-cut",
    ),
    ScreenHelp(
        "distribution:which_route",
        text=_("Write an address and see by which route a paper comes there, and who walks it."),
        example=_("Storgatan 12, 111 22."),
        page="routes",
    ),
    ScreenHelp(
        "distribution:carriers",
        text=_("Everybody who brings papers, and which route he walks today."),
        example=_("Choose Without a route today before you look for a stand-in."),
        page="carriers",
    ),
    ScreenHelp(
        "distribution:new_carrier",
        text=_("Somebody who is to walk a route: how he is called and reached."),
        example=_("Eva Berg, 17, 070-174 06 35."),
        page="carriers",
    ),
    ScreenHelp(
        "distribution:change_carrier",
        text=_("How a carrier is called and reached, and from which day he is gone."),
        example=_("Gone from 1 Aug, once his route is given to somebody else."),
        page="carriers",
    ),
    ScreenHelp(
        "distribution:depots",
        text=_("Where the copies of routes are put down and fetched."),
        example=_("North depot, with 12 routes."),
        page="carriers",
    ),
    ScreenHelp(
        "distribution:new_depot",
        text=_("A place where carriers fetch their copies."),
        example=_("North depot, Stockholm."),
        page="carriers",
    ),
    ScreenHelp(
        "distribution:change_depot",
        text=_("What a depot is called and where it lies."),
        example=_("59.33 and 18.06 for the middle of Stockholm."),
        page="carriers",
    ),
    ScreenHelp(
        "distribution:outlets",
        text=_("Who sells single copies for you, where, and how many copies a week."),
        example=_("Press n for a new kiosk."),
        page="outlets",
    ),
    ScreenHelp(
        "distribution:new_outlet",
        text=_("Where copies are sold, who is invoiced for them, and until when unsold ones may come back."),
        example=_("Kiosk at the station, 14 days, at most 30 percent."),
        page="outlets",
    ),
    ScreenHelp(
        "distribution:outlet",
        text=_("What the outlet draws, what came back, and what it should rather draw, with the reason."),
        example=_("An arrow beside a number proposes another one: 10 → 11, because it sold out."),
        page="outlets",
    ),
    ScreenHelp(
        "distribution:change_outlet",
        text=_("Let an outlet be otherwise, or close it from a day on."),
        example=_("Closed from 1 Aug: from then on nothing is drawn."),
        page="outlets",
    ),
    ScreenHelp(
        "distribution:draw",
        text=_("How many copies come on each weekday from a day on. With which issue it begins is shown before it is saved."),
        example=_("From Monday: 10 each day, 25 on Sundays."),
        page="outlets",
    ),
    ScreenHelp(
        "distribution:draw_issues",
        text=_("Other copies of single issues, for a market or a match. All other issues stay as the draw says."),
        example=_("40 copies on the day of the market."),
        page="outlets",
    ),
    ScreenHelp(
        "distribution:draw_returns",
        text=_("How many copies of each issue came back unsold."),
        example=_("3 of Monday’s paper; leave empty what is not counted yet."),
        page="outlets",
    ),
    ScreenHelp(
        "distribution:night",
        text=_("What goes out tonight: how many copies, how many more than on the same weekday, and until when it can be changed."),
        example=_("Press f to freeze the paper whose cut-off is next."),
        page="night-board",
    ),
    ScreenHelp(
        "distribution:why",
        text=_("Why a route has more or fewer copies than on the same weekday before: reasons that add up to the difference."),
        example=_("131 last Friday, 5 more at the hotel, 8 redirected here, 3 paused: 141."),
        page="night-board",
    ),
    ScreenHelp(
        "distribution:frozen_list",
        text=_("What was frozen of an issue: its files, its print order, its routes and what was added since."),
        example=_("Press a to write an addendum of what changed after the freeze."),
        page="night-board",
    ),
    ScreenHelp(
        "distribution:circulation",
        text=_("How many copies of each issue went out and were paid for, as your bureau counts them."),
        example=_("Press b for the month before, then Spreadsheet for the bureau."),
        page="circulation",
    ),
    ScreenHelp(
        "distribution:circulation_issue",
        text=_("One issue by channel and price, how that agrees with its lists, and why today something else is owed."),
        example=_("12 340 frozen, 6 more by an addendum: 12 346 are counted."),
        page="circulation",
    ),
    ScreenHelp(
        "distribution:price_classes",
        text=_("From which share of the full price on a copy counts to a class, as your bureau has it."),
        example=_("70, 50: at least seventy percent, at least half, and less."),
        page="circulation",
    ),
    ScreenHelp(
        "distribution:sort_profiles",
        text=_("How the copies of each edition go out: sorted by which profile, with how many spares, frozen by hand or by itself."),
        example=_("Choose the weekly, by post: 1,5 percent spare, frozen by itself."),
        page="sort-profiles",
    ),
    ScreenHelp(
        "distribution:new_sort_profile",
        text=_("The order of copies, their bundles, and the columns of the file, as your press or post wants them."),
        example=_("Postal code, street, number; 25 in a bundle; latin-1."),
        page="sort-profiles",
    ),
    ScreenHelp(
        "distribution:sort_profile",
        text=_("Change how copies are sorted. The first lines are shown as they would be written; lists already made stay."),
        example=_("Make the address column 24 wide and watch long streets get shorter."),
        page="sort-profiles",
    ),
    ScreenHelp(
        "distribution:hand_over",
        text=_("By which profile the copies of this edition are sorted, how many are spare, and whether it is frozen by itself."),
        example=_("2 percent spare, 10 at least; tick “Freeze by itself at the cut-off”."),
        page="sort-profiles",
    ),
]
NO_SCREENS = [
    "distribution:panel",
    "distribution:give_door",
    "distribution:earlier_stretch",
    "distribution:later_stretch",
    "distribution:delta",
    "distribution:frozen_file",
    "distribution:frozen_run",
]
