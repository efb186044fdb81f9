"""The books check themselves: quiet where all is right, and each kind of damage is found with its row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from abonent.billing.invariants import INVARIANTS
from abonent.billing.models import Invoice, InvoiceSending, OutboxDocument
from abonent.billing.operations import bill_now, credit_invoice, credit_line
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.runs.invariants import check, check_all

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def findings() -> set[str]:
    return {f"{invariant.statement.rpartition('/')[2]}: {finding.message}" for invariant in INVARIANTS for finding in check(invariant)}


@pytest.fixture
def invoice() -> Invoice:
    """Several documents of every kind; the one returned has two lines and is credited in part."""
    norrvik, turku = a_publisher(), a_publisher("FI")
    anna, pirkko = a_payer(), a_payer("Pirkko", "Mäkelä", country="FI", language="fi")
    a_charge(anna, "2949.50", entity=norrvik, parts=[("press_print", "2460.50"), ("press_digital", "489.00")])
    a_charge(anna, "39.00", entity=norrvik, parts=[("standard", "39.00")], deferred=False)
    for _number in range(3):
        a_charge(pirkko, "10.01", entity=turku, basis="net")
    now = a_charge(anna, "100.00", entity=norrvik, due_on="2026-08-01")
    a_charge(anna, "200.00", entity=norrvik, due_on="2026-09-01")
    [posted] = invoices_of(a_billing(norrvik))
    [other] = invoices_of(a_billing(turku))
    bill_now(entity=norrvik, charges=[now.pk], actor=None, today=day("2026-07-02"))
    credit_line(invoice=posted, ordinal=1, amount=Decimal("1000.00"), actor=None, today=day("2026-07-03"))
    credit_invoice(invoice=other, actor=None, today=day("2026-07-03"))
    return posted


def damage(sql: str, *parameters: object) -> None:
    """Do what no program of ours can: change posted rows behind the triggers' back."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, parameters)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_where_all_is_right_nothing_is_found_in_any_folder(invoice: Invoice):
    assert findings() == set()
    assert [finding.message for _invariant, found in check_all() for finding in found] == []


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE invoice SET rounding = rounding + 1, total = total + 1 WHERE id = %s", {"check_documents", "check_hashes", "check_postings"}),
        ("UPDATE invoice_line SET vat = vat + 1, gross = gross + 1 WHERE invoice_id = %s", {"check_documents", "check_hashes", "check_vat"}),
        ("DELETE FROM invoice_line WHERE ordinal = 1 AND invoice_id = %s", {"check_documents", "check_hashes", "check_credits", "check_open_charges"}),
        ("UPDATE receivable SET amount = amount - 1 WHERE document_number = (SELECT document_number FROM invoice WHERE id = %s)", {"check_documents"}),
        ("UPDATE invoice SET number = number + 10 WHERE id = %s", {"check_numbers"}),
        ("UPDATE invoice SET buyer = jsonb_set(buyer, '{name}', '\"X\"') WHERE id = %s", {"check_hashes"}),
        ("UPDATE invoice SET seller = jsonb_set(seller, '{name}', '\"X\"') WHERE id = %s", {"check_hashes"}),
        ("UPDATE invoice_line SET description = '{}' WHERE invoice_id = %s", {"check_hashes"}),
        ("DELETE FROM journal_entry WHERE kind = 'invoice' AND source_id = %s", {"check_postings"}),
        ("INSERT INTO open_charge SELECT charge_id, 1, '2026-01-01' FROM invoice_line WHERE ordinal = 1 AND invoice_id = %s", {"check_open_charges"}),
        ("INSERT INTO outbox_document (invoice_id, format, state, due_at) VALUES (%s, 'peppol', 'claimed', abonent_now() - interval '2 hours')", {"check_outbox"}),
        ("DELETE FROM open_charge WHERE %s > 0", {"check_open_charges"}),
        ("UPDATE invoice_line SET net = net * 3, vat = vat * 3, gross = gross * 3 WHERE credited_invoice_id = %s", {"check_credits", "check_documents", "check_hashes"}),
    ],
)  # fmt: skip
def test_each_damage_is_found_and_named(invoice: Invoice, sql: str, found: set[str]):
    damage(sql, invoice.pk)
    assert {finding.partition(":")[0] for finding in findings()} >= found


def test_what_is_said_to_be_sent_without_a_sending_is_found(invoice: Invoice):
    file = store(name="a.xml", media_type="application/xml", content=b"<a/>", owner="e_invoice")
    OutboxDocument.objects.create(invoice=invoice, format="peppol", state="sent", stored_file=file)
    assert any(finding.startswith("check_outbox") and invoice.document_number in finding for finding in findings())
    InvoiceSending.objects.create(invoice=invoice, channel="peppol")
    assert findings() == set()


def test_a_document_dated_before_the_one_before_it_is_found(invoice: Invoice):
    latest = Invoice.objects.filter(series=invoice.series).latest("number")
    damage("UPDATE invoice SET issued_on = issued_on - 9 WHERE id = %s", latest.pk)
    assert any(finding.startswith("check_numbers") and f"number {latest.number}" in finding for finding in findings())
