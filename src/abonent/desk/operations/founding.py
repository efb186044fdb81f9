"""Found a company: all that it needs before its first document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from abonent.company.models import BankAccount, NumberSeries
from abonent.ledger.operations import install_chart
from abonent.organisation.models import LegalEntity

# Kind of document -> what stands before its numbers.
SERIES = {"invoice": "", "credit_note": "K"}


@dataclass(frozen=True)
class OwnAccount:
    """An account of a company, as the bank knows it."""

    name: str
    scheme: str
    number: str
    bic: str
    currency: str


def found_company(*, code: str, facts: Mapping[str, str], accounts: Iterable[OwnAccount] = ()) -> LegalEntity:
    """Write a company of these facts with its bank accounts, number series and the chart of accounts of its country."""
    with transaction.atomic():
        entity = LegalEntity.objects.create(code=code, **facts)
        BankAccount.objects.bulk_create([BankAccount(entity=entity, **asdict(account)) for account in accounts])
        NumberSeries.objects.bulk_create([NumberSeries(entity=entity, kind=kind, prefix=prefix) for kind, prefix in SERIES.items()])
        install_chart(entity=entity)
    return entity
