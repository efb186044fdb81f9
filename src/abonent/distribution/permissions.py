"""Who sees routes and what was frozen, sets up how copies are brought, and freezes an issue."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CIRCULATION, CLERK, FINANCE, MANAGER, SERVICE
from abonent.company import parts

BELONGS_TO = (parts.PUBLISHER, parts.MIXED)

PART = _("Distribution")
PERMISSIONS = [
    Permission(
        "distribution.see",
        _("See routes, carriers and what was sent out of an issue"),
        roles=(CLERK, CIRCULATION, FINANCE, SERVICE, MANAGER, AUDITOR, ADMINISTRATOR),
    ),
    Permission(
        "distribution.change",
        _("Set up routes, carriers and how copies are sorted"),
        roles=(CIRCULATION, MANAGER, ADMINISTRATOR),
    ),
    Permission("distribution.settle", _("Settle what outlets drew"), roles=(CIRCULATION, FINANCE, MANAGER, ADMINISTRATOR)),
    Permission(
        "distribution.pay",
        _("See and set what carriers are paid, and post their pay"),
        roles=(CIRCULATION, FINANCE, MANAGER, ADMINISTRATOR),
    ),
    Permission("distribution.freeze", _("Freeze an issue and send out its lists"), roles=(CIRCULATION, MANAGER, ADMINISTRATOR)),
]
