"""What may be done in the register."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, DESK, EVERYONE, MANAGER, MONEY, SALES

PART = _("Customers")
PERMISSIONS = [
    Permission("customers.see", _("See customers"), roles=EVERYONE),
    Permission("customers.add", _("Register customers"), roles=DESK),
    Permission("customers.change", _("Change customers, their addresses and contacts"), roles=DESK),
    Permission("customers.merge", _("Merge customers, and part them again"), roles=DESK),
    Permission("customers.merge_many", _("Look for duplicates and merge all that are sure enough"), roles=(MANAGER, ADMINISTRATOR)),
    Permission("customers.erase", _("Hand out all that is held of a customer; erase who he was"), roles=(MANAGER, ADMINISTRATOR)),
    Permission("customers.erase_many", _("Erase all whose time has passed, as a run"), roles=(MANAGER, ADMINISTRATOR)),
    Permission("customers.grant_credit", _("Say what customers may owe"), roles=MONEY),
    Permission("customers.set_up", _("Set up types, branches and positions of the register"), roles=(MANAGER, ADMINISTRATOR)),
    Permission("customers.import", _("Import customers from a file"), roles=(SALES, MANAGER, ADMINISTRATOR)),
]
