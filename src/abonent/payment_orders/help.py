"""What each screen of payment orders is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "payment_orders:payment_orders",
        text=_("What we ordered our banks to pay, file by file."),
        example=_("Plan refunds as of Friday and look at who would get how much."),
        page="refunds",
    ),
    ScreenHelp(
        "payment_orders:payment_order",
        text=_("One order: its file for the bank, and whom it pays."),
        example=_("Download the file again: it is the same to the byte."),
        page="refunds",
    ),
    ScreenHelp(
        "payment_orders:planned_refunds",
        text=_("Who would get back how much, and to which account, before anything is ordered."),
        example=_("Hold back the customer who wants the money kept for the next invoice."),
        page="refunds",
    ),
    ScreenHelp(
        "payment_orders:new_refund",
        text=_("Pay one customer back what stands to the credit, or a part of it."),
        example=_("Anna, 120.00: the strip says to which account, and what is left."),
        page="refunds",
    ),
    ScreenHelp(
        "payment_orders:order_terms",
        text=_("From which account a company pays back, in which format, and which sums a run leaves alone."),
        example=_("From the giro account, pain.001.001.09, from 20.00 on."),
        page="refunds",
    ),
    ScreenHelp(
        "payment_orders:payer_method",
        text=_("How the customer usually pays. It holds for what is open, unless an item says otherwise."),
        example=_("Direct debit, once the mandate stands."),
        page="mandates",
    ),
    ScreenHelp(
        "payment_orders:new_mandate",
        text=_("That the customer has signed that we may take what is owed from an account."),
        example=_("Autogiro, 5000, 1234567, signed yesterday."),
        page="mandates",
    ),
    ScreenHelp(
        "payment_orders:item_method",
        text=_("How this one item is paid, as long as it is open."),
        example=_("By card, though the customer usually pays by direct debit."),
        page="mandates",
    ),
    ScreenHelp(
        "payment_orders:planned_collections",
        text=_("What would be taken from whose account, and when, before anything is ordered."),
        example=_("Hold back the customer who called: the money comes tomorrow."),
        page="direct-debit",
    ),
    ScreenHelp(
        "payment_orders:collection",
        text=_("One attempt to collect an item, and what the bank said."),
        example=_("AM04: no cover. It is tried again after some days."),
        page="direct-debit",
    ),
    ScreenHelp(
        "payment_orders:answers",
        text=_("What banks said of the debits, refunds and mandates that we had sent them, from the files brought to the bank page."),
        example=_("Not paid: 1, the account lacked cover. It is tried again after some days."),
        page="bank-answers",
    ),
    ScreenHelp(
        "payment_orders:collection_terms",
        text=_("By which agreements a company collects, how long before the due day, and how often again."),
        example=_("Autogiro to the bankgiro, what is due within 5 days, twice again."),
        page="direct-debit",
    ),
]
NO_SCREENS = ["payment_orders:payer_panel", "payment_orders:order_file", "payment_orders:refund_effect"]
