"""The practice copy, in the rail's foot among the settings."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Practice"), url_name="practice:copy", icon="flask", key="y", order=96, permission="practice.manage", at_foot=True)
]
