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
        "subscriptions:reference",
        text=_("The payer's own words, which are printed on his invoices."),
        example=_("Cost centre 4711."),
        page="subscriptions",
    ),
]
NO_SCREENS = ["subscriptions:effect", "subscriptions:customer_choice", "subscriptions:week", "subscriptions:panel"]
