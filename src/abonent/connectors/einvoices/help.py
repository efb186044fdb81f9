"""What the screens of e-invoices are for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "einvoices:outbox",
        text=_("What is held back, by which rule, and what helps; the ways e-invoices are sent, and the rules that check them."),
        example=_("Write down the customer's e-invoice address, then press Try again."),
        page="e-invoices",
    ),
    ScreenHelp(
        "einvoices:new_route",
        text=_("From now on a company's invoices go out in a format, as files or to an operator."),
        example=_("Choose Peppol and the folder peppol-out."),
        page="e-invoices",
    ),
]
NO_SCREENS = ["einvoices:file"]
