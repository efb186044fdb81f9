"""Products on the customer page."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import TAB, Panel

PANELS = [
    Panel(name="products", label=_("Products"), url_name="catalog:customer_products_panel", order=55, permission="catalog.see", place=TAB)
]
