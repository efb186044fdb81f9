"""Who may work lists from outside."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, CLERK, MANAGER, MARKETING, SALES

PART = _("Lists from outside")
PERMISSIONS = [
    Permission(
        "external_lists.work", _("Work lists from outside: call, note, register"), roles=(CLERK, SALES, MARKETING, MANAGER, ADMINISTRATOR)
    ),
    Permission(
        "external_lists.bring",
        _("Bring lists in, say what they are for, throw them away"),
        roles=(SALES, MARKETING, MANAGER, ADMINISTRATOR),
    ),
]
