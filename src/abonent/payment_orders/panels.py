"""How somebody pays, on the customer page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import TAB, Panel

PANELS = [
    Panel(
        name="payer",
        label=_("How they pay"),
        url_name="payment_orders:payer_panel",
        order=32,
        permission="payment_orders.see_mandates",
        place=TAB,
    )
]
