"""Statuses with products from a file: of whom, with which product, since when; the same file again changes nothing, and the whole is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.catalog.models import CustomerProduct, Product, ProductStatus, StagedCustomerProduct
from abonent.catalog.operations import install_product_statuses
from abonent.catalog.operations.customer_products import Said, remove_product_status, set_product_status
from abonent.catalog.rules.customer_products import since
from abonent.catalog.testing import a_product, an_entity
from abonent.catalog.tests.viewers import client_of
from abonent.customers.models import Customer, ExternalKey
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.imports.kinds import kind_of
from abonent.imports.mapping import guessed_mapping
from abonent.imports.models import ImportBatch, ImportedRow
from abonent.imports.operations import check_batch, commit_batch, keep_faulty_rows, mend_row, take_file, write_error_file
from abonent.imports.precedence import keep_rules
from abonent.imports.reading.trouble import Fault
from abonent.imports.undoing import undo_import
from abonent.kit import clock, statements
from abonent.kit.files import open_stored, store
from abonent.kit.periods import day
from abonent.kit.testing import twice

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HEADERS = "Kundnummer;Produkt;Status;Sedan;Säljare;Källa;Anteckning\n"
ANNA = "1;daily;Intresserad;2025-03-01;clara;Mässan i Umeå;Ring i vår\n"
BO = "2;DAILY;har köpt;;;;\n"


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture(autouse=True)
def daily() -> Product:
    install_product_statuses()
    return a_product(entity=an_entity())


@pytest.fixture(autouse=True)
def clara() -> StaffUser:
    return StaffUser.objects.create_user("clara", "clara@example.org", "not used", first_name="Clara", last_name="Berg")


@pytest.fixture(autouse=True)
def anna() -> Customer:
    return keyed(a_customer("Anna", "Lindqvist"), "1")


@pytest.fixture(autouse=True)
def bo() -> Customer:
    return keyed(a_customer("Bo", "Ek"), "2")


def keyed(customer: Customer, key: str) -> Customer:
    ExternalKey.objects.create(source="crm", key=key, customer=customer)
    return customer


def checked(content: str, actor: StaffUser | None = None) -> ImportBatch:
    file = store(name="statusar.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="product_statuses", file=file, source="crm", actor=actor, defaults={})
    return check_batch(batch=batch, mapping=batch.mapping, actor=actor, today=TODAY)


def brought_in(content: str) -> ImportBatch:
    with clock.set_to(NOON):
        return commit_batch(batch=checked(content), actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.error_count


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(batch.faults.order_by("line", "field", "code").values_list("line", "field", "code"))


def said() -> dict[str, tuple[str, str, str]]:
    rows = CustomerProduct.objects.values_list("customer__given_name", "status__name__en", "since", "source")
    return {name: (status, begun.isoformat(), source) for name, status, begun, source in rows}


def everything() -> list[dict[str, object]]:
    return list(CustomerProduct.objects.order_by("id").values())


def status(name: str) -> ProductStatus:
    return ProductStatus.objects.get(name__en=name)


@contextmanager
def an_hour_later() -> Iterator[None]:
    """Somebody works an hour after the import, in a transaction of his own, which a test has not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', '', true)")
    with clock.set_to(NOON + timedelta(hours=1)):
        yield


def test_statuses_come_in_with_all_they_say_and_again_nothing_changes(anna: Customer, daily: Product, clara: StaffUser):
    assert counts(brought_in(HEADERS + ANNA + BO)) == (2, 0, 0, 0)
    row = CustomerProduct.objects.get(customer=anna)
    assert (row.product, row.status, row.since, row.seller) == (daily, status("Interested"), day("2025-03-01"), clara)
    assert (row.source, row.note) == ("Mässan i Umeå", "Ring i vår")
    assert said()["Bo"] == ("Bought", "2026-02-01", ""), "without a day, since today"
    before = everything()
    assert counts(brought_in(HEADERS + ANNA + BO)) == (0, 0, 2, 0)
    assert everything() == before and not StagedCustomerProduct.objects.exists()


