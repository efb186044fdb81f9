"""Own fields in a file of customers: each kind read, refused in words, held back by a rule, undone, and in a workbook that comes back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.db import connection
from django.test import Client
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.customers.models import Customer, CustomerSearch, OwnField, OwnFieldOption, OwnValue, StagedCustomer
from abonent.customers.operations.own_fields import add_own_field, change_own_field
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_values import name_of, own_values_of
from abonent.customers.rules.own import own_value
from abonent.customers.testing import a_customer
from abonent.imports.conflicts import choose
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, ImportConflict, RememberedMapping
from abonent.imports.operations import check_batch, commit_batch, keep_faulty_rows, mend_row, take_file
from abonent.imports.precedence import keep_rules
from abonent.imports.queries import conflicts_to_settle, first_faults
from abonent.imports.undoing import undo_import
from abonent.kit import statements
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.kit.testing import twice

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
Kind = OwnField.Kind
Sheets = dict[str, list[list[object]]]


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


def a_field(kind: str, english: str, swedish: str = "", options: tuple[dict[str, str], ...] = (), **said: bool) -> OwnField:
    name = {"en": english, "sv": swedish} if swedish else {"en": english}
    return add_own_field(name=name, kind=kind, options=list(options), actor=None, today=TODAY, **said)


@pytest.fixture
def card() -> OwnField:
    return a_field(Kind.TEXT, "Loyalty card", "Kundkort", searchable=True)


def checked(content: str, source: str = "old") -> ImportBatch:
    file = store(name="kunder.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="customers", file=file, source=source, actor=None, defaults={"default_country": "SE"})
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def imported(content: str, source: str = "old") -> ImportBatch:
    return commit_batch(batch=checked(content, source), actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.error_count


def write(customer: Customer, field: OwnField, value: object) -> None:
    change_own_values(customer=customer, seen={}, wanted={field.pk: value}, actor=None, today=TODAY)  # type: ignore[dict-item]


def cards() -> list[str | None]:
    return list(OwnValue.objects.order_by("customer__number").values_list("text", flat=True))


def test_each_kind_of_field_comes_in_by_its_name_in_any_language_and_again_it_is_the_same():
    options = ({"en": "Sport", "sv": "Idrott"}, {"en": "Culture", "sv": "Kultur"})
    fields = [
        a_field(Kind.TEXT, "Card", "Kundkort"), a_field(Kind.LONG_TEXT, "Remark", "Anmärkning"), a_field(Kind.WHOLE_NUMBER, "Dogs", "Hundar"),
        a_field(Kind.DECIMAL, "Acres", "Hektar"), a_field(Kind.DAY, "Born", "Född"), a_field(Kind.YES_NO, "Member", "Medlem"),
        a_field(Kind.CHOICE, "Reads first", "Läser först", options), a_field(Kind.CHOICES, "Reads", "Läser", options),
    ]  # fmt: skip
    file = (
        "Kundnummer;Namn;kundkort;Anmärkning;Dogs;Hektar;Född;Medlem;Läser först;Reads\n"
        '1;Anna Berg;G-4711;"Has a dog\nthat bites";1 200;12,50;3.2.1961;Ja;idrott;kultur, Sport\n'
        "2;Bo Ek;;;0;-0,5;1961-02-03;nej;Culture;Sport\n"
        "3;Cia Alm;;;;;;;;\n"
    )
    assert counts(imported(file)) == (3, 0, 0, 0)

    anna, bo, cia = Customer.objects.order_by("number")
    sport, culture = fields[6].options.order_by("pk")
    reads = {str(option): option.pk for option in fields[7].options.all()}
    assert list(own_values_of(anna).values()) == [
        "G-4711", "Has a dog\nthat bites", 1200, Decimal("12.5"), date(1961, 2, 3), True, sport.pk, sorted(reads.values()),
    ]  # fmt: skip
    assert list(own_values_of(bo).values()) == [0, Decimal("-0.5"), date(1961, 2, 3), False, culture.pk, [reads["Sport"]]]
    assert own_values_of(cia) == {}
    assert counts(imported(file)) == (0, 0, 3, 0)
    assert not StagedCustomer.objects.exists()


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (Kind.WHOLE_NUMBER, "12,5", "own.whole_number"),
        (Kind.WHOLE_NUMBER, "many", "own.whole_number"),
        (Kind.DECIMAL, "1,249.00", "own.decimal"),
        (Kind.DECIMAL, "NaN", "own.decimal"),
        (Kind.DECIMAL, "0,00001", "own.decimals"),
        (Kind.DECIMAL, "100000000000000", "own.too_great"),
        (Kind.DAY, "3/2", "own.day"),
        (Kind.DAY, "31.2.2026", "own.day"),
        (Kind.YES_NO, "perhaps", "own.yes_no"),
        (Kind.CHOICE, "Chess", "own.option"),
        (Kind.CHOICES, "Sport, Chess", "own.option"),
        (Kind.TEXT, "x" * 201, "cell.too_long"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault_with_row_column_and_cure(kind: str, cell: str, code: str):
    options = ({"en": "Sport"}, {"en": "Old one"}) if kind in (Kind.CHOICE, Kind.CHOICES) else ()
    a_field(kind, "Particular", options=options)
    batch = checked(f'Kundnummer;Namn;Particular\n1;Anna Berg;\n2;Bo Ek;"{cell}"\n')

    assert counts(batch) == (1, 0, 0, 1)
    assert batch.faults.get().code == code
    with override("en"):
        (fault,) = first_faults(batch, kind_of("customers"), limit=5)
    assert (fault.row, fault.column) == (3, "Particular")
    assert "Refused" not in fault.sentence


@pytest.mark.parametrize("cell", ["2026-07-01", "20260701", "1.7.2026", "01/07/2026", "2026. 07. 01.", "2026/7/1"])
def test_days_are_read_as_files_have_them(cell: str):
    assert own_value(cell, "", {"name": "own_1", "kind": "day", "of": [], "options": {}}) == ("2026-07-01",)


def test_an_option_that_is_put_away_is_no_longer_taken_by_its_name():
    field = a_field(Kind.CHOICE, "Reads", options=({"en": "Sport"},))
    OwnFieldOption.objects.update(retired=True)
    assert checked("Kundnummer;Namn;Reads\n1;Anna Berg;Sport\n").faults.get().field == name_of(field)


def test_a_field_of_organisations_is_not_written_to_a_person():
    a_field(Kind.TEXT, "Shift", of_persons=False)
    batch = imported("Kundnummer;Namn;Shift\n1;Anna Berg;night\n2;Norrviks Bygg AB;day\n")
    assert counts(batch) == (1, 0, 0, 1)
    assert batch.faults.get().code == "own.not_of_persons"
    assert cards() == ["day"]


def test_a_cell_that_is_mended_comes_in(card: OwnField):
    a_field(Kind.DAY, "Born")
    batch = checked("Kundnummer;Namn;Kundkort;Born\n1;Anna Berg;G-1;1961\n2;Bo Ek;G-2;1961-01-01\n")
    keep_faulty_rows(batch=batch)
    mend_row(batch=batch, line=2, cells={3: "1961-02-03"}, actor=None, today=TODAY)
    batch.refresh_from_db()
    assert counts(commit_batch(batch=batch, actor=None, today=TODAY)) == (2, 0, 0, 0)
    assert set(OwnValue.objects.exclude(day=None).values_list("day", flat=True)) == {date(1961, 2, 3), date(1961, 1, 1)}


def test_only_what_differs_changes_an_empty_cell_says_nothing_and_the_customer_is_found_by_it(card: OwnField):
    imported("Kundnummer;Namn;Kundkort\n1;Anna Berg;silver\n2;Bo Ek;bronze\n3;Cia Alm;\n")
    version = Customer.objects.earliest("number").version

    assert counts(imported("Kundnummer;Namn;Kundkort\n1;Anna Berg;golden\n2;Bo Ek;\n3;Cia Alm;copper\n")) == (0, 2, 1, 0)

    assert cards() == ["golden", "bronze", "copper"]
    assert Customer.objects.earliest("number").version == version, "what is written in own fields is no edit of the record"
    bodies = CustomerSearch.objects.order_by("customer__number").values_list("body", flat=True)
    assert [word in body for word, body in zip(("golden", "bronze", "copper"), bodies, strict=True)] == [True] * 3
    assert "silver" not in bodies[0]


def test_undone_they_say_what_they_said_and_new_ones_are_gone(card: OwnField):
    dogs = a_field(Kind.WHOLE_NUMBER, "Dogs")
    imported("Kundnummer;Namn;Kundkort\n1;Anna Berg;silver\n2;Bo Ek;\n")
    anna, bo = Customer.objects.order_by("number")
    batch = imported("Kundnummer;Namn;Kundkort;Dogs\n1;Anna Berg;golden;3\n2;Bo Ek;bronze;\n3;Cia Alm;copper;1\n")
    assert (own_values_of(anna), own_values_of(bo)) == ({card.pk: "golden", dogs.pk: 3}, {card.pk: "bronze"})

    undo_import(batch=batch, actor=None, today=TODAY)

    assert list(Customer.objects.order_by("number")) == [anna, bo]
    assert (own_values_of(anna), own_values_of(bo)) == ({card.pk: "silver"}, {})
    assert "silver" in CustomerSearch.objects.get(customer=anna).body


def test_what_was_changed_since_is_kept(card: OwnField):
    imported("Kundnummer;Namn;Kundkort\n1;Anna Berg;silver\n2;Bo Ek;iron\n")
    batch = imported("Kundnummer;Namn;Kundkort\n1;Anna Berg;golden\n2;Bo Ek;bronze\n")
    ImportBatch.objects.filter(pk=batch.pk).update(committed_at="2026-01-01T00:00:00Z")
    anna = Customer.objects.earliest("number")
    # Somebody edits in a transaction of his own, which a test has not.
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', '', true)")
    write(anna, card, "platinum")

    undo_import(batch=batch, actor=None, today=TODAY)

    assert cards() == ["platinum", "iron"]


def test_a_source_may_fill_a_field_or_leave_it(card: OwnField):
    dogs = a_field(Kind.WHOLE_NUMBER, "Dogs")
    imported("Kundnummer;Namn;Kundkort\n1;Anna Berg;silver\n2;Bo Ek;\n")
    keep_rules(kind_of("customers"), "old", {name_of(card): "empty", name_of(dogs): "never"})

    batch = imported("Kundnummer;Namn;Kundkort;Dogs\n1;Anna Berg;golden;1\n2;Bo Ek;bronze;2\n")

    assert counts(batch) == (0, 1, 1, 0)
    assert cards() == ["silver", "bronze"]
    assert batch.layout["held_back"] == {name_of(card): 1, name_of(dogs): 2}
    assert counts(imported("Kundnummer;Namn\n1;Anna Berg\n")) == (0, 0, 1, 0), "rules of fields that the file does not have rest"


def test_a_file_without_own_fields_asks_nothing_of_them(card: OwnField, django_assert_num_queries):
    names = ["key", "name"]
    with django_assert_num_queries(0):
        kind = kind_of("customers", names)
    assert not kind.gathered
    assert [step.statement for step in kind.match if "own" in step.statement] == []
    assert [step.statement for step in kind.promote if "own" in step.statement] == []


def test_the_mapping_is_remembered_by_the_field_and_forgets_one_that_is_put_away(card: OwnField):
    file = "Kundnummer;Namn;Kort nr\n1;Anna Berg;silver\n"
    batch = checked(file)
    assert name_of(card) not in batch.mapping
    check_batch(batch=batch, mapping={**batch.mapping, name_of(card): 2}, actor=None, today=TODAY)
    assert RememberedMapping.objects.get().mapping[name_of(card)] == 2
    change_own_field(field=card, wanted={"name": {"en": "Member card"}}, actor=None, today=TODAY)

    assert counts(imported(file)) == (1, 0, 0, 0)
    assert cards() == ["silver"]

    change_own_field(field=card, wanted={"retired": True}, actor=None, today=TODAY)
    assert set(checked(file).mapping) == {"key", "name"}


@pytest.fixture
def given_out(client: Client) -> Callable[[], Sheets]:
    """The list as a workbook, its cells as a spreadsheet reads them."""
    install_ready_roles()
    client.force_login(take_on_staff(username="mia", password="not used", full_name="Mia Ek", roles=[MANAGER], entities=[]))

    def fetched() -> Sheets:
        answer = client.get("/customers/", {"export": "sheet"})
        book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}

    return fetched


def put(sheets: Sheets, customer: Customer, header: str, value: object) -> None:
    rows = sheets["Customers"]
    row = next(row for row in rows[1:] if row[0] == str(customer.number))
    row[rows[0].index(header)] = value


def brought_back(sheets: Sheets) -> ImportBatch:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    file = store(name="customers.xlsx", media_type="", content=out.getvalue(), owner="import_batch")
    batch = take_file(kind="customers", file=file, source="file", actor=None, defaults={"default_country": "SE"})
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def test_a_workbook_has_them_and_unchanged_it_changes_nothing(given_out, card: OwnField):
    options = ({"en": "Sport"}, {"en": "Culture"})
    reads, member = a_field(Kind.CHOICES, "Reads", options=options), a_field(Kind.YES_NO, "Member")
    acres, born = a_field(Kind.DECIMAL, "Acres"), a_field(Kind.DAY, "Born")
    anna, bo = a_customer(), a_customer("Bo", "Ek")
    wanted = {
        card.pk: "silver",
        acres.pk: Decimal("12.50"),
        born.pk: date(1961, 2, 3),
        member.pk: False,
        reads.pk: [one.pk for one in reads.options.all()],
    }
    change_own_values(customer=anna, seen={}, wanted=wanted, actor=None, today=TODAY)  # type: ignore[arg-type]
    before = own_values_of(anna)
    sheets = given_out()
    rows = sheets["Customers"]
    row = next(row for row in rows[1:] if row[0] == str(anna.number))
    said = {str(header): cell for header, cell in zip(rows[0], row, strict=True)}
    assert [said[name] for name in ("Loyalty card", "Acres", "Born", "Member", "Reads")] == [
        "silver",
        "12.5",
        "1961-02-03",
        "No",
        "Sport, Culture",
    ]
    assert counts(brought_back(sheets)) == (0, 0, 2, 0)

    put(sheets, anna, "Loyalty card", "")
    put(sheets, anna, "Reads", "culture")
    put(sheets, anna, "Acres", 13.25)
    put(sheets, bo, "Member", "Yes")
    batch = commit_batch(batch=brought_back(sheets), actor=None, today=TODAY)

    assert counts(batch) == (0, 2, 0, 0)
    culture = reads.options.get(name__en="Culture")
    assert own_values_of(anna) == {acres.pk: Decimal("13.25"), born.pk: date(1961, 2, 3), member.pk: False, reads.pk: [culture.pk]}
    assert own_values_of(bo) == {member.pk: True}

    undo_import(batch=batch, actor=None, today=TODAY)
    assert (own_values_of(anna), own_values_of(bo)) == (before, {})


def test_a_cell_that_both_sides_changed_waits_and_the_others_of_the_row_do_not_conflict(given_out, card: OwnField):
    options = ({"en": "Sport"}, {"en": "Culture"}, {"en": "News"})
    reads = a_field(Kind.CHOICE, "Reads", options=options)
    sport, culture, news = reads.options.order_by("pk")
    anna = a_customer()
    change_own_values(customer=anna, seen={}, wanted={card.pk: "silver", reads.pk: sport.pk}, actor=None, today=TODAY)
    sheets = given_out()
    put(sheets, anna, "Loyalty card", "golden")
    put(sheets, anna, "Reads", "Culture")
    write(anna, reads, news.pk)

    batch = brought_back(sheets)

    conflict = ImportConflict.objects.get()
    (said,) = conflicts_to_settle(batch, kind_of("customers"), limit=5)
    assert (str(said.label), said.before, said.mine, said.theirs) == ("Reads", "Sport", "Culture", "News")
    choose(conflict=conflict, choice=ImportConflict.Choice.MINE, actor=None, today=TODAY)
    batch.refresh_from_db()
    commit_batch(batch=batch, actor=None, today=TODAY)
    assert own_values_of(anna) == {card.pk: "golden", reads.pk: culture.pk}


def test_the_page_offers_them_as_columns(given_out, client: Client, card: OwnField):
    given_out()
    upload = io.BytesIO(b"Kundnummer;Namn;Kundkort\n1;Anna Berg;silver\n")
    upload.name = "kunder.csv"
    page = client.post("/imports/new/customers/", {"source": "old", "file": upload}, follow=True).content.decode()
    assert f'value="{name_of(card)}" selected' in page
    batch = ImportBatch.objects.get()
    columns = {f"column_{place}": name for name, place in batch.mapping.items()}
    client.post(f"/imports/{batch.pk}/check/", {**columns, "default_country": "SE", "default_language": ""})
    client.post(f"/imports/{batch.pk}/commitment/")
    assert cards() == ["silver"]


@pytest.mark.sql
def test_each_statement_writes_once(card: OwnField):
    anna = a_customer()
    write(anna, card, "silver")
    batch = checked("Kundnummer;Namn;Kundkort\n1;Anna Berg;golden\n")
    StagedCustomer.objects.filter(batch_id=batch.pk).update(key=str(anna.number), own={name_of(card): "golden"})
    named = {"batch": batch.pk, "key_source": "workbook", "today": TODAY, "lines": None}
    statements.run("customers/forget_matches", **named)
    statements.run("customers/match_staged_customers", **named)

    assert twice("customers/match_staged_own_values", **named) == 1
    statements.run("imports/keep_before_values", source="customers/rows_before_import", **named)
    assert twice("customers/write_own_values", source="customers/imported_own_values", **named) == 1
    assert cards() == ["golden"]
    assert twice("customers/empty_own_values", source="customers/imported_own_values", **named) == 0
    assert twice("customers/remove_imported_own_values", **named) == 0
    assert twice("customers/write_own_values", source="customers/own_values_before_import", **named) == 1
    assert cards() == ["silver"]
    StagedCustomer.objects.filter(batch_id=batch.pk).update(own={name_of(card): ""})
    assert twice("customers/empty_own_values", source="customers/imported_own_values", **named) == 1
    assert cards() == []
