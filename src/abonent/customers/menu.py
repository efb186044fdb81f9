"""Customers in the rail, and under New."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem, NewItem

MENU = [
    MenuItem(label=_("Customers"), url_name="customers:list", icon="users", key="k", order=20, permission="customers.see", on_phone=True),
]
NEW = [NewItem(label=_("Customer"), url_name="customers:new", icon="user-plus", key="c", order=10, permission="customers.add")]