def test_what_is_otherwise_is_changed_an_empty_cell_says_nothing_and_the_whole_is_taken_back(anna: Customer, clara: StaffUser):
    brought_in(HEADERS + ANNA)
    before = everything()
    batch = brought_in(HEADERS + "1;Daily;Tried;;;;\n" + BO)
    assert counts(batch) == (1, 1, 0, 0)
    row = CustomerProduct.objects.get(customer=anna)
    assert (row.status, row.since, row.seller, row.note) == (status("Tried"), TODAY, clara, "Ring i vår"), (
        "another status holds since today"
    )
    undo_import(batch=batch, actor=None, today=TODAY)
    assert everything() == before and not ImportedRow.objects.filter(batch=batch).exists()


def test_what_somebody_has_changed_or_taken_away_since_stays(anna: Customer, bo: Customer, daily: Product, clara: StaffUser):
    keyed(a_customer("Cilla", "Alm"), "3")
    batch = brought_in(HEADERS + ANNA + BO + "3;daily;Lost;;;;\n")
    with an_hour_later():
        told = Said(status=status("Reference"), since=TODAY)
        set_product_status(customer=anna, product=daily, said=told, actor=clara, today=TODAY)
        remove_product_status(customer=bo, product=daily, actor=clara, today=TODAY)
    assert undo_import(batch=batch, actor=None, today=TODAY).kept_count == 2
    assert said() == {"Anna": ("Reference", "2026-02-01", "")}


def test_of_merged_records_it_is_the_one_status_that_the_page_shows(anna: Customer, bo: Customer):
    brought_in(HEADERS + BO)
    merge_customers(kept=anna, merged=bo, actor=None, today=TODAY)
    assert counts(brought_in(HEADERS + "1;daily;Bought;;;;\n")) == (0, 0, 1, 0)
    twofold = checked(HEADERS + "1;daily;Bought;;;;\n2;daily;Lost;;;;\n")
    assert faults(twofold) == [(2, "product", "product_status.twice"), (3, "product", "product_status.twice")]


def test_rows_that_cannot_come_in_say_which_cell_and_are_mended_alone(anna: Customer):
    rows = (
        ";daily;Lost;;;;\n", "9;daily;Lost;;;;\n", "1;;Lost;;;;\n", "1;weekly;Lost;;;;\n", "1;daily;;;;;\n", "1;daily;Kungen;;;;\n",
        "2;daily;Lost;2026-02-02;;;\n", "2;daily;Lost;i går;nobody;;\n",
    )  # fmt: skip
    batch = checked(HEADERS + "".join(rows))
    assert faults(batch) == [
        (2, "customer_key", "whose.missing"), (3, "customer_key", "whose.nobody"), (4, "product", "product.missing"),
        (5, "product", "product.unknown"), (6, "product", "product_status.twice"), (6, "status", "product_status.missing"),
        (7, "product", "product_status.twice"), (7, "status", "product_status.unknown"), (8, "product", "product_status.twice"),
        (8, "since", "product_status.to_come"), (9, "product", "product_status.twice"), (9, "seller", "known_word.seller"), (9, "since", "own.day"),
    ]  # fmt: skip
    assert counts(batch) == (0, 0, 0, 8)
    keep_faulty_rows(batch=batch)
    place = batch.mapping
    assert mend_row(batch=batch, line=7, cells={place["status"]: "Tried", place["customer_key"]: "9"}, actor=None, today=TODAY) == {6, 7}
    assert mend_row(batch=batch, line=6, cells={place["status"]: "Tried"}, actor=None, today=TODAY) == {6}
    batch.refresh_from_db()
    assert counts(batch) == (1, 0, 0, 7)
    error_file = write_error_file(batch=batch, heading="What is wrong")
    assert error_file and "is no colleague who works here" in open_stored(error_file).read().decode("utf-8-sig")


def test_a_product_is_named_by_code_or_name_and_by_its_company_where_two_have_it(anna: Customer, clara: StaffUser, daily: Product):
    other = a_product(entity=an_entity(code="norrvik"))
    rows = "Kundnummer;Produkt;Bolag;Status\n1;daily;;Tried\n1;Daily;Norrvik;Lost\n"
    batch = checked(rows)
    assert faults(batch) == [(2, "product", "product.several")]
    clara.entities.add(daily.entity)
    assert faults(checked(rows, actor=clara)) == [(3, "product", "product.unknown")], "she brings in what is of her company"
    Product.objects.filter(pk=other.pk).update(code="weekend")
    assert not faults(checked("Kundnummer;Produkt;Status\n1;daily;Tried\n")), "the code of one counts before the name of the other"


