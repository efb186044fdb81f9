"""What leaves the journal for the accounting program: each entry once, in a batch whose file never changes."""

from __future__ import annotations

import csv
import threading
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse

from abonent.customers.testing import a_customer
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import AccountingExport, AccountingProgram, ExportedEntry, JournalEntry, JournalLine, PlannedExportSum
from abonent.ledger.operations import CannotExport, fetch_accounting_file, set_accounting_program, withdraw_accounting_export
from abonent.ledger.operations.accounting_exports import KIND, make_file, program_of, write_batch
from abonent.ledger.operations.posting import Side, account_for, post_entry
from abonent.ledger.testing import a_receivable, an_entity
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER = day("2026-08-01"), day("2026-09-01")


@pytest.fixture(autouse=True)
def _files_elsewhere(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def anna_owes(norrvik: LegalEntity, anna) -> LegalEntity:
    """Three items of July and one of August."""
    says_program(norrvik)
    for amount, opened in (("359.00", "2026-07-01"), ("1249.00", "2026-07-01"), ("80.00", "2026-07-31"), ("99.00", "2026-08-01")):
        a_receivable(anna, amount, entity=norrvik, opened_on=opened)
    return norrvik


def says_program(entity: LegalEntity, **said) -> None:
    program = AccountingProgram(entity=entity, **{"layout": "voucher_csv", "series": "B", **said})
    set_accounting_program(program=program, actor=None)


def planned(entity: LegalEntity, as_of=AUGUST) -> Run:
    return plan_run(run=begin_run(kind=KIND, entity=LegalEntity.objects.get(pk=entity.pk), as_of=as_of, actor=None))


def exported(entity: LegalEntity, as_of=AUGUST) -> AccountingExport:
    run = commit_run(run=approve_run(run=planned(entity, as_of), actor=None))
    return AccountingExport.objects.get(run=run)


def lines(export: AccountingExport) -> list[dict[str, str]]:
    content = read_stored(export.file.stored_file)
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def findings() -> list[str]:
    rule = next(one for one in INVARIANTS if one.statement == "ledger/check_exports")
    return [finding.message for finding in check(rule)]


def test_an_export_takes_what_was_posted_before_its_day_and_the_next_what_came_since(anna_owes):
    july = exported(anna_owes)
    assert (july.number, july.entries, july.amount, july.first_voucher, july.latest_voucher) == (1, 3, Decimal("1688.00"), 1, 3)
    a_receivable(a_customer("Bo", "Late"), "10.00", entity=anna_owes, opened_on="2026-07-15")
    august = exported(anna_owes, SEPTEMBER)
    assert (august.number, august.entries, august.amount, august.first_voucher, august.latest_voucher) == (2, 2, Decimal("109.00"), 4, 5)
    assert [(line["voucher"], line["date"], line["debit"]) for line in lines(august) if line["debit"] != "0.00"] == [
        ("4", "2026-07-15", "10.00"),
        ("5", "2026-08-01", "99.00"),
    ]
    assert findings() == []


def test_a_voucher_is_an_entry_with_its_day_text_and_sides(norrvik, anna):
    LegalEntity.objects.filter(pk=norrvik.pk).update(language="en")
    says_program(norrvik)
    owed, earned = account_for(norrvik, "receivable"), account_for(norrvik, "revenue")
    sides = [Side(owed, Decimal(359), anna.pk), Side(earned, Decimal(-359))]
    post_entry(entity=norrvik, posted_on=day("2026-07-01"), kind="invoice", source_id=1, text="1001", currency="SEK", sides=sides)
    first, second = lines(exported(norrvik))
    assert (first["series"], first["voucher"], first["date"], first["text"]) == ("B", "1", "2026-07-01", "Invoice 1001")
    assert (first["account"], first["debit"], first["credit"]) == ("1510", "359.00", "0.00")
    assert (second["account"], second["debit"], second["credit"]) == ("3001", "0.00", "359.00")


def test_by_day_there_is_one_voucher_for_each_day_and_kind(anna_owes):
    says_program(anna_owes, by_day=True)
    export = exported(anna_owes)
    assert (export.entries, export.vouchers) == (3, 2)
    debits = [(line["voucher"], line["date"], line["debit"]) for line in lines(export) if line["debit"] != "0.00"]
    assert debits == [("1", "2026-07-01", "1608.00"), ("2", "2026-07-31", "80.00")]
    assert findings() == []


def test_by_day_debit_and_credit_of_an_account_stay_apart(norrvik, anna):
    says_program(norrvik, by_day=True)
    a_receivable(anna, "100.00", entity=norrvik)
    a_receivable(anna, "-40.00", entity=norrvik)
    found = [(line["account"], line["debit"], line["credit"]) for line in lines(exported(norrvik))]
    assert ("1510", "100.00", "0.00") in found and ("1510", "0.00", "40.00") in found


def test_payments_do_not_tell_another_program_who_paid(norrvik, anna):
    says_program(norrvik)
    bank, owed = account_for(norrvik, "bank"), account_for(norrvik, "receivable")
    sides = [Side(bank, Decimal(50)), Side(owed, Decimal(-50), anna.pk)]
    post_entry(entity=norrvik, posted_on=day("2026-07-02"), kind="payment", source_id=1, text="Anna Lindqvist", currency="SEK", sides=sides)
    assert all("Lindqvist" not in line["text"] for line in lines(exported(norrvik)))


def test_units_leave_as_cost_centres_or_as_projects_or_not_at_all(norrvik, anna):
    unit = Unit.objects.create(entity=norrvik, code="north", name="Norra redaktionen")
    for dimension, found in ((1, ("north", "")), (6, ("", "north")), (None, ("", ""))):
        says_program(norrvik, unit_dimension=dimension, product_dimension=None)
        a_receivable(anna, "10.00", entity=norrvik)
        _move_to_unit(unit)
        [line] = [line for line in lines(exported(norrvik)) if line["credit"] != "0.00"]
        assert (line["cost_centre"], line["project"]) == found


def _move_to_unit(unit: Unit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE journal_line SET unit_id = %s WHERE amount < 0", [unit.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_the_plan_says_by_account_what_would_leave_and_nothing_has_left(anna_owes):
    run = planned(anna_owes)
    sums = [(row.account.code, row.debit, row.credit) for row in PlannedExportSum.objects.filter(run=run).order_by("ordinal")]
    assert sums[0] == ("1510", Decimal("1688.00"), Decimal(0))
    assert sum(debit for _code, debit, _credit in sums) == sum(credit for _code, _debit, credit in sums) == run.total_amount
    assert run.planned_rows == 3 and not ExportedEntry.objects.exists()


def test_the_statements_change_nothing_the_second_time(anna_owes):
    run = begin_run(kind=KIND, entity=anna_owes, as_of=AUGUST, actor=None)
    asked = {"run": run.pk, "entity": anna_owes.pk, "as_of": AUGUST}
    assert twice("ledger/plan_export_entries", **asked) == 3
    assert twice("ledger/plan_export_sums", run=run.pk) > 0
    assert twice("ledger/export_entries", run=run.pk, export=4711, by_day=False, first_voucher=1) == 3
    assert twice("ledger/export_sums", export=4711) > 0
    assert twice("ledger/take_back_exported_entries", export=4711) == 3
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM exported_sum")
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_the_file_is_the_same_to_the_byte_whatever_happens_to_names_since(anna_owes, desk, eva):
    export = exported(anna_owes)
    address = reverse("ledger:accounting_file", args=[export.pk])
    first = b"".join(desk.get(address).streaming_content)
    LegalEntity.objects.filter(pk=anna_owes.pk).update(name="Another AB")
    says_program(anna_owes, layout="sie4i", by_day=True)
    assert make_file(export.run) == 0
    again = desk.get(address)
    assert b"".join(again.streaming_content) == first and sha256(first).hexdigest() == export.file.stored_file.sha256
    assert again["Content-Disposition"] == 'attachment; filename="norrvik-0001.csv"'
    export.file.refresh_from_db()
    assert export.file.fetched_by == eva


def test_a_batch_is_taken_back_only_while_nobody_fetched_it(anna_owes):
    export = exported(anna_owes)
    withdraw_accounting_export(run=export.run, actor=None)
    assert not ExportedEntry.objects.exists()
    with pytest.raises(CannotExport, match="taken back already"):
        withdraw_accounting_export(run=export.run, actor=None)
    with pytest.raises(CannotExport, match="taken back already"):
        fetch_accounting_file(export=export, actor=None)
    anew = exported(anna_owes)
    assert (anew.number, anew.first_voucher, anew.entries) == (2, 1, 3)
    fetch_accounting_file(export=anew, actor=None)
    with pytest.raises(CannotExport, match="It stays"):
        withdraw_accounting_export(run=anew.run, actor=None)
    assert findings() == []


def test_only_the_latest_batch_is_taken_back_so_that_vouchers_have_no_gap(anna_owes):
    july, august = exported(anna_owes), exported(anna_owes, SEPTEMBER)
    with pytest.raises(CannotExport, match="later batch"):
        withdraw_accounting_export(run=july.run, actor=None)
    withdraw_accounting_export(run=august.run, actor=None)
    withdraw_accounting_export(run=july.run, actor=None)


def test_taking_back_is_offered_as_undoing(anna_owes, eva):
    run = exported(anna_owes).run
    act = Act.objects.get(verb="export_entries")
    undo_act(act=act, actor=eva, today=AUGUST)
    assert AccountingExport.objects.get(run=run).withdrawn_by == eva


def test_an_entry_leaves_at_most_once(anna_owes):
    export = exported(anna_owes)
    left = ExportedEntry.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportedEntry.objects.create(entry_id=left.pk, export=export, voucher=99)


def test_a_plan_that_another_batch_overtook_takes_only_what_is_left(anna_owes):
    overtaken = planned(anna_owes, SEPTEMBER)
    Run.objects.filter(pk=overtaken.pk).update(state=Run.State.FAILED)
    exported(anna_owes)
    assert write_batch(overtaken) == 1
    assert AccountingExport.objects.get(run=overtaken).first_voucher == 4
    assert findings() == []


def test_a_day_without_entries_leaves_no_batch(anna_owes):
    exported(anna_owes)
    run = planned(anna_owes)
    assert run.planned_rows == 0 and write_batch(run) == 0
    assert AccountingExport.objects.count() == 1


def test_accounts_that_the_format_cannot_take_are_told_before_anything_leaves(anna_owes, desk):
    says_program(anna_owes, layout="sie4i")
    anna_owes.accounts.filter(code="1510").update(code="1510-1")
    run = planned(anna_owes)
    assert "1510-1" in desk.get(reverse("ledger:planned_export", args=[run.pk])).content.decode()
    with pytest.raises(CannotExport, match="1510-1"):
        approve_run(run=run, actor=None)
    assert not AccountingExport.objects.exists()


def test_a_company_without_a_word_exports_as_is_usual_in_its_country():
    swedish, finnish = an_entity(), an_entity(code="pohja", country="FI", currency="EUR", bankgiro="55550100")
    assert (program_of(swedish).layout, program_of(finnish).layout) == ("sie4i", "finnish_csv")


def test_how_a_company_exports_is_said_on_screen_and_undone(norrvik, desk, eva):
    address = reverse("ledger:accounting_program", args=[norrvik.pk])
    said = {"layout": "sie4i", "by_day": "day", "series": "C", "unit_dimension": "6", "product_dimension": "1"}
    page = desk.post(address, said, follow=True).content.decode()
    assert "exports as SIE 4I" in page
    program = AccountingProgram.objects.get(entity=norrvik)
    assert (program.layout, program.by_day, program.series) == ("sie4i", True, "C")
    assert (program.unit_dimension, program.product_dimension) == (6, 1)
    assert "Units leave so already." in desk.post(address, {**said, "product_dimension": "6"}).content.decode()
    undo_act(act=Act.objects.get(verb="set_accounting_program"), actor=eva, today=AUGUST)
    assert not AccountingProgram.objects.exists()


def test_the_pages_show_plan_batch_and_vouchers(anna_owes, desk):
    run = planned(anna_owes)
    look = desk.get(reverse("ledger:planned_export", args=[run.pk])).content.decode()
    assert "1510" in look and "Nothing has left yet." in look
    commit_run(run=approve_run(run=run, actor=None))
    export = AccountingExport.objects.get(run=run)
    assert desk.get(reverse("ledger:planned_export", args=[run.pk])).headers["Location"] == export.url
    page = desk.get(export.url).content.decode()
    assert "norrvik-0001.csv" in page and "not fetched yet" in page and "1 to 3, series B" in page
    assert "not fetched yet" in desk.get(reverse("ledger:accounting_exports")).content.decode()
    taken_back = desk.post(reverse("ledger:withdraw_accounting_export", args=[export.pk]), follow=True).content.decode()
    assert "The batch is taken back" in taken_back


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE exported_sum SET debit = debit + 1 WHERE ordinal = 1",
        "DELETE FROM exported_sum",
        "UPDATE accounting_file SET credit = credit - 1",
        "UPDATE accounting_file SET vouchers = vouchers + 1",
        "DELETE FROM exported_entry WHERE entry_id = (SELECT min(entry_id) FROM exported_entry)",
        "UPDATE exported_entry SET voucher = voucher + 1",
        "UPDATE exported_entry SET export_id = 0",
        "UPDATE journal_line SET amount = amount * 2",
        "UPDATE journal_entry SET entity_id = 0",
        "UPDATE accounting_export SET withdrawn_at = made_at",
    ],
)
def test_damage_to_a_batch_is_found(anna_owes, damage):
    exported(anna_owes)
    assert findings() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
    assert findings()


@pytest.mark.django_db(transaction=True)
def test_two_who_export_at_once_take_each_entry_once(anna_owes):
    runs = [planned(anna_owes, SEPTEMBER)]
    Run.objects.filter(pk=runs[0].pk).update(state=Run.State.FAILED)
    runs.append(planned(anna_owes, SEPTEMBER))
    start, written = threading.Barrier(2), []

    def commit(run: Run) -> None:
        try:
            start.wait()
            with transaction.atomic():
                written.append(write_batch(run))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=commit, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [0, 4]
    assert ExportedEntry.objects.count() == JournalEntry.objects.count() == 4
    assert AccountingExport.objects.count() == 1 and JournalLine.objects.count() == 8
