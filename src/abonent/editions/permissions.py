"""Who sees and changes the publication calendar."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CIRCULATION, CLERK, FINANCE, MANAGER, MARKETING, SALES, SERVICE
from abonent.company import parts

BELONGS_TO = (parts.PUBLISHER, parts.MIXED)

PART = _("Titles and issues")
PERMISSIONS = [
    Permission(
        "editions.see",
        _("See the publication calendar"),
        roles=(CLERK, SALES, CIRCULATION, FINANCE, MARKETING, SERVICE, MANAGER, AUDITOR, ADMINISTRATOR),
    ),
    Permission("editions.change", _("Change the publication calendar"), roles=(CIRCULATION, MANAGER, ADMINISTRATOR)),
]
