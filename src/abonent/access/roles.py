"""The nine ready roles of a publisher, in words a manager reads. What each may do is said by the folders' permissions."""

from django.utils.translation import gettext_lazy as _

CLERK = "clerk"
SALES = "sales"
CIRCULATION = "circulation"
FINANCE = "finance"
MARKETING = "marketing"
SERVICE = "service"
MANAGER = "manager"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"

READY_ROLES = {
    CLERK: _("Customer service"),
    SALES: _("Sales"),
    CIRCULATION: _("Circulation and distribution"),
    FINANCE: _("Finance"),
    MARKETING: _("Marketing"),
    SERVICE: _("Complaints and tickets"),
    MANAGER: _("Manager"),
    AUDITOR: _("Auditor, reads only"),
    ADMINISTRATOR: _("Administrator"),
}

EVERYONE = tuple(READY_ROLES)
MONEY = (FINANCE, MANAGER, ADMINISTRATOR)
DESK = (CLERK, SALES, CIRCULATION, FINANCE, SERVICE, MANAGER, ADMINISTRATOR)
