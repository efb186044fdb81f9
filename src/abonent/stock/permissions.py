"""Who sees what lies on the shelf, keeps it back for orders, moves and counts it, and says what there is."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CIRCULATION, CLERK, FINANCE, MANAGER, MARKETING, SALES, SERVICE
from abonent.company import parts

BELONGS_TO = (parts.PUBLISHER, parts.MIXED)

PART = _("Stock")
PERMISSIONS = [
    Permission(
        "stock.see",
        _("See what is in stock, and its movements"),
        roles=(CLERK, SALES, CIRCULATION, FINANCE, MARKETING, SERVICE, MANAGER, AUDITOR, ADMINISTRATOR),
    ),
    Permission("stock.reserve", _("Keep items back for customers"), roles=(CLERK, SALES, CIRCULATION, SERVICE, MANAGER, ADMINISTRATOR)),
    Permission("stock.move", _("Receive, send, count and write off items"), roles=(CIRCULATION, MANAGER, ADMINISTRATOR)),
    Permission(
        "stock.change", _("Say which items there are and when they are ordered"), roles=(CIRCULATION, MARKETING, MANAGER, ADMINISTRATOR)
    ),
]
