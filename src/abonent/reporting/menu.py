"""Other systems, among the settings."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("Other systems"),
        url_name="reporting:logins",
        icon="database",
        key="x",
        order=96,
        permission="reporting.manage_logins",
        in_setup=True,
    )
]
