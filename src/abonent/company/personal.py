"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(table="business", other="id kind chosen_at chosen_by_id"),
    Holding(table="currency", other="id code valid_from exponent total_step source"),
    Holding(table="bank_account", other="id entity_id name scheme number bic currency on_invoices"),
    Holding(table="number_series", other="id entity_id kind prefix next_number latest_on"),
    Holding(table="country_rule", other="id country key valid_from value source"),
]
