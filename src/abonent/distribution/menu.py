"""The night board and routes in the rail."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Night"), url_name="distribution:night", icon="truck-delivery", key="n", order=46, permission="distribution.see"),
    MenuItem(
        label=_("Routes"), url_name="distribution:routes", icon="map-pin", key="a", order=56, permission="distribution.see", in_setup=True
    ),
]
