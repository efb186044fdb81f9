"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(
        table="legal_entity",
        other="id code name country currency zone language company_number vat_number street_line postal_code town phone email web logo_id"
        " tax_office voivodeship county municipality",
    ),
    Holding(table="unit", other="id entity_id code name"),
]
