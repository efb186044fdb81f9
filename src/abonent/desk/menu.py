"""Home is first in the rail."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [MenuItem(label=_("Home"), url_name="desk:home", icon="home", key="h", order=10, permission="desk.see_home", on_phone=True)]
