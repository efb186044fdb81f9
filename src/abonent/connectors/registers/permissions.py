"""Who may ask public registers, and who says which may be asked."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, DESK

PART = _("Public registers")
PERMISSIONS = [
    Permission("registers.fetch", _("Ask public registers about a company, see what they answered"), roles=DESK),
    Permission("registers.switch", _("Say which public registers may be asked"), roles=(ADMINISTRATOR,)),
]
