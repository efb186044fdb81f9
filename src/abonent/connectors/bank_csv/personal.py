"""What the tables of this folder hold of people: nothing."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(
        table="bank_csv_mapping",
        other="bank_account_id delimiter encoding day_order decimal_sign columns direction_in payment_rows",
    ),
]
