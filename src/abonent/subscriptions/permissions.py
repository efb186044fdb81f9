"""Who sees, sells, ends and renews subscriptions."""

from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import Permission
from abonent.access.roles import ADMINISTRATOR, AUDITOR, CIRCULATION, CLERK, FINANCE, MANAGER, MARKETING, SALES, SERVICE
from abonent.company import parts

BELONGS_TO = (parts.PUBLISHER, parts.SERVICE, parts.MIXED)

PART = _("Subscriptions")
PERMISSIONS = [
    Permission(
        "subscriptions.see",
        _("See subscriptions"),
        roles=(CLERK, SALES, CIRCULATION, FINANCE, MARKETING, SERVICE, MANAGER, AUDITOR, ADMINISTRATOR),
    ),
    Permission("subscriptions.start", _("Take orders"), roles=(CLERK, SALES, SERVICE, MANAGER, ADMINISTRATOR)),
    Permission(
        "subscriptions.exceed_credit", _("Take orders that go over a credit limit, and say why"), roles=(FINANCE, MANAGER, ADMINISTRATOR)
    ),
    Permission("subscriptions.cancel", _("Cancel subscriptions"), roles=(CLERK, SALES, SERVICE, MANAGER, ADMINISTRATOR)),
    Permission("subscriptions.pause", _("Pause subscriptions"), roles=(CLERK, SALES, SERVICE, MANAGER, ADMINISTRATOR)),
    Permission(
        "subscriptions.change",
        _("Change the quantity or the product of a subscription"),
        roles=(CLERK, SALES, SERVICE, MANAGER, ADMINISTRATOR),
    ),
    Permission("subscriptions.import", _("Bring in orders from files"), roles=(CIRCULATION, MANAGER, ADMINISTRATOR)),
    Permission(
        "subscriptions.agents", _("Say who is an agent, how he is paid and on which terms"), roles=(FINANCE, MANAGER, ADMINISTRATOR)
    ),
    Permission("subscriptions.settle_agents", _("Settle with agents"), roles=(FINANCE, MANAGER, ADMINISTRATOR)),
    Permission("subscriptions.share", _("Say who reads with a subscription"), roles=(CLERK, SALES, SERVICE, MANAGER, ADMINISTRATOR)),
    Permission(
        "subscriptions.redirect", _("Send papers elsewhere and move subscribers"), roles=(CLERK, SALES, SERVICE, MANAGER, ADMINISTRATOR)
    ),
    Permission(
        "subscriptions.keep_promises",
        _("See promises that cannot be kept and tell the customers"),
        roles=(CLERK, SERVICE, CIRCULATION, MANAGER, ADMINISTRATOR),
    ),
    Permission("subscriptions.rule", _("Say what pauses may be like and why people stop"), roles=(CIRCULATION, MANAGER, ADMINISTRATOR)),
    Permission(
        "subscriptions.reprice", _("Change the prices of running subscriptions"), roles=(CIRCULATION, FINANCE, MANAGER, ADMINISTRATOR)
    ),
    Permission("subscriptions.renew", _("Plan and commit renewal runs"), roles=(FINANCE, MANAGER, ADMINISTRATOR)),
]
