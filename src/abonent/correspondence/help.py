"""What each screen of notes and calls is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "correspondence:list",
        text=_("Notes, calls, meetings and letters of all customers."),
        example=_("Choose To be called back and start at the top."),
        page="notes-and-calls",
    ),
    ScreenHelp(
        "correspondence:interaction",
        text=_("One note or call, with what was said about it later."),
        example=_("Press p to pin it for every colleague."),
        page="notes-and-calls",
    ),
    ScreenHelp(
        "correspondence:correct",
        text=_("Correct what you wrote. The history keeps both."),
        example=_("Add the hour that was agreed."),
        page="notes-and-calls",
    ),
    ScreenHelp(
        "correspondence:outbox",
        text=_("What the program sends by itself, and what became of each message."),
        example=_("Choose Did not arrive to see whose address is wrong."),
        page="outbox",
    ),
    ScreenHelp(
        "correspondence:outgoing",
        text=_("One message as it was sent, and what the mail server said."),
        example=_("Type another address and send it again."),
        page="outbox",
    ),
]
NO_SCREENS = ["correspondence:record", "correspondence:timeline", "correspondence:timeline_panel", "correspondence:notes_panel"]
