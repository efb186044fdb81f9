"""R7: damaged bank files are taken in whole, with their sums, or refused with nothing kept; never anything else."""

from __future__ import annotations

import os
from io import BytesIO
from random import Random

import pytest
from django.db import transaction

from abonent.company.models import BankAccount
from abonent.connectors.camt.tests.messages import FILES
from abonent.connectors.camt.tests.test_fuzz import DAMAGES, SEED
from abonent.kit.refusals import Refusal
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import BankFile, BankLine, StagedBankLine
from abonent.ledger.operations import import_bank_file
from abonent.ledger.testing import an_entity
from abonent.runs.invariants import check

COUNT = int(os.environ.get("ABONENT_R7_FILES", "200"))


@pytest.mark.figure
@pytest.mark.django_db
def test_damaged_files_leave_the_books_whole():
    for code, number, currency in (("se", "53180001", "SEK"), ("fi", "FI2112345600000785", "EUR")):
        entity = an_entity(code=code, currency=currency, bankgiro=f"0{number}")
        BankAccount.objects.create(entity=entity, name="Bank", scheme="iban", number=number, currency=currency)
    originals, chance = [path.read_bytes() for path in sorted(FILES.iterdir())], Random(SEED)
    taken = sum(taken_in(damaged(chance.choice(originals), chance), number) for number in range(COUNT))

    assert 0 < taken < COUNT
    assert not StagedBankLine.objects.exists()
    assert [finding for invariant in INVARIANTS for finding in check(invariant)] == []


def damaged(content: bytes, chance: Random) -> bytes:
    for _time in range(chance.choice((1, 1, 2, 5))):
        content = chance.choice(DAMAGES)(content, chance)
    return content


def taken_in(content: bytes, number: int) -> bool:
    before = (BankFile.objects.count(), BankLine.objects.count())
    try:
        with transaction.atomic():
            return import_bank_file(content=BytesIO(content), name="damaged.xml", actor=None).is_new
    except Refusal as refusal:
        assert "damaged.xml" in str(refusal)
        assert (BankFile.objects.count(), BankLine.objects.count()) == before
        return False
    except Exception as trouble:
        raise AssertionError(f"seed {SEED}, file {number}: {trouble!r}") from trouble
