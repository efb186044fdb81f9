"""Lists from outside in the rail."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Lists"), url_name="external_lists:lists", icon="clipboard-list", key="l", order=27, permission="external_lists.work")
]
