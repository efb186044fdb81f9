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
    ScreenHelp(
        "einvoices:new_nav",
        text=_("From now on a company's documents are reported to NAV by the program itself, and what NAV finds is shown."),
        example=_("Begin with Test and the keys of the technical user there."),
        page="nav",
    ),
    ScreenHelp(
        "einvoices:new_ksef",
        text=_("From now on what a company sells to businesses in Poland goes to KSeF by the program itself; number and UPO are kept."),
        example=_("Begin with Test and a token that you have made there."),
        page="ksef",
    ),
    ScreenHelp(
        "einvoices:audit_export",
        text=_("Documents of some days, or from one number to another, as NAV wants them at an audit."),
        example=_("Write 1 mar 2026 and 31 mar 2026."),
        page="nav",
    ),
]
NO_SCREENS = ["einvoices:file", "einvoices:answer"]
