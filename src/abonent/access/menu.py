"""Staff and roles, in the rail's foot among the settings."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem, NewItem

MENU = [
    MenuItem(
        label=_("Staff"), url_name="access:staff", icon="users-group", key="t", order=92, permission="access.manage_staff", at_foot=True
    )
]
NEW = [NewItem(label=_("Colleague"), url_name="access:new_staff", icon="user-plus", key="", order=90, permission="access.manage_staff")]