def test_what_a_source_may_not_overwrite_stays_and_is_counted(anna: Customer):
    brought_in(HEADERS + ANNA)
    keep_rules(kind_of("product_statuses"), "crm", {"status": "never", "source": "empty", "seller": "empty"})
    batch = checked(HEADERS + "1;daily;Lost;2026-01-01;;Webben;Ring i höst\n" + BO)
    assert batch.layout["held_back"] == {"source": 1, "status": 1}
    assert counts(batch) == (1, 1, 0, 0), "the note may be changed, and who is new comes in whole"
    with clock.set_to(NOON):
        commit_batch(batch=batch, actor=None, today=TODAY)
    assert said()["Anna"] == ("Interested", "2025-03-01", "Mässan i Umeå")


def test_each_statement_does_its_work_once(anna: Customer):
    brought_in(HEADERS + ANNA)
    before = everything()
    batch = checked(HEADERS + "1;daily;Lost;2026-01-01;;;\n" + BO)
    named = {"batch": batch.pk, "key_source": "crm", "today": TODAY, "lines": None}
    assert twice("catalog/forget_status_matches", **named) == 2
    assert twice("catalog/match_staged_statuses", **named) == 2
    statements.run("imports/keep_before_values", source="catalog/statuses_before_import", **named, kind="product_statuses")
    assert twice("catalog/insert_imported_statuses", **named) == 1
    assert twice("catalog/update_imported_statuses", **named) == 1
    assert said() == {"Anna": ("Lost", "2026-01-01", "Mässan i Umeå"), "Bo": ("Bought", "2026-02-01", "")}
    assert twice("catalog/remove_imported_statuses", **named) == 1
    assert twice("catalog/put_back_statuses", **named) == 1
    assert everything() == before
    assert twice("imports/erase_before_values", people=[anna.pk]) == 2, "of both imports"
    assert twice("catalog/erase_staged_statuses", people=[anna.pk]) == 1


@pytest.mark.parametrize(
    "headers",
    [
        "Kundnummer;Produkt;Status;Sedan;Säljare", "Asiakasnumero;Tuote;Tila;Alkaen;Myyjä", "Numer klienta;Kod produktu;Stan;Od;Handlowiec",
        "Ügyfélszám;Termék;Állapot;Mióta;Üzletkötő", "Customer number;Product;Status;Since;Seller",
    ],
)  # fmt: skip
def test_headers_are_known_in_five_languages(headers: str):
    guesses = guessed_mapping(kind_of("product_statuses"), headers.split(";"), source="")
    assert {name: guess.place for name, guess in guesses.items()} == {"customer_key": 0, "product": 1, "status": 2, "since": 3, "seller": 4}


def test_a_day_is_read_as_people_and_programs_write_it():
    assert since("2025-03-01") == since("1.3.2025") == since("2025-03-01T10:30:00Z") == ("2025-03-01",)
    with pytest.raises(Fault) as fault:
        since("i fjol")
    assert fault.value.field == "since"


def test_a_manager_brings_statuses_in_on_the_screen(anna: Customer, daily: Product):
    client: Client = client_of("manager", daily.entity)
    assert "Import: Statuses with products" in client.get("/imports/").content.decode()
    pasted = "Kundnummer\tProdukt\tStatus\n1\tdaily\tTried\n"
    client.post("/imports/new/product_statuses/", {"source": "crm", "pasted": pasted}, follow=True)
    batch = ImportBatch.objects.get()
    columns = {f"column_{place}": name for place, name in enumerate(["customer_key", "product", "status"])}
    page = client.post(f"/imports/{batch.pk}/check/", columns, follow=True).content.decode()
    assert "Bring one row in" in page
    page = client.post(f"/imports/{batch.pk}/commitment/", follow=True).content.decode()
    assert "Undo the whole import" in page and reverse("catalog:customer_products") in page
    assert said()["Anna"][0] == "Tried"
    brought = CustomerProduct.objects.get().pk
    assert kind_of("product_statuses").subjects([brought])[brought].label == f"{anna.name}, Daily"
