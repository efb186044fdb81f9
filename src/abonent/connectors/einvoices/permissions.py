"""Who may look after e-invoices, and who says by which way they are sent."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CLERK, FINANCE, MANAGER

PART = _("E-invoices")
PERMISSIONS = [
    Permission("einvoices.see", _("See where e-invoices are"), roles=(CLERK, FINANCE, MANAGER, ADMINISTRATOR, AUDITOR)),
    Permission("einvoices.try_again", _("Try e-invoices again that are held back"), roles=(CLERK, FINANCE, MANAGER, ADMINISTRATOR)),
    Permission("einvoices.open", _("Say by which way e-invoices are sent"), roles=(ADMINISTRATOR,)),
    Permission("einvoices.export", _("Write the audit export for NAV"), roles=(FINANCE, ADMINISTRATOR, AUDITOR)),
]
