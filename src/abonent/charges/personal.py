"""What the tables of this folder hold of people."""

from django.utils.translation import gettext_lazy as _

from abonent.kit.holdings import Hindrance, Holding

HOLDINGS = [
    Holding(
        table="charge",
        people="charge.payer_id = ANY(%(people)s::bigint[])",
        other=(
            "id payer_id receiver_id entity_id source_kind source_id ordinal replaces_id product_id during quantity "
            "unit_price amount basis currency description trace_id run_id written_at"
        ),
        entity="charge.entity_id",
    ),
    Holding(table="charge_component", other="charge_id ordinal tax_category revenue_class deferred unit_id description amount"),
    Holding(table="open_charge", other="charge_id entity_id due_on"),
    Holding(table="price_trace", other="id digest steps"),
]

HINDRANCES = [
    Hindrance(
        "open_charges",
        _("Something is not invoiced yet"),
        _("Charges that are not invoiced yet: %(number)s. Invoice or take them back first."),
        "charges/open_of_people",
    )
]
