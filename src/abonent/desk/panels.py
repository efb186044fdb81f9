"""What the desk itself has on the customer page: the people beside him, with what they get and owe."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import SIDE, Panel

PANELS = [Panel(name="household", label=_("Household"), url_name="desk:household", order=45, permission="customers.see", place=SIDE)]
