"""What may be done with invoices, and by whom from the start."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import AUDITOR, CLERK, DESK, FINANCE, MANAGER, MONEY

PART = _("Invoices")
PERMISSIONS = [
    Permission("billing.see", _("See invoices"), (*DESK, AUDITOR)),
    Permission("billing.run", _("Plan and commit billing runs"), MONEY),
    Permission("billing.bill_now", _("Bill a customer at once"), (CLERK, *MONEY)),
    Permission("billing.recur", _("Say what customers are invoiced again and again"), (CLERK, *MONEY)),
    Permission("billing.credit", _("Credit invoices"), (CLERK, FINANCE, MANAGER)),
    Permission("billing.release", _("Release deferred revenue"), MONEY),
    Permission("billing.print", _("Make print files and send the invoices of a run"), MONEY),
    Permission("billing.design", _("Say how documents look"), MONEY),
    Permission("billing.mail", _("Send an invoice by e-mail or as an e-invoice"), DESK),
]
