"""What each screen of service is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "service:complaint",
        text=_("The latest paper that should have come, and what is given for it. Read the sentence aloud, then save."),
        example=_("Yesterday's paper is missing: press m, then Ctrl+Enter."),
        page="complaints",
    ),
    ScreenHelp(
        "service:complaint_receipt",
        text=_("What the customer gets to read about his complaint, in his language."),
        example=_("Print it, or read it to him."),
        page="complaints",
    ),
    ScreenHelp(
        "service:complaints",
        text=_("What readers complained of and what they were given. Filter by the kind or the day, then export."),
        example=_("Choose Did not come and this week."),
        page="complaints",
    ),
    ScreenHelp(
        "service:complaint_rules",
        text=_("What each kind of complaint gives, how long it may be reported, and what the carrier is charged."),
        example=_("Wet or torn: another copy with the next paper."),
        page="complaint-rules",
    ),
    ScreenHelp(
        "service:new_complaint_rule",
        text=_("For one product or for all of a company. Complaints that were noted keep what they gave."),
        example=_("Did not come: a credit, at most 6 in a year."),
        page="complaint-rules",
    ),
    ScreenHelp(
        "service:edit_complaint_rule",
        text=_("Let the rule give something else from now on, or let it hold no more."),
        example=_("7 days to report it instead of 14."),
        page="complaint-rules",
    ),
    ScreenHelp(
        "service:redeliveries",
        text=_("The doors to which a copy is brought again on a day, and what was complained of, for the carriers."),
        example=_("Print it before the carriers leave."),
        page="quality-of-delivery",
    ),
    ScreenHelp(
        "service:quality",
        text=_("Complaints per thousand copies over eight weeks, by route or by postal code, the worst first."),
        example=_("A route that rises for three weeks: ask its carrier."),
        page="quality-of-delivery",
    ),
]
NO_SCREENS = ["service:complaint_card", "service:issue_card"]
