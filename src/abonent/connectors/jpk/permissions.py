"""Who may make the files of the Polish tax office: they hold all sales of a company."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, FINANCE

PART = _("JPK files")
PERMISSIONS = [Permission("jpk.make", _("Make JPK files for the tax office"), roles=(FINANCE, ADMINISTRATOR))]
