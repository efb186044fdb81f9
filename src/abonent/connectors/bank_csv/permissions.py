"""Who may say how a bank's tables are read."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR

PART = _("Bank files as tables")
PERMISSIONS = [Permission("bank_csv.map", _("Say which column of a bank's table (CSV) is what"), roles=(ADMINISTRATOR,))]
