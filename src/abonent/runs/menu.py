"""Runs in the rail."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [MenuItem(label=_("Runs"), url_name="runs:list", icon="list-details", key="r", order=45, permission="runs.see")]
