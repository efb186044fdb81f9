"""`abonent bank import` and `abonent bank inspect`: shapes that scripts rely on, and every sample through the books."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db.models import Sum

from abonent.company.models import BankAccount
from abonent.connectors.camt.commands import import_files, inspect
from abonent.connectors.camt.tests.messages import a_file, an_entry
from abonent.connectors.camt.tests.test_samples import REFUSED, SAMPLES, name_of, needs_samples, read_sample
from abonent.ledger.models import BankFile, BankLine, JournalLine, UnknownBankLine
from abonent.ledger.rules.account_numbers import bare_account_number
from abonent.ledger.testing import an_entity

pytestmark = pytest.mark.django_db

KEYS = ["file", "format", "state", "statements", "entries", "credit", "debit", "message"]
READABLE = [path for path in SAMPLES if name_of(path) not in REFUSED]


def run(command: Any, *files: Path) -> tuple[int, list[dict[str, Any]]]:
    result = CliRunner().invoke(command, [*map(str, files), "--json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, json.loads(result.stdout)["files"]


def make_ours(path: Path) -> None:
    """Declare the accounts of a file ours, each for a company that keeps its books in the account's currency."""
    for statement in read_sample(path):
        number, currency = bare_account_number(statement.account.number), statement.currency or "EUR"
        if not BankAccount.objects.filter(number=number).exists():
            entity = an_entity(code=f"e{number}".lower()[:20], currency=currency, bankgiro=f"0{number[:30]}")
            BankAccount.objects.create(entity=entity, name="Bank", scheme="iban", number=number, currency=currency)


@needs_samples
@pytest.mark.parametrize("path", READABLE, ids=name_of)
def test_a_sample_for_accounts_of_ours_is_taken_in_with_its_own_totals_and_balanced(path: Path):
    make_ours(path)
    totals = [statement.totals for statement in read_sample(path)]

    code, [outcome] = run(import_files, path)

    assert (code, outcome["state"], list(outcome)) == (0, "imported", KEYS)
    assert outcome["entries"] == sum(each.entries for each in totals)
    assert Decimal(outcome["credit"]) - Decimal(outcome["debit"]) == sum(each.net for each in totals)
    assert (BankLine.objects.aggregate(net=Sum("amount"))["net"] or 0) == sum(each.net for each in totals) - known_amount()
    assert sum(JournalLine.objects.values_list("amount", flat=True)) == 0
    assert sum(UnknownBankLine.objects.values_list("bank_line__amount", flat=True)) == sum(
        BankLine.objects.values_list("amount", flat=True)
    )

    assert run(import_files, path) == (
        0,
        [{**outcome, "state": "already", "message": "This file was taken in before; nothing has changed."}],
    )
    assert run(inspect, path)[1][0]["entries"] == outcome["entries"]


def known_amount() -> Decimal:
    """What the file holds twice within itself is one line."""
    return BankFile.objects.get().statements.aggregate(known=Sum("known_amount"))["known"] or Decimal(0)


@needs_samples
@pytest.mark.parametrize("path", [path for path in SAMPLES if name_of(path) in REFUSED], ids=name_of)
def test_a_broken_sample_is_refused_with_its_place_and_leaves_nothing(path: Path):
    code, [outcome] = run(import_files, path)
    assert (code, outcome["state"], outcome["entries"], outcome["credit"]) == (2, "refused", 0, "0.00")
    assert path.name in outcome["message"]
    assert not BankFile.objects.exists()


def test_a_file_for_an_account_that_is_not_ours_is_refused_by_import_and_read_by_inspect(tmp_path: Path):
    file = tmp_path / "bank.xml"
    file.write_text(a_file(an_entry("100.00")))

    code, [outcome] = run(import_files, file)
    assert (code, outcome["state"]) == (2, "refused")
    assert "FI21 1234 5600 0007 85, which is not one of ours" in outcome["message"]

    code, [outcome] = run(inspect, file)
    assert (code, outcome["state"], outcome["entries"], outcome["credit"], outcome["debit"]) == (0, "readable", 1, "100.00", "0.00")
    assert not BankLine.objects.exists()


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path):
    entity = an_entity(currency="EUR")
    BankAccount.objects.create(entity=entity, name="Bank", scheme="iban", number="FI2112345600000785", currency="EUR")
    good, packed, missing = tmp_path / "good.xml", tmp_path / "packed.zip", tmp_path / "missing.xml"
    good.write_text(a_file(an_entry("100.00"), an_entry("40.00", "DBIT"), an_entry("9.00", status="<Sts>PDNG</Sts>")))
    packed.write_bytes(b"PK\x03\x04 packed")

    code, outcomes = run(import_files, packed, good, missing)

    assert code == 2
    assert [outcome["state"] for outcome in outcomes] == ["refused", "imported", "refused"]
    assert (outcomes[1]["entries"], outcomes[1]["credit"], outcomes[1]["debit"]) == (2, "100.00", "40.00")
    assert "packed.zip" in outcomes[0]["message"]
    assert "missing.xml cannot be opened" in outcomes[2]["message"]
    assert BankLine.objects.count() == 2


def test_sums_beyond_the_books_are_refused(tmp_path: Path):
    entity = an_entity(currency="EUR")
    BankAccount.objects.create(entity=entity, name="Bank", scheme="iban", number="FI2112345600000785", currency="EUR")
    file = tmp_path / "huge.xml"
    file.write_text(a_file(*[an_entry("999999999999.00")] * 2))
    code, [outcome] = run(import_files, file)
    assert (code, outcome["state"]) == (2, "refused")
    assert "more than the books can hold" in outcome["message"]
