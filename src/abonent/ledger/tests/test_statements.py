"""Every writing statement of the ledger changes nothing on its second run."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest

from abonent.customers.testing import a_customer
from abonent.kit.testing import twice
from abonent.ledger.models import BankFile, UnknownBankLine
from abonent.ledger.operations import bank_files
from abonent.ledger.operations.posting import account_for, as_json, next_id
from abonent.ledger.readers import Reader
from abonent.ledger.testing import LINES_READER, TODAY, Line, a_bank_file, a_receivable, an_entity, bring, bring_and_match
from abonent.organisation.models import LegalEntity

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

RUN = 7


def staged(*lines: Line, number: str = "1") -> dict[str, Any]:
    """An upload that is staged and whose file and statement have their rows."""
    content, upload, reader = a_bank_file(*lines, number=number), uuid4(), _reader()
    found, _answers = bank_files._stage(upload, reader, content, "lines.txt")
    accounts = bank_files._our_accounts(found, "lines.txt")
    file = bank_files._keep(BytesIO(b""), "lines.txt", reader, uuid4().hex, found, accounts, None)
    return {"upload": upload, "bank_file": file.pk}


def _reader() -> Reader:
    return LINES_READER


def planning(entity: LegalEntity) -> dict[str, Any]:
    return {"run": RUN, "entity": entity.pk, "unknown_account": account_for(entity, "unknown")}


def test_import_statements():
    an_entity()
    upload = staged(Line("359.00", "10000016"), Line("120.00"), Line("500.00", is_batch_sum=True))
    assert twice("ledger/promote_bank_lines", **upload) == 3
    assert twice("ledger/count_known_lines", **upload) == 1
    assert twice("ledger/clear_staging", upload=upload["upload"]) == 3
    assert twice("ledger/post_entries", source="ledger/bank_file_entries", bank_file=upload["bank_file"]) == 1
    assert twice("ledger/post_lines", source="ledger/bank_file_entry_lines", bank_file=upload["bank_file"]) == 2

    singly = staged(Line("300.00", batch=1), Line("200.00", batch=1), number="2")
    assert twice("ledger/promote_bank_lines", **singly) == 2
    assert twice("ledger/itemise_batch_sums", bank_file=singly["bank_file"]) == 1


def test_planning_statements():
    entity, anna = an_entity(), a_customer()
    for serial in (16, 24, 32, 40):
        a_receivable(anna, f"{serial}.00", entity=entity, reference=f"100000{serial}")
    bring_and_match(entity, Line("16.00", "10000016", account="5544"), Line("24.00", "10000024", account="7777"))
    bring(
        Line("32.00", text="to 10000032"),
        Line("40.00", account="5544"),
        Line("99.00", "10000016"),
        Line("-24.00", "10000024", is_reversal=True),
        number="2",
    )
    run = planning(entity)
    assert twice("ledger/plan_sent_back", **run) == 0
    assert twice("ledger/plan_by_reference", **run) == 1
    assert twice("ledger/plan_by_text", **run) == 1
    assert twice("ledger/plan_by_account", **run) == 1
    assert twice("ledger/plan_returns", **run) == 1
    assert twice("ledger/plan_items", **run) == 2
    assert twice("ledger/plan_returned_items", **run) == 1

    chunk = {"run": RUN, "first": 1, "latest": 4}
    assert twice("ledger/write_payments", source="ledger/planned_payments", **chunk, entity=entity.pk, actor=None) == 4
    assert twice("ledger/write_allocations", source="ledger/planned_allocations", **chunk, as_of=TODAY) == 4
    assert twice("ledger/close_paid_lines", **chunk) == 4
    assert twice("ledger/post_entries", source="ledger/planned_entries", **chunk) == 4
    accounts = {"receivable_account": account_for(entity, "receivable"), "on_account_account": account_for(entity, "on_account")}
    assert twice("ledger/post_lines", source="ledger/planned_entry_lines", **chunk, **accounts) == 8
    assert not UnknownBankLine.objects.exists()
    assert BankFile.objects.count() == 2


def test_statements_that_a_higher_folder_hands_rows_to():
    entity, anna = an_entity(), a_customer()
    row = {
        "receivable_id": next_id("receivable_id_seq"),
        "entity_id": entity.pk,
        "customer_id": anna.pk,
        "currency": "SEK",
        "amount": "359.00",
        "opened_on": TODAY,
        "due_on": TODAY,
        "reference": "10000016",
        "source_kind": "invoice",
        "document_number": "1",
    }
    assert twice("ledger/open_receivables", source="ledger/given_receivables", receivables=as_json([row])) == 1
