"""From invoices to the file that the accounting program reads: every krona of the journal, once."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.catalog.testing import a_product
from abonent.charges.models import Charge, ChargeComponent
from abonent.connectors.sie.tests.reader import SieFile, read_sie
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.ledger.models import AccountingExport, AccountingProgram, JournalLine
from abonent.ledger.operations import set_accounting_program
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture(autouse=True)
def _files_elsewhere(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def publisher() -> LegalEntity:
    """Two invoices of July, one of them for paper and digital in several parts."""
    publisher = a_publisher()
    a_charge(a_payer(), "359.00", entity=publisher)
    a_charge(
        a_payer("Bo", "Ek"), "1249.00", entity=publisher, deferred=False, parts=[("press_print", "849.00"), ("press_digital", "400.00")]
    )
    ChargeComponent.objects.update(unit=Unit.objects.create(entity=publisher, code="north", name="Norra redaktionen"))
    a_billing(publisher)
    return publisher


def exported(publisher: LegalEntity) -> SieFile:
    run = plan_run(run=begin_run(kind="accounting_export", entity=publisher, as_of=day("2026-08-01"), actor=None))
    commit_run(run=approve_run(run=run, actor=None))
    return read_sie(read_stored(AccountingExport.objects.get(run=run).file.stored_file))


def by_account(file: SieFile) -> dict[str, Decimal]:
    sums: Counter[str] = Counter()
    for voucher in file.vouchers:
        for line in voucher.lines:
            sums[line.account] += line.amount
    return dict(sums)


@pytest.mark.parametrize("by_day", [False, True])
def test_the_file_has_what_the_journal_has_account_by_account(publisher, by_day):
    set_accounting_program(program=AccountingProgram(entity=publisher, layout="sie4i", by_day=by_day, series="B"), actor=None)
    file = exported(publisher)
    posted = JournalLine.objects.filter(entry__entity=publisher).values_list("account__code").annotate(amount=Sum("amount"))
    assert by_account(file) == dict(posted)
    assert all(sum(line.amount for line in voucher.lines) == 0 for voucher in file.vouchers)
    assert len(file.vouchers) == (1 if by_day else 2)
    assert {account for account, _name in file.of("#KONTO")} == set(by_account(file))


def test_income_leaves_with_its_unit_as_a_cost_centre(publisher):
    file = exported(publisher)
    assert file.of("#DIM") == [["1", "Kostnadsställe"]] and file.of("#OBJEKT") == [["1", "north", "Norra redaktionen"]]
    income = [line for voucher in file.vouchers for line in voucher.lines if line.account.startswith("30")]
    assert income and all(line.objects == {1: "north"} for line in income)


def test_income_leaves_with_its_product_as_a_project_and_no_other_line_does(publisher):
    product = a_product(entity=publisher, code="daily")
    Charge.objects.filter(pk=a_charge(a_payer("Eva", "Ny"), "106.00", entity=publisher, deferred=False).pk).update(product_id=product.pk)
    a_billing(publisher)
    file = exported(publisher)
    assert ["6", "daily", "Daily"] in file.of("#OBJEKT")
    [voucher] = [one for one in file.vouchers if any(6 in line.objects for line in one.lines)]
    assert [(line.account, line.objects.get(6)) for line in voucher.lines] == [("1510", None), ("3003", "daily"), ("2631", None)]


def test_a_voucher_names_the_invoice_it_is_for(publisher):
    numbers = {invoice.document_number for invoice in invoices_of_the_month(publisher)}
    assert {voucher.text.split()[-1] for voucher in exported(publisher).vouchers} == numbers


def invoices_of_the_month(publisher: LegalEntity):
    return [invoice for run in publisher.runs.filter(kind="billing") for invoice in invoices_of(run)]
