"""What each screen of the orders is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "subscriptions:list",
        text=_("Every order that runs, has ended or begins later."),
        example=_("Filter the reason of cancellation: Moved away."),
        page="subscriptions",
    ),
    ScreenHelp(
        "subscriptions:new",
        text=_("Choose who, what and from when. What it costs is shown before you save."),
        example=_("Begins fri; leave it empty for the first possible day."),
        page="new-subscription",
    ),
    ScreenHelp(
        "subscriptions:subscription",
        text=_("One order: its terms, prices and what was done. Dotted figures say why."),
        example=_("Click on the price to see how it came about."),
        page="subscriptions",
    ),
    ScreenHelp(
        "subscriptions:cancellation",
        text=_("Choose the reason and read what happens before you press the button."),
        example=_("Moved away: what is sold is delivered until its end."),
        page="cancel-a-subscription",
    ),
    ScreenHelp(
        "subscriptions:why_term",
        text=_("How this price came about, step by step."),
        example=_("Click on a step to open the price list it comes from."),
        page="subscriptions",
    ),
    ScreenHelp(
        "subscriptions:renewal_plan",
        text=_("The next terms as they would be made. Nothing is written yet."),
        example=_("Look at the groups first; hold back what should wait."),
        page="renewals",
    ),
    ScreenHelp(
        "subscriptions:why_planned",
        text=_("How the price of this planned term came about."),
        example=_("Look for the line that says new."),
        page="renewals",
    ),
    ScreenHelp(
        "subscriptions:pause",
        text=_("Say the days without. What the pause does is shown before you save."),
        example=_("Write 10-24 jul, or press 2w."),
        page="pauses",
    ),
    ScreenHelp(
        "subscriptions:pause_change",
        text=_("Give a pause other days, also while it runs."),
        example=_("Home early: write the new last day, until 15/7."),
        page="pauses",
    ),
    ScreenHelp(
        "subscriptions:pause_receipt",
        text=_("What the customer gets to read about his pause, in his language."),
        example=_("Print it, or read it to him."),
        page="pauses",
    ),
    ScreenHelp(
        "subscriptions:pause_rules",
        text=_("What pauses of each product may be like, and what they give."),
        example=_("Change a rule from the first of next month."),
        page="pauses",
    ),
    ScreenHelp(
        "subscriptions:new_pause_rule",
        text=_("The rule holds for pauses that begin from the day you write; those placed before keep theirs."),
        example=_("At least 7 days, 60 days in a year, a longer term."),
        page="pauses",
    ),
    ScreenHelp(
        "subscriptions:pause_rule_end",
        text=_("From this day on pauses may have any length, and the term gets longer."),
        example=_("Write 1 jan."),
        page="pauses",
    ),
    ScreenHelp(
        "subscriptions:redirect",
        text=_("Let the paper go to another address for some days. The address at home stays as it is."),
        example=_("Write aug, then Sandvägen 3, 871 40 Norrvik."),
        page="other-address-and-move",
    ),
    ScreenHelp(
        "subscriptions:redirect_change",
        text=_("Give it other days or another address, also while the paper already goes there."),
        example=_("Home early: write the new last day, until 15/8."),
        page="other-address-and-move",
    ),
    ScreenHelp(
        "subscriptions:redirect_receipt",
        text=_("What the customer gets to read about the other address, in his language."),
        example=_("Print it, or read it to him."),
        page="other-address-and-move",
    ),
    ScreenHelp(
        "subscriptions:move",
        text=_("A new address for good, for all that the customer gets. Each first paper there is shown."),
        example=_("Write 1 sep, then Storgatan 5, 871 31 Norrvik."),
        page="other-address-and-move",
    ),
    ScreenHelp(
        "subscriptions:move_receipt",
        text=_("What the customer gets to read about his new address, in his language."),
        example=_("Print it, or read it to him."),
        page="other-address-and-move",
    ),
    ScreenHelp(
        "subscriptions:promises",
        text=_("What customers were told about their first paper and is not so any more. Call them, then say so here."),
        example=_("A deadline was moved: the paper of 12 July goes to the old address."),
        page="other-address-and-move",
    ),
    ScreenHelp(
        "subscriptions:reference",
        text=_("The payer's own words, which are printed on his invoices."),
        example=_("Cost centre 4711."),
        page="subscriptions",
    ),
]
NO_SCREENS = ["subscriptions:effect", "subscriptions:customer_choice", "subscriptions:week", "subscriptions:panel"]
