"""Correspondence in the rail."""

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
]
