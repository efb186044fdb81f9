"""Say how the tables of an account's bank are written."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.connectors.bank_csv.layout import Layout
from abonent.connectors.bank_csv.models import BankCsvMapping
from abonent.kit import clock
from abonent.runs.operations import record_act


def map_table(*, account: BankAccount, layout: Layout | None, actor: StaffUser | None) -> None:
    """Read the tables of an account like this from now on; None: read none any more. What was read stays as it is."""
    with transaction.atomic():
        clock.hand_over()
        before = BankCsvMapping.objects.select_for_update().filter(pk=account.pk).first()
        write_mapping(account.pk, layout)
        record_act(
            actor=actor,
            verb="map_bank_table",
            subject_kind="bank_csv_mapping",
            subject_ids=[account.pk],
            inverse={"verb": "map_bank_table", "account": account.pk, "layout": asdict(before.layout) if before else None},
        )


def write_mapping(account_id: int, layout: Layout | None) -> None:
    """The row alone, without an act."""
    if layout is None:
        BankCsvMapping.objects.filter(pk=account_id).delete()
    else:
        BankCsvMapping.objects.update_or_create(pk=account_id, defaults=asdict(layout))
