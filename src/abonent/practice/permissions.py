"""Who may make a practice copy and throw it away; whoever has a log-in may log in to it."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, MANAGER

PART = _("Practice copy")
PERMISSIONS = [Permission("practice.manage", _("Make a practice copy of today's data and throw it away"), (MANAGER, ADMINISTRATOR))]
