"""Large bank files, taken in by a worker."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from abonent.kit import clock
from abonent.ledger.models import BankUpload
from abonent.ledger.operations.uploads import match_brought, take_in_waiting


@app.task(name="ledger.take_in_bank_files")
def take_in_bank_files(batch: str) -> None:
    """Take in the files of a batch that wait, then match what they brought."""
    upload = BankUpload.objects.filter(batch=UUID(batch)).select_related("brought_by").first()
    take_in_waiting(batch=UUID(batch))
    match_brought(batch=UUID(batch), actor=upload.brought_by if upload else None, today_in=clock.today)
