"""Seeing runs; planning and committing one asks for the permission of its kind."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CIRCULATION, CLERK, FINANCE, MANAGER

PART = _("Runs")
PERMISSIONS = [
    Permission("runs.see", _("See runs"), roles=(CLERK, CIRCULATION, FINANCE, MANAGER, AUDITOR, ADMINISTRATOR)),
    Permission("runs.schedule", _("Let runs start by themselves"), roles=(MANAGER, ADMINISTRATOR)),
]
