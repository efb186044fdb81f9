"""Who sees and changes what is sold."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CIRCULATION, CLERK, FINANCE, MANAGER, MARKETING, SALES, SERVICE

PART = _("Products and prices")
PERMISSIONS = [
    Permission(
        "catalog.see",
        _("See products and prices"),
        roles=(CLERK, SALES, CIRCULATION, FINANCE, MARKETING, SERVICE, MANAGER, AUDITOR, ADMINISTRATOR),
    ),
    Permission(
        "catalog.note",
        _("Say which products customers have bought, tried or want"),
        roles=(CLERK, SALES, CIRCULATION, FINANCE, MARKETING, SERVICE, MANAGER, ADMINISTRATOR),
    ),
    Permission("catalog.change", _("Change products"), roles=(MANAGER, ADMINISTRATOR)),
    Permission("catalog.price", _("Change and approve prices"), roles=(FINANCE, MANAGER, ADMINISTRATOR)),
]
