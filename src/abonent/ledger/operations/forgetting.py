"""Forget the files of the bank that the law on bookkeeping no longer wants kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from abonent.company.queries import USUAL_VOUCHER_YEARS
from abonent.kit import statements
from abonent.kit.files import empty
from abonent.kit.models import StoredFile


def forget_bank_files(people: Sequence[int], today: date) -> None:
    """Empty the files whose lines are all older than the law wants, whoever paid by them: a file names many."""
    lapsed = statements.rows("ledger/lapsed_bank_files", today=today, usual_years=USUAL_VOUCHER_YEARS)
    for file in StoredFile.objects.filter(pk__in=[row.stored_file_id for row in lapsed]):
        empty(file)
