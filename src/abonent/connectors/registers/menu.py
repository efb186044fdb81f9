"""Public registers among what is set up, for whoever switches them on."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("Public registers"),
        url_name="registers:registers",
        icon="building-bank",
        key="v",
        order=95,
        permission="registers.switch",
        in_setup=True,
    )
]
