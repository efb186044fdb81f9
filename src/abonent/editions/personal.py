"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(table="issue", other="id edition_id published_on year number print_cut_off_at delivery_cut_off_at"),
    Holding(table="publication_rule", other="id edition_id during kind weekdays every counted_from"),
    Holding(table="holiday_choice", other="id edition_id holiday"),
    Holding(table="lead_time", other="id entity_id product_id edition_id act delivery_method weekday during days_before counted_in at"),
    Holding(table="publication_exception", other="id edition_id on kind moved_to reason decided_by_id decided_at"),
]
