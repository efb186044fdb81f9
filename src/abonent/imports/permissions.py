"""Who may bring files in; which kind of rows is each kind's own permission."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, MANAGER, SALES

PART = _("Files brought in")
PERMISSIONS = [
    Permission("imports.use", _("Import files"), roles=(SALES, MANAGER, ADMINISTRATOR)),
    Permission("imports.sources", _("Set up sources to load from"), roles=(ADMINISTRATOR,)),
]
