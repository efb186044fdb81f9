"""Invoices on the customer's page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import SIDE, Panel

PANELS = [Panel(name="invoices", label=_("Invoices"), url_name="billing:panel", order=20, permission="billing.see", place=SIDE)]
