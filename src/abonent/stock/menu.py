"""Stock in the rail."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [MenuItem(label=_("Stock"), url_name="stock:items", icon="stack-2", key="j", order=55, permission="stock.see")]
