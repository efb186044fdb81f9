"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(table="stored_file", other="id key name media_type sha256 size owner stored_at"),
]
