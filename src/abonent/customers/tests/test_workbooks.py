"""A list of customers given out as a workbook, changed in a spreadsheet, and brought back: what changed, and what both sides changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.entries import Reach
from abonent.customers.models import Branch, ContactPoint, Customer, CustomerBankAccount, CustomerCategory
from abonent.customers.operations import add_contact_point, change_customer
from abonent.customers.testing import a_customer
from abonent.customers.tests.workbooks import TODAY, Sheets, brought_back, committed, counts, put, rows_of, saved
from abonent.imports.conflicts import choose, choose_for_all
from abonent.imports.models import ImportBatch, ImportConflict
from abonent.imports.operations import keep_faulty_rows, mend_row
from abonent.imports.refusals import CannotImport
from abonent.imports.testing import an_ods_of_sheets
from abonent.imports.undoing import undo_import
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

MINE, THEIRS = ImportConflict.Choice.MINE, ImportConflict.Choice.THEIRS


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture
def manager() -> StaffUser:
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    user = StaffUser.objects.create_user("mia", "mia@example.org", "not used", language="en", first_name="Mia", last_name="Ek")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(entity)
    return user


@pytest.fixture
def given_out(client: Client, manager: StaffUser) -> Callable[[], Sheets]:
    """The list as a workbook, its cells as a spreadsheet reads them."""
    client.force_login(manager)

    def fetched() -> Sheets:
        answer = client.get("/customers/", {"export": "sheet"})
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}

    return fetched


def test_a_list_comes_back_unchanged_and_changes_nothing(given_out):
    a_customer("Anna", "Lindqvist", mobile="070-174 06 35")
    a_customer("Sven", "Ek")
    sheets = given_out()

    assert rows_of(sheets)[0][:4] == ["Key", "Version", "Number", "Registered"]
    assert counts(brought_back(saved(sheets))) == (0, 0, 2, 0, 0)


def test_only_the_cells_that_were_changed_come_in(given_out):
    anna = a_customer("Anna", "Lindqvist", mobile="070-174 06 35")
    sven = a_customer("Sven", "Ek")
    sheets = given_out()
    put(sheets, anna, "Mobile", "070-174 06 36")
    # Meanwhile a colleague changes another cell of hers, and one of his.
    for customer, given in ((anna, "Anna-Lena"), (sven, "Svante")):
        change_customer(customer=customer, seen={"given_name": customer.given_name}, wanted={"given_name": given}, actor=None, today=TODAY)

    batch = committed(brought_back(saved(sheets)))

    assert counts(batch) == (0, 1, 1, 0, 0)
    assert set(Customer.objects.values_list("given_name", flat=True)) == {"Anna-Lena", "Svante"}
    assert ContactPoint.objects.get(customer=anna, preferred=True).normalised == "+46701740636"


def test_a_cell_that_both_sides_changed_waits_until_somebody_chooses(given_out):
    anna, sven = a_customer("Anna", "Lindqvist", email="anna@old.example"), a_customer("Sven", "Ek", email="sven@old.example")
    sheets = given_out()
    for customer, name in ((anna, "anna"), (sven, "sven")):
        put(sheets, customer, "E-mail", f"{name}@mine.example")
        theirs = Reach.read("email", f"{name}@theirs.example", country="SE")
        add_contact_point(customer=customer, reach=theirs, actor=None, today=TODAY)
    batch = brought_back(saved(sheets))
    assert counts(batch) == (0, 0, 0, 0, 2)

    of_sven, of_anna = batch.conflicts.order_by("line")
    assert (of_anna.before, of_anna.mine, of_anna.theirs) == (
        {"email": "anna@old.example"}, {"email": "anna@mine.example"}, {"email": "anna@theirs.example"},
    )  # fmt: skip
    choose(conflict=of_anna, choice=MINE, actor=None, today=TODAY)
    choose(conflict=of_sven, choice=THEIRS, actor=None, today=TODAY)
    batch.refresh_from_db()
    assert counts(batch) == (0, 1, 1, 0, 0)
    choose(conflict=of_sven, choice=MINE, actor=None, today=TODAY)
    batch.refresh_from_db()
    assert counts(batch) == (0, 2, 0, 0, 0), "it may be chosen again"
    choose(conflict=of_sven, choice=THEIRS, actor=None, today=TODAY)

    committed(batch)
    preferred = ContactPoint.objects.filter(preferred=True, kind="email").order_by("customer")
    assert [point.value for point in preferred] == ["anna@mine.example", "sven@theirs.example"]


def test_what_was_chosen_is_taken_back_until_the_import_is_committed(given_out, client: Client, manager: StaffUser):
    anna, sven = a_customer("Anna", "Lindqvist", email="anna@old.example"), a_customer("Sven", "Ek", email="sven@old.example")
    sheets = given_out()
    for customer, name in ((anna, "anna"), (sven, "sven")):
        put(sheets, customer, "E-mail", f"{name}@mine.example")
        theirs = Reach.read("email", f"{name}@theirs.example", country="SE")
        add_contact_point(customer=customer, reach=theirs, actor=None, today=TODAY)
    batch = brought_back(saved(sheets))
    of_sven, _of_anna = batch.conflicts.order_by("line")
    choose(conflict=of_sven, choice=THEIRS, actor=manager, today=TODAY)
    answer = client.post(f"/imports/{batch.pk}/conflicts/", {"choice": "mine"}, follow=True).content.decode()
    first, second = Act.objects.filter(verb="settle_import_conflicts").order_by("id")
    assert reverse("runs:undo", args=[second.pk]) in answer
    batch.refresh_from_db()
    assert counts(batch) == (0, 1, 1, 0, 0)

    undo_act(act=second, actor=manager, today=TODAY)
    batch.refresh_from_db()
    assert counts(batch) == (0, 0, 1, 0, 1)
    undo_act(act=first, actor=manager, today=TODAY)
    batch.refresh_from_db()
    assert (counts(batch), set(batch.conflicts.values_list("choice", flat=True))) == ((0, 0, 0, 0, 2), {""})

    choose_for_all(batch=batch, choice=MINE, actor=manager, today=TODAY)
    third = Act.objects.filter(verb="settle_import_conflicts").latest("id")
    batch.refresh_from_db()
    committed(batch)
    Act.objects.filter(verb="import_rows").delete()
    with pytest.raises(Refusal):
        undo_act(act=third, actor=manager, today=TODAY)
    preferred = ContactPoint.objects.filter(preferred=True, kind="email").order_by("customer")
    assert [point.value for point in preferred] == ["anna@mine.example", "sven@mine.example"]


def test_one_choice_for_all_conflicts_and_a_row_without_one_is_left_out(given_out):
    people = [a_customer(f"Eva {number}", "Berg") for number in range(3)]
    sheets = given_out()
    for person in people:
        put(sheets, person, "Payment terms, days", 10)
        put(sheets, person, "Family name", "Berglund")
        change_customer(customer=person, seen={"family_name": "Berg"}, wanted={"family_name": "Bergman"}, actor=None, today=TODAY)
    batch = brought_back(saved(sheets))
    assert counts(batch) == (0, 0, 0, 0, 3)
    with pytest.raises(CannotImport):
        committed(batch)

    assert choose_for_all(batch=batch, choice=THEIRS, actor=None, today=TODAY) == 3
    batch.refresh_from_db()
    assert counts(committed(batch)) == (0, 3, 0, 0, 0)
    assert {(one.family_name, one.payment_terms_days) for one in Customer.objects.all()} == {("Bergman", 10)}


def test_what_changes_here_between_the_check_and_the_commit_is_left_out(given_out):
    anna, _sven = a_customer("Anna", "Lindqvist"), a_customer("Sven", "Ek")
    sheets = given_out()
    for customer in Customer.objects.all():
        put(sheets, customer, "Given name", "X")
    batch = brought_back(saved(sheets))
    change_customer(customer=anna, seen={"given_name": "Anna"}, wanted={"given_name": "Annika"}, actor=None, today=TODAY)

    assert counts(committed(batch)) == (0, 1, 0, 0, 1)
    assert set(Customer.objects.values_list("given_name", flat=True)) == {"Annika", "X"}


def test_an_emptied_cell_empties_what_may_be_empty_and_undoing_puts_it_back(given_out):
    school = CustomerCategory.objects.create(name={"en": "School", "sv": "Skola"})
    paper = Branch.objects.create(name={"en": "Paper mill"})
    anna = a_customer(
        "Anna", "Lindqvist", mobile="070-174 06 35", payment_terms_days=20, credit_limit=5000, category_ids=[school.pk], branch_id=paper.pk
    )
    CustomerBankAccount.objects.create(customer=anna, number="SE4550000000058398257466")
    tables = (Customer, ContactPoint, CustomerBankAccount)
    before = [list(model.objects.order_by("pk").values()) for model in tables]
    sheets = given_out()
    for header in ("Mobile", "Payment terms, days", "Credit limit", "Types", "Branch", "Bank account (IBAN)"):
        assert rows_of(sheets)[1][rows_of(sheets)[0].index(header)], header
        put(sheets, anna, header, "")

    batch = committed(brought_back(saved(sheets)))
    anna.refresh_from_db()
    assert (anna.payment_terms_days, anna.credit_limit, anna.branch_id, anna.category_ids) == (None, None, None, [])
    assert not ContactPoint.objects.exists()
    assert not CustomerBankAccount.objects.exists()

    undo_import(batch=batch, actor=None, today=TODAY)
    anna.refresh_from_db()
    anna_before = before[0][0] | {"version": anna.version}
    assert [list(model.objects.order_by("pk").values()) for model in tables[:2]] == [[anna_before], before[1]]
    assert anna.category_ids == [school.pk]
    assert CustomerBankAccount.objects.get().number == "SE4550000000058398257466"


def test_what_must_not_be_empty_is_a_fault(given_out):
    anna, sven = a_customer("Anna", "Lindqvist"), a_customer("Sven", "Ek")
    sheets = given_out()
    put(sheets, anna, "Town", "")
    put(sheets, sven, "Given name", "")
    put(sheets, sven, "Family name", "")

    batch = brought_back(saved(sheets))
    assert sorted(batch.faults.values_list("field", "code")) == [("name", "name.missing"), ("town", "cell.emptied")]


def test_a_row_taken_out_is_reported_and_a_new_one_comes_in_once(given_out):
    a_customer("Anna", "Lindqvist")
    sven = a_customer("Sven", "Ek")
    sheets = given_out()
    rows = rows_of(sheets)
    rows[:] = [row for row in rows if row[0] != str(sven.number)]
    new: list[object] = [""] * len(rows[0])
    for header, value in (
        ("Given name", "Eva"),
        ("Family name", "Berg"),
        ("Street", "Storgatan 4"),
        ("Postal code", "871 32"),
        ("Town", "Norrvik"),
    ):
        new[rows[0].index(header)] = value
    rows.append(new)

    batch = committed(brought_back(saved(sheets)))
    assert counts(batch) == (1, 0, 1, 0, 0)
    assert batch.vanished_count == 1
    assert batch.layout["returned"]["some_missing"] == [str(sven.number)]
    assert Customer.objects.count() == 3
    assert counts(brought_back(saved(sheets))) == (0, 0, 2, 0, 0)


def test_a_copied_row_is_a_fault_and_emptying_its_key_makes_a_new_customer(given_out):
    a_customer("Anna", "Lindqvist")
    sheets = given_out()
    rows = rows_of(sheets)
    rows.append(list(rows[1]))
    batch = brought_back(saved(sheets))
    assert set(batch.faults.values_list("line", "code")) == {(2, "key.copied"), (3, "key.copied")}

    keep_faulty_rows(batch=batch)
    mend_row(batch=batch, line=3, cells={0: ""}, actor=None, today=TODAY)
    batch.refresh_from_db()
    assert counts(batch) == (1, 0, 1, 0, 0)


def test_sorted_filtered_and_saved_by_libreoffice_it_is_the_same_workbook(given_out):
    people = [a_customer(f"Eva {number}", "Berg") for number in range(4)]
    sheets = given_out()
    put(sheets, people[2], "Given name", "Åsa")
    rows = rows_of(sheets)
    rows[1:] = rows[:0:-1]

    batch = brought_back(an_ods_of_sheets(sheets), "customers.ods")
    assert counts(batch) == (0, 1, 3, 0, 0)


def test_a_column_that_is_worked_out_is_ignored_and_said_so(given_out):
    anna = a_customer("Anna", "Lindqvist")
    sheets = given_out()
    put(sheets, anna, "Number", 17)

    batch = brought_back(saved(sheets))
    assert counts(batch) == (0, 0, 1, 0, 0)
    assert batch.layout["returned"]["computed_changed"] == {"Number": 1}


def test_columns_may_be_moved_taken_out_and_added(given_out):
    anna = a_customer("Anna", "Lindqvist", email="anna@example.org")
    sheets = given_out()
    put(sheets, anna, "Given name", "Åsa")
    rows = rows_of(sheets)
    out = rows[0].index("E-mail")
    rows[:] = [[*row[:out], *row[out + 1 :]][::-1] for row in rows]
    rows[0].append("My remarks")
    rows[1].append("called her")

    assert counts(committed(brought_back(saved(sheets)))) == (0, 1, 0, 0, 0)
    assert Customer.objects.get().given_name == "Åsa"
    assert ContactPoint.objects.filter(kind="email").exists()


def test_words_of_the_register_come_back_as_they_are_shown(given_out, manager: StaffUser):
    school = CustomerCategory.objects.create(name={"en": "School", "sv": "Skola"})
    library = CustomerCategory.objects.create(name={"en": "Library", "sv": "Bibliotek"})
    anna = a_customer("Anna", "Lindqvist", category_ids=[school.pk])
    sheets = given_out()
    put(sheets, anna, "Types", "library, skola")
    put(sheets, anna, "Responsible", "Mia Ek")
    put(sheets, anna, "Invoice by", "Self-service pages")
    put(sheets, anna, "Language", "Finnish")
    committed(brought_back(saved(sheets)))

    anna.refresh_from_db()
    assert anna.category_ids == sorted([school.pk, library.pk])
    assert (anna.responsible, anna.invoice_channel, anna.language) == (manager, "portal", "fi")


def test_a_word_that_is_none_is_a_fault_that_says_the_cure(given_out):
    anna = a_customer("Anna", "Lindqvist")
    sheets = given_out()
    put(sheets, anna, "Types", "Skool")

    fault = brought_back(saved(sheets)).faults.get()
    assert (fault.field, fault.code, fault.parameters) == ("types", "known_word.type", {"value": "Skool"})


def test_a_workbook_of_another_list_or_with_its_hidden_sheets_changed_is_refused(given_out):
    a_customer("Anna", "Lindqvist")
    sheets = given_out()
    of_invoices = [["kind", "invoices"] if line[0] == "kind" else line for line in sheets["abonent"]]
    for broken in ({**sheets, "abonent": of_invoices}, {**sheets, "abonent": [["abonent", "1"]]}):
        with pytest.raises(CannotImport):
            brought_back(saved(broken))


def test_the_page_recognises_the_workbook_and_lets_choose_in_place(given_out, client: Client):
    anna, sven = a_customer("Anna", "Lindqvist"), a_customer("Sven", "Ek")
    sheets = given_out()
    put(sheets, anna, "Language", "Polish")
    put(sheets, anna, "Number", 1)
    rows_of(sheets)[:] = [row for row in rows_of(sheets) if row[0] != str(sven.number)]
    change_customer(customer=anna, seen={"language": "sv"}, wanted={"language": "fi"}, actor=None, today=TODAY)
    upload = io.BytesIO(saved(sheets))
    upload.name = "customers.xlsx"

    page = client.post("/imports/new/customers/", {"source": "file", "file": upload}, follow=True)

    said = page.content.decode()
    for words in (
        "A workbook that was taken out here",
        f"taken out of the sheet: {sven.number}",
        "“Number” is worked out",
        "Swedish",
        "Polish",
        "Finnish",
    ):
        assert words in said
    conflict = ImportConflict.objects.get()
    address = f"/imports/{conflict.batch_id}/conflicts/{conflict.pk}/"
    answer = client.post(address, {"choice": "mine"}, HTTP_HX_REQUEST="true")
    assert "Bring one row in" in answer.content.decode()
    client.post(f"/imports/{conflict.batch_id}/conflicts/", {"choice": "theirs"})
    client.post(f"/imports/{conflict.batch_id}/commitment/")
    anna.refresh_from_db()
    assert anna.language == "pl"


def test_cells_pasted_from_a_spreadsheet_go_the_way_of_a_file(client: Client, manager: StaffUser):
    client.force_login(manager)
    cells = 'Kundnummer\tNamn\tPostnr\tOrt\n1\tÅke Öberg\t871 31\tNorrvik\n2\t"Café ""Solen"" AB"\t871 32\tNorrvik\n'

    page = client.post("/imports/new/customers/", {"source": "old", "pasted": cells}, follow=True)
    batch = ImportBatch.objects.get()
    assert (batch.layout["separator"], set(batch.mapping)) == ("\t", {"key", "name", "postal_code", "town"})
    columns = {f"column_{place}": name for name, place in batch.mapping.items()}
    client.post(f"/imports/{batch.pk}/check/", {**columns, "default_country": "SE", "default_language": ""})
    client.post(f"/imports/{batch.pk}/commitment/")

    assert "pasted.tsv" in page.content.decode()
    assert set(Customer.objects.values_list("name", flat=True)) == {"Åke Öberg", 'Café "Solen" AB'}


def test_neither_a_file_nor_cells_is_asked_for_in_words(client: Client, manager: StaffUser):
    client.force_login(manager)
    page = client.post("/imports/new/customers/", {"source": "old", "pasted": " \n"})
    assert "Choose a file, or paste cells." in page.content.decode()
