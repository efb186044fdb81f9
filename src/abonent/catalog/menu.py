"""What is sold, in the rail's foot among the settings."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Products"), url_name="catalog:products", icon="package", key="d", order=60, permission="catalog.see", at_foot=True)
]
