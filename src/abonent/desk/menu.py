"""Home is first in the rail, the check of the books at its foot."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Home"), url_name="desk:home", icon="home", key="h", order=10, permission="desk.see_home", on_phone=True),
    MenuItem(label=_("Books"), url_name="desk:books", icon="scale", key="o", order=85, permission="desk.check_books", at_foot=True),
    MenuItem(label=_("Companies"), url_name="desk:companies", icon="building", key="y", order=94, permission="company.see", in_setup=True),
    MenuItem(
        label=_("Settings"),
        url_name="desk:settings_file",
        icon="adjustments-horizontal",
        key="e",
        order=96,
        permission="desk.adapt",
        in_setup=True,
    ),
]
