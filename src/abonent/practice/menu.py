"""The practice copy, among what is set up."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Practice"), url_name="practice:copy", icon="flask", key="p", order=97, permission="practice.manage", in_setup=True)
]
