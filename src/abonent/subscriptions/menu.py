"""Subscriptions in the rail, and under New."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem, NewItem

MENU = [
    MenuItem(label=_("Orders"), url_name="subscriptions:list", icon="news", key="s", order=30, permission="subscriptions.see"),
]
NEW = [NewItem(label=_("Subscription"), url_name="subscriptions:new", icon="news", key="s", order=30, permission="subscriptions.start")]
