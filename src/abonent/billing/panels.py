"""Invoices, and what is invoiced again and again, on the customer's page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import SIDE, TAB, Panel

PANELS = [
    Panel(name="invoices", label=_("Invoices"), url_name="billing:panel", order=20, permission="billing.see", place=SIDE),
    Panel(name="recurring", label=_("Recurring"), url_name="billing:recurring_panel", order=35, permission="billing.see", place=TAB),
]
