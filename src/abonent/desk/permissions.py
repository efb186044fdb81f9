"""What may be done at the desk itself; whatever a page composes asks for the permission of the folder it comes from."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, EVERYONE, MONEY

PART = _("Home and books")
PERMISSIONS = [
    Permission("desk.see_home", _("See the home page"), EVERYONE),
    Permission("desk.check_books", _("Check whether the books agree with themselves"), (*MONEY, AUDITOR)),
    Permission("desk.adapt", _("Adapt the product to the firm, and take its settings out as a file and bring them in"), (ADMINISTRATOR,)),
]
