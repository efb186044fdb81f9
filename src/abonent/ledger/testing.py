"""Builders for tests of the ledger: an entity with books, customers who owe, and bank files of a format made for tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

from abonent.company.models import BankAccount
from abonent.customers.models import Customer
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.ledger.models import Receivable
from abonent.ledger.operations import TakenIn, import_bank_file, install_chart, match_bank_lines
from abonent.ledger.operations.posting import Side, account_for, as_json, next_id, post_entry
from abonent.ledger.readers import Reader
from abonent.ledger.rules.statement import (
    AccountNumber,
    BankEntry,
    BankStatement,
    Batch,
    EntryStatus,
    EntryTotals,
    PaymentReference,
    StatementKind,
)
from abonent.organisation.models import LegalEntity

TODAY = day("2026-07-09")
BANKGIRO = "50501055"
HEAD = b"bank lines for tests\n"


def an_entity(*, code: str = "norrvik", country: str = "SE", currency: str = "SEK", bankgiro: str = BANKGIRO) -> LegalEntity:
    """A seller with a chart of accounts and a bankgiro."""
    entity = LegalEntity.objects.create(
        code=code,
        name=f"{code.capitalize()} AB",
        country=country,
        currency=currency,
        zone="Europe/Stockholm",
        language="sv",
        company_number="556677-8899",
        vat_number="SE556677889901",
        street_line="Storgatan 1",
        postal_code="123 45",
        town="Norrvik",
    )
    install_chart(entity=entity)
    BankAccount.objects.create(entity=entity, name="Bankgiro", scheme="bankgiro", number=bankgiro, currency=currency)
    return entity


def a_receivable(
    customer: Customer,
    amount: str | Decimal,
    *,
    entity: LegalEntity,
    reference: str = "",
    due_on: str | date = "2026-07-31",
    opened_on: str | date = "2026-07-01",
    number: str = "",
) -> Receivable:
    """An item that a customer owes (or, negative, a credit), posted against revenue."""
    receivable = next_id("receivable_id_seq")
    row = {
        "receivable_id": receivable,
        "entity_id": entity.pk,
        "customer_id": customer.pk,
        "currency": entity.currency,
        "amount": Decimal(amount),
        "opened_on": opened_on,
        "due_on": due_on,
        "reference": reference,
        "source_kind": "imported",
        "document_number": number or f"2026-{receivable}",
    }
    statements.run("ledger/open_receivables", source="ledger/given_receivables", receivables=as_json([row]))
    owed = Side(account_for(entity, "receivable"), Decimal(amount), customer.pk)
    earned = Side(account_for(entity, "revenue"), -Decimal(amount))
    post_entry(
        entity=entity,
        posted_on=day(opened_on) if isinstance(opened_on, str) else opened_on,
        kind="imported",
        source_id=receivable,
        text="Balance",
        currency=entity.currency,
        sides=[owed, earned],
    )
    return Receivable.objects.get(pk=receivable)


@dataclass(frozen=True)
class Line:
    """A line of a test's bank file, with what matters said and the rest left out."""

    amount: str
    reference: str = ""
    on: str = "2026-07-08"
    name: str = ""
    account: str = ""
    text: str = ""
    bank_reference: str = ""
    end_to_end_id: str = ""
    is_reversal: bool = False
    return_reason: str = ""
    status: str = "booked"
    batch: int | None = None
    is_batch_sum: bool = False


def a_bank_file(*lines: Line, account: str = BANKGIRO, kind: str = "notification", number: str = "1", currency: str = "SEK") -> BytesIO:
    """A file of one statement in the format for tests."""
    content = {"account": account, "kind": kind, "number": number, "currency": currency, "lines": [vars(line) for line in lines]}
    return BytesIO(HEAD + json.dumps(content).encode())


def bring(*lines: Line, **statement: Any) -> TakenIn:
    """Import a file with these lines, without matching them."""
    return import_bank_file(content=a_bank_file(*lines, **statement), name="lines.txt", actor=None)


def bring_and_match(entity: LegalEntity, *lines: Line, **statement: Any) -> TakenIn:
    """Import a file with these lines and match them."""
    taken = bring(*lines, **statement)
    match_bank_lines(entity=entity, actor=None, as_of=TODAY)
    return taken


def _read(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    content = json.loads(file.read()[len(HEAD) :])
    entries = [_entry(place, line, content["currency"]) for place, line in enumerate(content["lines"], start=1)]
    yield from entries
    yield _statement(content, [entry for entry in entries if entry.status is EntryStatus.BOOKED])


def _entry(place: int, line: dict[str, Any], currency: str) -> BankEntry:
    batch = None
    if line["is_batch_sum"]:
        batch = Batch(reference="", size=None, is_itemised=False)
    elif line["batch"] is not None:
        batch = Batch(reference="", size=None, is_itemised=True)
    return BankEntry(
        entry_number=1_000 + line["batch"] if line["batch"] is not None else place,
        part=1,
        amount=Decimal(line["amount"]),
        currency=currency,
        status=EntryStatus(line["status"]),
        booked_on=day(line["on"]),
        value_on=None,
        is_reversal=line["is_reversal"],
        return_reason=line["return_reason"],
        references=(PaymentReference(line["reference"]),) if line["reference"] else (),
        unstructured=line["text"],
        counterpart_name=line["name"],
        counterpart_account=line["account"],
        bank_reference=line["bank_reference"],
        end_to_end_id=line["end_to_end_id"],
        batch=batch,
    )


def _statement(content: dict[str, Any], booked: list[BankEntry]) -> BankStatement:
    credit = sum((entry.amount for entry in booked if entry.amount > 0), Decimal("0.00"))
    debit = -sum((entry.amount for entry in booked if entry.amount < 0), Decimal("0.00"))
    return BankStatement(
        kind=StatementKind(content["kind"]),
        message_format="lines",
        message_id="",
        statement_id=content["number"],
        electronic_sequence="",
        legal_sequence="",
        account=AccountNumber(content["account"], "BGNR"),
        account_owner="",
        currency=content["currency"],
        created_at=None,
        starts_on=None,
        ends_on=None,
        opening=None,
        closing=None,
        balances=(),
        totals=EntryTotals(len({entry.entry_number for entry in booked}), len(booked), credit, debit),
    )


LINES_READER = Reader("lines", "Lines for tests", "text/plain", lambda head: head.startswith(HEAD), _read)
