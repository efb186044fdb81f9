"""Billing in the frame."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(label=_("Invoices"), url_name="billing:list", icon="file-invoice", key="i", order=40, permission="billing.see"),
    MenuItem(label=_("Agents"), url_name="billing:agents", icon="users", order=58, permission="subscriptions.agents", in_setup=True),
    MenuItem(
        label=_("Document templates"),
        url_name="billing:document_templates",
        icon="file-text",
        order=95,
        permission="billing.design",
        in_setup=True,
    ),
]
