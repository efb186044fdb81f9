"""What the tables of this folder hold of people: nothing. The views show what other folders hold."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(table="reading_login", other="id role_name purpose entity_id with_national_ids made_by_id made_at ended_by_id ended_at"),
]
