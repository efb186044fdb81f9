"""What every verb of the ledger posts with: the accounts of an entity, an entry with its lines, ids taken beforehand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils.translation import gettext_lazy as _

from abonent.company.models import BankAccount
from abonent.kit import statements
from abonent.kit.refusals import Refusal
from abonent.ledger.models import AccountMapping
from abonent.organisation.models import LegalEntity


class CannotPost(Refusal):
    """An entity whose books have no account for what is to be posted."""

    sentences = {
        "ledger.no_account": _(
            "%(entity)s has no account in its books for: %(purpose)s. Install a chart of accounts or enter the account first."
        )
    }


@dataclass(frozen=True)
class Side:
    """A line of an entry: debit positive, credit negative; a line of nothing is left out."""

    account_id: int
    amount: Decimal
    customer_id: int | None = None


def account_for(entity: LegalEntity, purpose: str, *, bank_account: BankAccount | None = None) -> int:
    """The account that a purpose without product and VAT class is posted to; that of the bank account where one is named."""
    mapped = AccountMapping.objects.filter(entity=entity, purpose=purpose, product_id=None, tax_category="", revenue_class="")
    by_bank: dict[int | None, int] = dict(mapped.values_list("bank_account", "account"))
    account = by_bank.get(bank_account.pk if bank_account else None) or by_bank.get(None)
    if account is None:
        raise CannotPost("ledger.no_account", entity=entity.name, purpose=dict(AccountMapping.PURPOSES)[purpose])
    return account


def post_entry(*, entity: LegalEntity, posted_on: date, kind: str, source_id: int, text: str, currency: str, sides: Sequence[Side]) -> int:
    """Post one entry in the entity's own currency and return its id; inside the caller's transaction."""
    entry = next_id("journal_entry_id_seq")
    statements.run(
        "ledger/post_entries",
        source="ledger/given_entries",
        entry=entry,
        entity=entity.pk,
        posted_on=posted_on,
        kind=kind,
        source_id=source_id,
        text=text,
    )
    statements.run(
        "ledger/post_lines", source="ledger/given_lines", entry=entry, currency=currency, lines=as_json([vars(side) for side in sides])
    )
    return entry


def next_id(sequence: str) -> int:
    """The next number of a sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        return int(cursor.fetchone()[0])


def as_json(rows: Sequence[dict[str, object]]) -> str:
    """Rows for a statement that takes a JSON list; decimals stay exact as text."""
    return json.dumps(rows, cls=DjangoJSONEncoder)
