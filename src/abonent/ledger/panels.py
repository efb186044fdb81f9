"""The ledger on the customer page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import SIDE, TAB, Panel

PANELS = [
    Panel(name="balance", label=_("Balance"), url_name="ledger:balance_panel", order=20, permission="ledger.see_balance", place=SIDE),
    Panel(name="payments", label=_("Payments"), url_name="ledger:payments_panel", order=30, permission="ledger.see_balance", place=TAB),
]
