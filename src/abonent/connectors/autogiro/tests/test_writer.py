"""Orders to collect by Autogiro, record by record as Bankgirot takes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from abonent.config.tests.source import PROJECT
from abonent.kit.periods import day
from abonent.payment_orders.formats import collection_format_of
from abonent.payment_orders.rules.collection import CollectionOrder, Debit
from abonent.payment_orders.rules.transfer import BankAccountNumber, Party

SAMPLE = PROJECT.parent / "shared" / "standards" / "samples" / "autogiro" / "byrokrat" / "payment-request-parser-1.txt"
DEBIT = Debit("DEBIT-1", Decimal("750.00"), "FRST", "101", day("2008-06-01"), Party("Anna"), "33001212121212", "ÅRSKORT-2008", "2026-1")
ORDER = CollectionOrder(
    message_id="norrvik-000001",
    made_at=datetime(2008, 6, 11, 8, 30, tzinfo=UTC),
    company=Party("Norrvik AB"),
    account=BankAccountNumber("bankgiro", "9902346"),
    agreement="471117",
    currency="SEK",
    collect_on=day("2008-06-12"),
    debits=(DEBIT,),
)


def records(order: CollectionOrder) -> list[str]:
    content = collection_format_of("autogiro").write(order)
    assert content.endswith(b"\r\n")
    return content.decode("iso-8859-1").split("\r\n")[:-1]


def test_every_record_has_80_columns():
    assert {len(record) for record in records(ORDER)} == {80}


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample files (../shared/standards) are not on this machine")
def test_it_is_as_other_programs_write_it():
    opening, payment, *_rest = SAMPLE.read_bytes().decode("iso-8859-1").split("\r\n")
    assert [record.rstrip() for record in records(ORDER)] == [opening.rstrip(), payment.rstrip()]


def test_a_reference_that_does_not_fit_gives_way_to_the_number_of_the_document():
    long = replace(DEBIT, payment_reference="1" * 17)
    none = replace(DEBIT, payment_reference="", document="Å-1")
    order = replace(ORDER, debits=(long, none))
    assert [record[53:69].rstrip() for record in records(order)[1:]] == ["2026-1", "Å-1"]


def test_amounts_are_in_ore():
    order = replace(ORDER, debits=(replace(DEBIT, amount=Decimal("1234.56")),))
    assert records(order)[1][31:43] == "000000123456"
