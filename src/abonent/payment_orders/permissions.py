"""What may be done with orders to the bank."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CLERK, DESK, FINANCE, MONEY

PART = _("Payment orders")
PERMISSIONS = [
    Permission("payment_orders.see", _("See orders to the bank"), (*MONEY, AUDITOR)),
    Permission("payment_orders.order", _("Pay customers back, and fetch the files for the bank"), (FINANCE, ADMINISTRATOR)),
    Permission("payment_orders.see_mandates", _("See how customers pay, and their mandates"), (*DESK, AUDITOR)),
    Permission("payment_orders.edit_mandates", _("Say how customers pay, note and end mandates"), (CLERK, *MONEY)),
    Permission("payment_orders.edit_terms", _("Say from which account customers are paid back"), (FINANCE, ADMINISTRATOR)),
]
