"""Who lets other systems read."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR

PART = _("Other systems")
PERMISSIONS = [
    Permission("reporting.manage_logins", _("Make log-ins with which other systems read the database"), roles=(ADMINISTRATOR,)),
]
