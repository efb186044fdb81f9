"""Other systems, among the settings."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("Other systems"), url_name="reporting:logins", icon="database", order=96, permission="reporting.manage_logins", at_foot=True
    )
]
