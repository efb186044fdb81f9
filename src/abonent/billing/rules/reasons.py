"""Why something is parked, held back or left out, as sentences; the codes stand in plans and parked cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "billing.no_tax_rate": _("There is no rate of VAT for its class on the day of the invoice. Enter the rate."),
    "billing.no_account": _("No account is mapped for its income or its VAT. Map one."),
    "billing.no_exchange_rate": _("It is in another currency than the books, and there is no exchange rate."),
    "billing.credit_waits": _("The credit is larger than the charges; it waits for the next invoice."),
    "billing.ground_shifted": _("Payer, address, rate or account was changed after the plan was made."),
    "billing.charge_billed": _("A charge of it was billed alone after the plan was made."),
    "billing.held": _("Held back."),
}
