"""Files brought to the bank page are taken in one by one; each says what became of it."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest

from abonent.customers.testing import a_customer
from abonent.kit.models import StoredFile
from abonent.ledger.jobs import take_in_bank_files
from abonent.ledger.models import BankLine, BankUpload, UnknownBankLine
from abonent.ledger.operations.uploads import bring_file, match_brought
from abonent.ledger.readers import warning_words
from abonent.ledger.testing import TODAY, Line, a_bank_file, a_receivable, an_entity
from abonent.ledger.tests.bank_scene import a_camt

pytestmark = pytest.mark.django_db


@pytest.fixture
def norrvik():
    entity = an_entity()
    a_receivable(a_customer("Anna", "Ek"), "500.00", entity=entity, reference="10000016")
    return entity


def bring(content: BytesIO, *, batch=None, at_once: bool = True, name: str = "lines.txt") -> BankUpload:
    return bring_file(batch=batch or uuid4(), name=name, size=1, content=content, actor=None, at_once=at_once)


def test_a_file_is_imported_and_matched(norrvik):
    upload = bring(a_bank_file(Line("500.00", "10000016"), Line("77.00")))
    assert (upload.state, upload.new_lines) == ("matching", 2)
    match_brought(batch=upload.batch, actor=None, today_in=lambda zone: TODAY)
    upload.refresh_from_db()
    assert (upload.state, UnknownBankLine.objects.count()) == ("imported", 1)


def test_a_file_that_came_before_changes_nothing_and_says_so(norrvik):
    bring(a_bank_file(Line("500.00")))
    again = bring(a_bank_file(Line("500.00")))
    assert (again.state, again.new_lines, BankLine.objects.count()) == ("already", 0, 1)


def test_a_bad_file_is_refused_with_its_reason_and_does_not_stop_the_next(norrvik):
    batch = uuid4()
    bad = bring(a_bank_file(Line("1.00"), account="5402-9681"), batch=batch, name="other.txt")
    good = bring(a_bank_file(Line("1.00")), batch=batch)
    assert (bad.state, bad.refusal["code"], bad.refusal["parameters"]["account"]) == ("refused", "bank.not_our_account", "5402-9681")
    assert good.state == "matching"


def test_a_large_file_waits_for_a_worker_and_leaves_no_copy_behind(norrvik):
    upload = bring(a_bank_file(Line("500.00", "10000016")), at_once=False)
    assert (upload.state, StoredFile.objects.filter(owner="bank_upload").count()) == ("waiting", 1)
    take_in_bank_files(str(upload.batch))
    upload.refresh_from_db()
    assert (upload.state, upload.new_lines, upload.waiting_file) == ("imported", 1, None)
    assert not StoredFile.objects.filter(owner="bank_upload").exists()
    assert not UnknownBankLine.objects.exists()


def test_what_was_odd_about_a_file_is_kept_and_said(norrvik):
    lines = [{"amount": "1.00", "name": "WIKSTRÖM K"}, {"amount": "2.00", "name": "ÖHMAN N"}]
    upload = bring(BytesIO(a_camt(lines).decode().encode("latin-1")))
    assert [each["code"] for each in upload.warnings] == ["camt.encoding_guessed"]
    assert "names the encoding UTF-8 but was read as" in warning_words(**upload.warnings[0])


def test_a_warning_that_no_reader_knows_any_more_is_said_as_it_is():
    assert warning_words("camt.forgotten", {}) == "camt.forgotten"
