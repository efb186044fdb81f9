"""E-invoices in the frame."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("E-invoices"), url_name="einvoices:outbox", icon="send", key="q", order=96, permission="einvoices.see", in_setup=True)
]
