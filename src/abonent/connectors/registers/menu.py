"""Public registers in the rail's foot, for whoever switches them on."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("Public registers"),
        url_name="registers:registers",
        icon="building-bank",
        order=87,
        permission="registers.switch",
        at_foot=True,
    )
]
