"""What may be done with the companies themselves, and which ready roles may from the start."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, MANAGER, MONEY

PART = _("Companies")
PERMISSIONS = [
    Permission(
        "company.see", _("See companies, their accounts, units and number series, and the rules of countries"), roles=(*MONEY, AUDITOR)
    ),
    Permission(
        "company.set_up", _("Set up companies, their accounts, units and number series; add a company"), roles=(MANAGER, ADMINISTRATOR)
    ),
]
