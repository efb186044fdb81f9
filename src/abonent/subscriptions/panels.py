"""Subscriptions on the customer page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import MAIN, Panel

PANELS = [
    Panel(
        name="subscriptions", label=_("Subscriptions"), url_name="subscriptions:panel", order=10, permission="subscriptions.see", place=MAIN
    )
]
