"""Staff and roles, among what is set up."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem, NewItem

MENU = [
    MenuItem(
        label=_("Staff"), url_name="access:staff", icon="users-group", key="u", order=92, permission="access.manage_staff", in_setup=True
    )
]
NEW = [NewItem(label=_("Colleague"), url_name="access:new_staff", icon="user-plus", key="", order=90, permission="access.manage_staff")]
