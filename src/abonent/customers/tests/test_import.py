"""A file of customers on its way into the register: what comes in, what is left out and why, and that nothing is half done."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from abonent.config.command_line import abonent
from abonent.customers.models import Customer, CustomerHistory, CustomerSearch, StagedCustomer
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.imports.models import ImportBatch, ImportFault, RememberedMapping
from abonent.imports.operations import check_batch, commit_batch, forget_stale_rows, take_file, write_error_file
from abonent.imports.refusals import CannotImport
from abonent.imports.testing import an_ods
from abonent.kit.files import read_stored, store
from abonent.kit.models import StoredFile
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
TOMORROW = day("2026-02-02")
GOOD = """Kundnummer;Namn;Adress;Postnr;Ort;Mobil;E-post
1;Åke Öberg;Ängsvägen 3 B;87131;Norrvik;070-174 06 35;Ake@example.org
2;Bergströms Bygg AB;Storgatan 1;871 32;Norrvik;;info@bergstroms.example
3;"Lindqvist, Anna";Storgatan 2;87132;Norrvik;;
"""
REGISTER = (Customer, CustomerSearch, StagedCustomer)


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


def taken(content: bytes | str, *, name: str = "customers.csv", source: str = "old", country: str = "SE") -> ImportBatch:
    raw = content.encode() if isinstance(content, str) else content
    file = store(name=name, media_type="text/csv", content=raw, owner="import_batch")
    return take_file(kind="customers", file=file, source=source, actor=None, defaults={"default_country": country})


def checked(content: bytes | str, **named: str) -> ImportBatch:
    batch = taken(content, **named)
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def imported(content: bytes | str, *, today=TODAY, **named: str) -> tuple[int, int, int, int]:
    batch = commit_batch(batch=checked(content, **named), actor=None, today=today)
    return batch.new_count, batch.changed_count, batch.same_count, batch.error_count


def test_a_file_comes_in_and_the_same_file_again_changes_nothing():
    assert imported(GOOD) == (3, 0, 0, 0)
    assert imported(GOOD) == (0, 0, 3, 0)

    ake, company, anna = Customer.objects.order_by("external_keys__key")
    assert (ake.name, ake.language, ake.addresses.get().place.street_line) == ("Åke Öberg", "sv", "Ängsvägen 3 B")
    assert (company.kind, company.organisation_name) == ("organisation", "Bergströms Bygg AB")
    assert (anna.given_name, anna.family_name) == ("Anna", "Lindqvist")
    assert CustomerSearch.objects.count() == 3
    assert not StagedCustomer.objects.exists()


def test_the_check_counts_and_writes_nothing():
    batch = checked(GOOD)
    assert (batch.state, batch.new_count, batch.row_count) == ("checked", 3, 3)
    assert not Customer.objects.exists()


def test_what_has_changed_in_the_file_changes_in_the_register_and_only_that():
    imported(GOOD)
    changed = GOOD.replace("Ängsvägen 3 B", "Nygatan 7").replace("070-174 06 35", "070-174 06 36").replace("Bygg AB", "Bygg & Co AB")

    assert imported(changed, today=TOMORROW) == (0, 2, 1, 0)

    ake, company, anna = Customer.objects.order_by("external_keys__key")
    assert [str(address.during) for address in ake.addresses.order_by("during")] == ["[2026-02-01, 2026-02-02)", "[2026-02-02, None)"]
    assert [(point.kind, point.value, point.preferred) for point in ake.contact_points.order_by("id")] == [
        ("mobile", "070-174 06 35", False),
        ("email", "Ake@example.org", True),
        ("mobile", "070-174 06 36", True),
    ]
    assert (company.organisation_name, company.version, anna.version) == ("Bergströms Bygg & Co AB", 2, 1)
    assert "nygatan" in CustomerSearch.objects.get(customer=ake).body


def test_two_sources_may_use_one_key_for_two_customers():
    assert imported(GOOD, source="old") == (3, 0, 0, 0)
    assert imported(GOOD, source="other") == (3, 0, 0, 0)


def test_what_an_import_writes_has_no_history_of_a_person():
    imported(GOOD)
    assert not CustomerHistory.objects.exists()


@pytest.mark.parametrize(
    "headers",
    ["Asiakasnumero;Nimi;Osoite;Postinumero;Postitoimipaikka;Matkapuhelin;Sähköposti", "Numer klienta;Imię i nazwisko;Adres;Kod pocztowy;Miasto;Komórka;E-mail",
     "Ügyfélszám;Név;Cím;Irányítószám;Település;Mobilszám;E-mail cím", "Customer number;Full name;Address;ZIP;City;Mobile phone;E-mail address"],
)  # fmt: skip
def test_headers_are_known_in_five_languages(headers: str):
    batch = taken(GOOD.replace(GOOD.splitlines()[0], headers))
    assert batch.mapping == {"key": 0, "name": 1, "street_line": 2, "postal_code": 3, "town": 4, "mobile": 5, "email": 6}


def test_a_mapping_chosen_once_is_remembered_for_the_same_headers():
    odd = GOOD.replace("Namn;", "Vem;")
    batch = taken(odd)
    assert "name" not in batch.mapping
    check_batch(batch=batch, mapping={**batch.mapping, "name": 1}, actor=None, today=TODAY)

    assert taken(odd).mapping["name"] == 1
    assert RememberedMapping.objects.count() == 1


def test_a_workbook_comes_in_like_a_text():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Kundnummer", "Förnamn", "Efternamn", "Gata", "Husnummer", "Postnummer", "Ort", "Telefon"])
        sheet.write_row(1, 0, [17, "Åke", "Öberg", "Ängsvägen", 3, 87131, "Norrvik", "08-465 004 21"])

    assert imported(out.getvalue(), name="customers.xlsx") == (1, 0, 0, 0)

    ake = Customer.objects.get(external_keys__key="17")
    assert (ake.addresses.get().place.postal_code, ake.contact_points.get().normalised) == ("871 31", "+46846500421")


def test_an_open_document_comes_in_like_a_text_through_the_whole_reader():
    rows: list[list[str | int]] = [
        ["Asiakasnumero", "Nimi", "Katuosoite", "Postinumero", "Postitoimipaikka"],
        [17, "Aino Mäkinen", "Rantatie 3", "00100", "Helsinki"],
    ]

    assert imported(an_ods(rows), name="asiakkaat.ods", country="FI") == (1, 0, 0, 0)

    aino = Customer.objects.get(external_keys__key="17")
    assert (aino.name, aino.language, aino.addresses.get().place.postal_line) == ("Aino Mäkinen", "fi", "00100 Helsinki")


BAD_ROWS = """Kundnummer;Namn;Adress;Postnr;Ort;Mobil;E-post
1;Åke Öberg;Ängsvägen 3;87131;Norrvik;070-174 06 35;ake@example.org
2;Eva Berg;Storgatan 2;8713;Norrvik;;eva@
3;Eva Dal;Storgatan 2;87132;Norrvik;12;eva@example.org
3;Eva Dahl;Storgatan 2;87132;Norrvik;;eva@example.org
4;=HYPERLINK("x");Storgatan 2;87132;Norrvik;;
;Sven Ek;Storgatan 2;87132;Norrvik;;
6;;Storgatan 2;87132;Norrvik;;
7;Per Alm;Storgatan 2;87132;Norrvik;;;one too many
"""


def test_bad_rows_are_left_out_and_each_says_row_column_and_cure():
    assert imported(BAD_ROWS) == (1, 0, 0, 7)
    assert list(ImportFault.objects.order_by("line", "field").values_list("line", "field", "code")) == [
        (3, "email", "email.unreadable"),
        (3, "postal_code", "postal_code.unreadable"),
        (4, "key", "key.twice"),
        (4, "mobile", "telephone.unreadable"),
        (5, "key", "key.twice"),
        (6, "name", "cell.formula"),
        (7, "key", "key.missing"),
        (8, "name", "name.missing"),
        (9, "", "row.too_many_cells"),
    ]


def test_the_error_file_has_the_same_rows_with_their_reasons_and_comes_in_once_mended():
    file = write_error_file(batch=checked(BAD_ROWS), heading="What is wrong")
    assert file is not None
    text = read_stored(file).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "Kundnummer;Namn;Adress;Postnr;Ort;Mobil;E-post;What is wrong"
    assert (
        lines[1]
        == "2;Eva Berg;Storgatan 2;8713;Norrvik;;eva@;Postnr: 8713 is not a postal code of SE. E-post: eva@ is not an e-mail address."
    )
    assert lines[4].startswith("4;\"'=HYPERLINK"), "a formula is harmless when the file is opened"

    mended = text.replace(";8713;", ";87133;").replace("eva@;", "eva@example.org;")
    assert imported(mended)[0] == 2, "the mended row, and the one whose cell too many is gone"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "customers.csv is empty"),
        (b"Namn;Ort\nEk;Norrvik\n", "customers.csv, row 1: no column for Key. The columns are: Namn, Ort"),
        (b"Kundnummer;Ort\n1;Norrvik\n", "customers.csv, row 1: no column for Full name"),
        (b"Kundnummer;Namn;Namn\n1;a;b\n", "two columns have the same header: Namn"),
        (b"Kundnummer;Namn\n1;E\x00k\n", "customers.csv, row 2, column Namn: a NUL character"),
        (b"Kundnummer;Namn\n1;" + b"x" * 1_000_000 + b"\n", "customers.csv, row 2, column Namn: a cell of 1000000 letters"),
        (GOOD.encode() * 9 + b"9;Bj\xf6rn;;;;;\n", "byte 0xF6 is no letter in this encoding"),
        (b'Kundnummer;Namn\n1;"Ek\n', "customers.csv, row 2: the quotation marks do not match"),
        (b"PK\x03\x04zip", "customers.csv cannot be opened as a workbook"),
    ],
)
def test_a_bad_file_is_refused_with_file_row_column_and_cure_and_nothing_is_half_done(content: bytes, message: str):
    with pytest.raises(CannotImport) as refused:
        checked(content)
    assert message in str(refused.value)
    assert not any(model.objects.exists() for model in REGISTER)


def test_nothing_is_kept_of_a_file_that_is_no_table(tmp_path: Path):
    with pytest.raises(CannotImport):
        taken(b"%PDF-1.7")
    assert not StoredFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_failure_in_the_middle_of_the_promotion_leaves_nothing(monkeypatch):
    batch = checked(GOOD)

    def stop(label, place, of):
        if place == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit_batch(batch=batch, actor=None, today=TODAY, progress=stop)

    assert not Customer.objects.exists()
    assert commit_batch(batch=batch, actor=None, today=TODAY).new_count == 3


def test_rows_lost_from_staging_are_read_again_not_forgotten():
    batch = checked(GOOD)
    StagedCustomer.objects.filter(line=2).delete()
    with pytest.raises(CannotImport, match="Check the file again"):
        commit_batch(batch=batch, actor=None, today=TODAY)


def test_rows_that_nobody_commits_are_forgotten_and_can_be_checked_again():
    batch = checked(GOOD)

    forget_stale_rows(before=batch.created_at + timedelta(days=30))

    assert not StagedCustomer.objects.exists()
    assert check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY).new_count == 3


def test_a_customer_registered_by_hand_is_not_touched_by_a_file_that_does_not_know_him():
    a_customer("Sven", "Ek")
    assert imported(GOOD) == (3, 0, 0, 0)
    assert Customer.objects.filter(family_name="Ek", version=1).exists()


def run(*arguments: str) -> tuple[int, dict, str]:
    result = CliRunner().invoke(abonent, ["customers", "import", *arguments])
    return result.exit_code, json.loads(result.stdout) if result.stdout.startswith("{") else {}, result.stderr


def test_the_command_says_what_it_did_and_where_the_errors_are(tmp_path: Path):
    file = tmp_path / "kunder.csv"
    file.write_text(BAD_ROWS, "cp1252")

    code, said, _error = run(str(file), "--dry-run", "--json")
    assert (code, said) == (0, {"new": 1, "changed": 0, "same": 0, "errors": 7, "error_file": str(tmp_path / "kunder-errors.csv")})
    assert not Customer.objects.exists()

    code, said, _error = run(str(file), "--json")
    assert (code, said["new"], Customer.objects.count()) == (0, 1, 1)
    assert len((tmp_path / "kunder-errors.csv").read_text("utf-8-sig").splitlines()) == 8


def test_the_command_refuses_a_bad_file_with_exit_code_2(tmp_path: Path):
    file = tmp_path / "kunder.csv"
    file.write_bytes(b"Kundnummer;Namn\n1;E\x00k\n")
    code, said, error = run(str(file), "--json")
    assert code == 2
    assert "kunder.csv, row 2, column Namn" in error
    assert not Customer.objects.exists()


def test_a_row_with_the_key_of_a_merged_customer_changes_the_kept_one_and_rows_of_both_are_refused():
    imported(GOOD)
    kept, merged = (Customer.objects.get(external_keys__key=key) for key in ("1", "3"))
    merge_customers(kept=kept, merged=merged, actor=None, today=TODAY)

    assert imported("Kundnummer;Namn;Mobil\n3;Åke Öberg;070-999 88 77\n", today=TOMORROW) == (0, 1, 0, 0)
    assert kept.contact_points.get(preferred=True, kind="mobile").value == "070-999 88 77"
    assert not merged.contact_points.exists()

    both = checked("Kundnummer;Namn\n1;Åke Öberg\n3;Anna Lindqvist\n")
    assert (both.error_count, set(ImportFault.objects.filter(batch=both).values_list("code", flat=True))) == (2, {"customer.twice"})
