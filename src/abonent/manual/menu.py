"""The manual is last in the rail's foot."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [MenuItem(label=_("Manual"), url_name="manual:contents", icon="book", key="m", order=98, permission="manual.read", at_foot=True)]
