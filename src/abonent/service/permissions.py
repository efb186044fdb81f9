"""Who notes complaints, who may go beyond their rules, and who sets the rules."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CIRCULATION, CLERK, MANAGER, SALES, SERVICE
from abonent.company import parts

BELONGS_TO = (parts.PUBLISHER, parts.MIXED)

PART = _("Complaints")
PERMISSIONS = [
    Permission(
        "service.see",
        _("See complaints and the quality of delivery"),
        roles=(CLERK, SALES, CIRCULATION, SERVICE, MANAGER, AUDITOR, ADMINISTRATOR),
    ),
    Permission("service.complain", _("Note complaints and what is given for them"), roles=(CLERK, SERVICE, MANAGER, ADMINISTRATOR)),
    Permission("service.lead", _("Give for complaints more than the rules allow"), roles=(SERVICE, MANAGER, ADMINISTRATOR)),
    Permission("service.rule", _("Say what complaints give"), roles=(CIRCULATION, SERVICE, MANAGER, ADMINISTRATOR)),
]
