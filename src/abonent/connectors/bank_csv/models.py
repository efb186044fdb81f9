"""How the tables of an account's bank are written."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from abonent.company.models import BankAccount
from abonent.connectors.bank_csv.layout import DAY_ORDERS, DECIMAL_SIGNS, DELIMITERS, ENCODINGS, Layout


class BankCsvMapping(models.Model):
    """Which column of a bank's table is what, for one account of ours. `columns` is our name of a column -> the header in the file."""

    bank_account = models.OneToOneField(BankAccount, models.PROTECT, primary_key=True, related_name="csv_mapping")
    delimiter = models.CharField(max_length=1, choices=DELIMITERS)
    encoding = models.CharField(max_length=10, choices=ENCODINGS)
    day_order = models.CharField(max_length=10, choices=DAY_ORDERS)
    decimal_sign = models.CharField(max_length=1, choices=DECIMAL_SIGNS)
    columns = models.JSONField(help_text="our name of a column -> header in the file")
    direction_in = models.CharField(max_length=40, blank=True, help_text="the word for money in, where the amount has no sign")
    payment_rows = models.CharField(max_length=40, blank=True, help_text="the kind of row that is a movement, where there are others")

    class Meta:
        db_table = "bank_csv_mapping"
        constraints = [
            models.CheckConstraint(condition=Q(columns__has_key="booked_on"), name="bank_csv_mapping_has_a_day"),
            models.CheckConstraint(condition=Q(delimiter__in=list(DELIMITERS)), name="bank_csv_mapping_delimiter_known"),
            models.CheckConstraint(condition=Q(encoding__in=list(ENCODINGS)), name="bank_csv_mapping_encoding_known"),
            models.CheckConstraint(condition=Q(day_order__in=list(DAY_ORDERS)), name="bank_csv_mapping_day_order_known"),
            models.CheckConstraint(condition=Q(decimal_sign__in=list(DECIMAL_SIGNS)), name="bank_csv_mapping_decimal_sign_known"),
        ]

    def __str__(self) -> str:
        return str(self.bank_account_id)

    @property
    def layout(self) -> Layout:
        """The mapping as data."""
        return Layout(
            delimiter=self.delimiter,
            encoding=self.encoding,
            day_order=self.day_order,
            decimal_sign=self.decimal_sign,
            columns=self.columns,
            direction_in=self.direction_in,
            payment_rows=self.payment_rows,
        )
