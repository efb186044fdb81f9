"""Why a term cannot be made, as sentences; the codes stand in plans and parked cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "no_price_list": _("No version of the price list is in force on the first day of the term."),
    "no_price": _("The price list in force has no price for this product and length of term."),
    "no_shares": _("The product's parts have no shares of its price on the first day of the term."),
    "no_calendar": _("The publication calendar is too short for the issues of the term. Make it longer."),
}
