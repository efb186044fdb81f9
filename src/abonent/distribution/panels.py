"""The route on the customer page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import TAB, Panel

PANELS = [Panel(name="route", label=_("Route"), url_name="distribution:panel", order=78, permission="distribution.see", place=TAB)]
