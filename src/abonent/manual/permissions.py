"""Whoever works here may read the manual."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import EVERYONE

PART = _("Manual")
PERMISSIONS = [Permission("manual.read", _("Read the manual"), EVERYONE)]
