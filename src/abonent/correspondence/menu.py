"""Correspondence in the rail."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(
        label=pgettext_lazy("notes, calls and letters", "Contacts"),
        url_name="correspondence:list",
        icon="message-2",
        key="t",
        order=25,
        permission="correspondence.see",
    ),
    MenuItem(label=_("Outbox"), url_name="correspondence:outbox", icon="send", order=96, permission="correspondence.see", in_setup=True),
]
