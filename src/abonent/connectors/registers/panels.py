"""What public registers say, on the customer page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import TAB, Panel

PANELS = [
    Panel(name="registers", label=_("Public registers"), url_name="registers:panel", order=82, permission="registers.fetch", place=TAB),
]
