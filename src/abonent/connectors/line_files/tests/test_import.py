"""The files of each format on their way into the books: each movement once, whatever files tell of it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from abonent.company.models import BankAccount
from abonent.connectors.line_files.tests.fixtures import OWN_FILES, own_files
from abonent.customers.testing import a_customer
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import BankFile, BankLine, Payment, UnknownBankLine
from abonent.ledger.operations import TakenIn, import_bank_file, match_bank_lines
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.runs.invariants import check

pytestmark = pytest.mark.django_db

ACCOUNTS = {
    "poland.sta": ("iban", "PL61109010140000071219812874", "PLN"),
    "interim.sta": ("iban", "PL61109010140000071219812874", "PLN"),
    "germany.sta": ("iban", "DE89508800500194774600", "EUR"),
    "hungary.sta": ("bban", "12001008-00123456-00100002", "HUF"),
    "netherlands.sta": ("iban", "NL81ASNB9999999999", "EUR"),
    "deposit.txt": ("bankgiro", "5318-0001", "SEK"),
    "payments.svm": ("iban", "FI21 1234 5600 0007 85", "EUR"),
    "statement.to": ("iban", "FI21 1234 5600 0007 85", "EUR"),
    "payments.txt": ("bban", "9999 10 42764", "NOK"),
}
# Answers of Bankgirot, and what was paid by them, are all for one number.
AUTOGIRO = ("bankgiro", "5318-0001", "SEK")


def an_account(path: Path) -> BankAccount:
    scheme, number, currency = AUTOGIRO if "autogiro" in path.parts else ACCOUNTS[path.name]
    return BankAccount.objects.create(entity=an_entity(currency=currency), name="Bank", scheme=scheme, number=number, currency=currency)


def take_in(path: Path, content: bytes | None = None) -> TakenIn:
    return import_bank_file(content=BytesIO(path.read_bytes() if content is None else content), name=path.name, actor=None)


def own_file(connector: str, name: str) -> Path:
    return next(path for path in own_files(connector) if path.name == name)


def assert_books_hold() -> None:
    assert [finding for invariant in INVARIANTS for finding in check(invariant)] == []


@pytest.mark.parametrize("path", [path for _connector, path in OWN_FILES], ids=lambda path: path.name)
def test_a_file_is_taken_in_once(path):
    an_account(path)
    first = take_in(path)
    lines = BankLine.objects.count()

    assert (first.is_new, first.new_lines, first.credit - first.debit) == (
        True,
        lines,
        sum(BankLine.objects.values_list("amount", flat=True), Decimal(0)),
    )
    assert not take_in(path).is_new
    assert take_in(path, path.read_bytes() + b"\r\n").new_lines == 0
    assert BankLine.objects.count() == lines
    assert_books_hold()


def test_a_payment_with_its_ocr_number_pays_the_invoice():
    path = own_file("bgmax", "deposit.txt")
    account = an_account(path)
    a_receivable(a_customer(), "1299.00", entity=account.entity, reference="1048220")
    take_in(path)
    match_bank_lines(entity=account.entity, actor=None, as_of=TODAY)

    assert [(payment.amount, payment.bank_line.reference) for payment in Payment.objects.all()] == [(Decimal("1299.00"), "1048220")]
    assert_books_hold()


@pytest.mark.parametrize("first_is_statement", [True, False])
def test_reference_payments_and_their_sum_in_the_statement_are_one_movement(first_is_statement):
    statement, payments = own_file("tito", "statement.to"), own_file("ktl", "payments.svm")
    an_account(statement)
    for path in (statement, payments) if first_is_statement else (payments, statement):
        take_in(path)

    waiting = UnknownBankLine.objects.filter(bank_line__booked_on="2026-11-20", bank_line__amount__gt=0)
    assert sorted(waiting.values_list("bank_line__amount", flat=True)) == [Decimal("49.00"), Decimal("129.00")]
    assert_books_hold()


def test_a_refused_file_leaves_nothing():
    path = own_file("mt940", "poland.sta")
    an_account(path)

    with pytest.raises(Exception, match="closing balance"):
        take_in(path, path.read_bytes().replace(b"C261120PLN1326,50", b"C261120PLN1326,51"))

    assert (BankFile.objects.count(), BankLine.objects.count()) == (0, 0)
