"""Imports in the rail's foot."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Imports"), url_name="imports:list", icon="table-import", key="f", order=80, permission="imports.use", at_foot=True)
]
