"""What may be read and written of what was said."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import DESK, EVERYONE, MARKETING

PART = _("Contacts and notes")

PERMISSIONS = [
    Permission("correspondence.see", _("See notes, calls and letters of customers"), roles=EVERYONE),
    Permission("correspondence.write", _("Write notes and calls, correct and remove one's own"), roles=(*DESK, MARKETING)),
    Permission("correspondence.send", _("Send messages of the outbox again, and take back what still waits"), roles=DESK),
]
