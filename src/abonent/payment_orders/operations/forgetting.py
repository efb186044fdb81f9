"""Forget the files of orders that the law on bookkeeping no longer wants kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from abonent.company.queries import USUAL_VOUCHER_YEARS
from abonent.kit import statements
from abonent.kit.files import empty
from abonent.kit.models import StoredFile


def forget_order_files(people: Sequence[int], today: date) -> None:
    """Empty the files that are older than the law wants, whoever they paid: a file names many."""
    lapsed = statements.rows("payment_orders/lapsed_order_files", today=today, usual_years=USUAL_VOUCHER_YEARS)
    for file in StoredFile.objects.filter(pk__in=[row.stored_file_id for row in lapsed]):
        empty(file)
