"""What the register itself has on the customer page: who it is, where, how reached, and who speaks for it."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import SIDE, TAB, Panel

PANELS = [
    Panel(name="missing", label=_("Missing"), url_name="customers:missing_panel", order=5, permission="customers.see", place=SIDE),
    Panel(name="contacts", label=_("Contacts"), url_name="customers:contacts_panel", order=40, permission="customers.see", place=SIDE),
    Panel(name="addresses", label=_("Addresses"), url_name="customers:addresses_panel", order=60, permission="customers.see", place=TAB),
    Panel(name="people", label=_("People"), url_name="customers:people_panel", order=70, permission="customers.see", place=TAB),
    Panel(name="relations", label=_("Relations"), url_name="customers:relations_panel", order=72, permission="customers.see", place=TAB),
    Panel(name="consents", label=_("Consents"), url_name="customers:consents_panel", order=75, permission="customers.see", place=TAB),
    Panel(name="identity", label=_("About"), url_name="customers:identity_panel", order=80, permission="customers.see", place=TAB),
    Panel(name="history", label=_("History"), url_name="customers:history_panel", order=90, permission="customers.see", place=TAB),
]
