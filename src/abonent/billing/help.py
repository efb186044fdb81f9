"""What each screen of the invoices is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "billing:list",
        text=_("Every invoice and credit note that was posted."),
        example=_("Write 64 to see the numbers that begin so."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:invoice",
        text=_("One invoice: lines, journal, what settled it, how it was sent."),
        example=_("Press p for the PDF as it was sent."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:why",
        text=_("How the total came about."),
        example=_("Click on a line to see its price."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:why_line",
        text=_("How this line came about, step by step."),
        example=_("Look at the rate of VAT and the day from which it holds."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:credit",
        text=_("Choose what to credit. The credit note is a document of its own."),
        example=_("Tick one line only."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:deferred_revenue",
        text=_("What is invoiced and not earned yet, by product, before and after a month."),
        example=_("Press b for the month before."),
        page="deferred-revenue",
    ),
    ScreenHelp(
        "billing:revenue_release",
        text=_("What leaves the prepaid accounts for revenue because it is earned, before it does and after."),
        example=_("As of 1 August: what July was worth."),
        page="revenue-release",
    ),
    ScreenHelp(
        "billing:deferred_product",
        text=_("One product in a month: when it was earned, and the orders behind it."),
        example=_("Click on what an order earned to see its days."),
        page="deferred-revenue",
    ),
    ScreenHelp(
        "billing:look",
        text=_("The invoices as they would be posted. Begin with the groups."),
        example=_("Look at First invoice, and hold back what should wait."),
        page="billing-run",
    ),
    ScreenHelp(
        "billing:why_planned",
        text=_("How this planned amount came about."),
        example=_("Look for the line that says new."),
        page="billing-run",
    ),
    ScreenHelp(
        "billing:send",
        text=_("What is posted goes out: the print file, the e-mails, and who gets it in another way."),
        example=_("Make the print file and send it to the printers."),
        page="billing-run",
    ),
]
NO_SCREENS = ["billing:pdf", "billing:panel", "billing:print_progress", "billing:mail_progress", "billing:print_file"]
