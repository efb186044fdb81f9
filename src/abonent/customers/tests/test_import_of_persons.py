"""Contact persons from a file: known again by key or name, reached as the file says, and the whole is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from abonent.access.models import StaffUser
from abonent.customers.entries import Reach
from abonent.customers.finding import refresh_search
from abonent.customers.models import (
    ContactPerson,
    ContactPersonKey,
    ContactPoint,
    Customer,
    CustomerSearch,
    ExternalKey,
    PositionType,
    StagedContactPerson,
)
from abonent.customers.operations import add_contact_person, add_contact_point, merge_customers
from abonent.customers.rules.persons import named, preferred
from abonent.customers.rules.whose import whose
from abonent.customers.testing import a_customer
from abonent.imports.kinds import kind_of
from abonent.imports.mapping import guessed_mapping
from abonent.imports.models import ImportBatch, ImportedRow
from abonent.imports.operations import check_batch, commit_batch, keep_faulty_rows, mend_row, take_file, write_error_file
from abonent.imports.precedence import keep_rules
from abonent.imports.reading.trouble import Fault
from abonent.imports.refusals import CannotImport
from abonent.imports.undoing import undo_import
from abonent.kit import clock, statements
from abonent.kit.files import open_stored, store
from abonent.kit.periods import day
from abonent.kit.testing import twice

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HEADERS = "Kundnummer;Kontaktid;Förnamn;Efternamn;Befattning;Titel;Mobil;E-post;Föredrar\n"
EVA = "1;e1;Eva;Ek;Inköpare;Inköpschef;070-174 06 35;eva@norrvik.example;mejl\n"
OLA = "1;o1;Ola;Öberg;;;;ola@norrvik.example;\n"


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture(autouse=True)
def purchaser() -> PositionType:
    return PositionType.objects.create(name={"sv": "Inköpare", "en": "Purchaser"})


@pytest.fixture
def paper_mill() -> Customer:
    return a_company("Norrviks Bruk AB", "1")


def a_company(name: str, key: str) -> Customer:
    company = Customer.objects.create(kind="organisation", organisation_name=name, language="sv", country="SE")
    company.refresh_from_db()
    refresh_search([company.pk])
    ExternalKey.objects.create(source="crm", key=key, customer=company)
    return company


def checked(content: str, source: str = "crm") -> ImportBatch:
    file = store(name="kontakter.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="contact_persons", file=file, source=source, actor=None, defaults=kind_of("contact_persons").usual(None))
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def brought_in(content: str) -> ImportBatch:
    with clock.set_to(NOON):
        return commit_batch(batch=checked(content), actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.error_count


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(batch.faults.order_by("line", "field", "code").values_list("line", "field", "code"))


@contextmanager
def an_hour_later() -> Iterator[None]:
    """Somebody works an hour after the import, in a transaction of his own, which a test has not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', '', true)")
    with clock.set_to(NOON + timedelta(hours=1)):
        yield


def everything() -> dict[str, list[Any]]:
    """All that an import of contact persons may write."""
    return {
        "persons": list(ContactPerson.objects.order_by("id").values()),
        "points": list(ContactPoint.objects.order_by("id").values()),
        "keys": list(ContactPersonKey.objects.order_by("source", "key").values("source", "key", "contact_person")),
        "search": list(CustomerSearch.objects.order_by("customer").values()),
    }


def test_contact_persons_come_in_with_position_and_contacts_and_again_nothing_changes(paper_mill: Customer, purchaser: PositionType):
    assert counts(brought_in(HEADERS + EVA + OLA)) == (2, 0, 0, 0)
    eva, ola = ContactPerson.objects.order_by("id")
    assert (eva.customer, eva.name, eva.position_type, eva.position) == (paper_mill, "Eva Ek", purchaser, "Inköpschef")
    assert list(eva.contact_points.order_by("kind").values_list("kind", "normalised", "preferred")) == [
        ("email", "eva@norrvik.example", True), ("mobile", "+46701740635", False),
    ]  # fmt: skip
    assert [(point.normalised, point.preferred) for point in ola.contact_points.all()] == [("ola@norrvik.example", True)]
    assert "oberg" in CustomerSearch.objects.get(customer=paper_mill).body, "the company is found by who speaks for it"
    before = everything()
    assert counts(brought_in(HEADERS + EVA + OLA)) == (0, 0, 2, 0)
    assert everything() == before and not StagedContactPerson.objects.exists()


def test_by_his_key_a_person_is_known_under_another_name_and_his_former_telephone_stays(paper_mill: Customer):
    brought_in(HEADERS + EVA)
    assert counts(brought_in(HEADERS + "1;e1;Eva;Lind;;;+46 70 111 22 33;;\n")) == (0, 1, 0, 0)
    eva = ContactPerson.objects.get()
    assert (eva.name, eva.position) == ("Eva Lind", "Inköpschef"), "an empty cell says nothing"
    assert set(eva.contact_points.filter(kind="mobile").values_list("normalised", "preferred")) == {
        ("+46701740635", False), ("+46701112233", True),
    }  # fmt: skip


def test_without_a_key_a_person_is_known_by_name_at_his_customer_and_gets_the_key_that_comes_later(paper_mill: Customer):
    typed = add_contact_person(customer=paper_mill, given_name="Eva", family_name="Ek", actor=None, today=TODAY)
    assert counts(brought_in("Kundnummer;Namn;Titel\n1;EVA EK;Chef\n")) == (0, 1, 0, 0)
    brought_in(HEADERS + EVA)
    assert ContactPerson.objects.get().pk == typed.pk
    assert ContactPersonKey.objects.get().contact_person_id == typed.pk


def test_a_customer_is_named_by_his_number_here_and_merged_records_are_one(paper_mill: Customer):
    other = a_company("Norrvik Bruk", "2")
    assert counts(brought_in(f"Kundnummer här;Abonentnummer;Namn\n;{other.number};Eva Ek\n")) == (1, 0, 0, 0)
    merge_customers(kept=paper_mill, merged=other, actor=None, today=TODAY)
    assert counts(brought_in("Kundnummer;Namn\n2;Eva Ek\n")) == (0, 0, 1, 0)
    assert [code for _line, _field, code in faults(checked("Kundnummer;Namn\n1;Eva Ek\n2;Eva Ek\n"))] == ["person.twice"] * 2


def test_rows_that_cannot_come_in_say_which_cell_and_are_mended_alone(paper_mill: Customer):
    ExternalKey.objects.create(source="crm", key="7", customer=a_customer("Anna", "Lindqvist"))
    a_company("Sågen AB", "2")
    brought_in(HEADERS + OLA)
    rows = (
        ";a;Eva;Ek;;;;;\n", "9;b;Eva;Ek;;;;;\n", "7;c;Eva;Ek;;;;;\n", "1;d;;;;;;;\n", "1;e;Eva;Ek;Kejsare;;;;\n", "1;f;Per;Ek;;;12;x;brevduva\n",
        "1;g;Per;Ask;;;;;\n", "1;g;Pia;Alm;;;;;\n", "2;o1;Ola;Öberg;;;;;\n",
    )  # fmt: skip
    batch = checked(HEADERS + "".join(rows))
    assert faults(batch) == [
        (2, "customer_key", "whose.missing"), (3, "customer_key", "whose.nobody"), (4, "customer_key", "person.of_a_person"),
        (5, "family_name", "person.nameless"), (6, "position_type", "known_word.position"), (7, "email", "email.unreadable"),
        (7, "mobile", "telephone.unreadable"), (7, "preferred", "word.unknown"), (8, "key", "person.twice"), (9, "key", "person.twice"),
        (10, "key", "person.of_another"),
    ]  # fmt: skip
    assert counts(batch) == (0, 0, 0, 9)
    keep_faulty_rows(batch=batch)
    assert mend_row(batch=batch, line=9, cells={batch.mapping["key"]: "h"}, actor=None, today=TODAY) == {8, 9}
    batch.refresh_from_db()
    assert counts(batch) == (2, 0, 0, 7)
    error_file = write_error_file(batch=batch, heading="What is wrong")
    assert error_file and "speaks for himself" in open_stored(error_file).read().decode("utf-8-sig")


def test_an_import_is_taken_back_and_all_is_as_it_was(paper_mill: Customer):
    brought_in(HEADERS + EVA)
    before = everything()
    batch = brought_in(HEADERS + "1;e1;Eva;Lind;;Direktör;+46 70 111 22 33;eva@lind.example;mobil\n" + OLA)
    assert counts(batch) == (1, 1, 0, 0)
    undo_import(batch=batch, actor=None, today=TODAY)
    assert everything() == before and not ImportedRow.objects.filter(batch=batch).exists()


def test_a_person_whom_somebody_has_worked_with_since_stays(paper_mill: Customer, django_user_model: type[StaffUser]):
    clara = django_user_model.objects.create_user("clara", "clara@example.org", "not used")
    batch = brought_in(HEADERS + EVA + OLA)
    eva = ContactPerson.objects.get(family_name="Ek")
    reach = Reach(kind="phone", value="0611-12 34 56", normalised="+46611123456")
    with an_hour_later():
        add_contact_point(customer=paper_mill, contact_person=eva, reach=reach, actor=clara, today=TODAY)
    assert undo_import(batch=batch, actor=None, today=TODAY).kept_count == 1
    assert list(ContactPerson.objects.values_list("family_name", flat=True)) == ["Ek"]
    with pytest.raises(CannotImport):
        undo_import(batch=batch, actor=None, today=TODAY)


def test_what_a_source_may_not_overwrite_stays_and_is_counted(paper_mill: Customer):
    brought_in(HEADERS + EVA)
    keep_rules(kind_of("contact_persons"), "crm", {"family_name": "never", "email": "empty"})
    batch = checked(HEADERS + "1;e1;Eva;Lind;;;;eva@lind.example;\n" + OLA)
    assert batch.layout["held_back"] == {"name": 1, "email": 1}
    assert counts(batch) == (1, 0, 1, 0), "who is new comes in whole"
    keyless = checked("Kundnummer;Namn;Titel\n1;Eva Ek;Direktör\n")
    assert counts(keyless) == (0, 1, 0, 0), "who is known by his name is so although it may not be changed"


def test_each_statement_does_its_work_once(paper_mill: Customer):
    brought_in(HEADERS + EVA)
    batch = checked(HEADERS + "1;e1;Eva;Lind;;;+46 70 111 22 33;;mobil\n" + OLA)
    named = {"batch": batch.pk, "key_source": "crm", "today": TODAY, "lines": None}
    assert twice("customers/forget_person_matches", **named) == 2
    assert twice("customers/match_staged_persons", **named) == 2
    before = everything()
    statements.run("imports/keep_before_values", source="customers/persons_before_import", **named, kind="contact_persons")
    assert twice("customers/insert_imported_persons", **named) == 1
    assert twice("customers/update_imported_persons", **named) == 1
    assert twice("customers/insert_imported_person_keys", **named) == 1
    assert [(row.key, row.contact_person.name) for row in ContactPersonKey.objects.order_by("key")] == [
        ("e1", "Eva Lind"),
        ("o1", "Ola Öberg"),
    ]
    assert twice("customers/step_back_person_points", **named) == 1
    assert twice("customers/write_person_points", **named) == 2
    assert set(ContactPoint.objects.filter(preferred=True).values_list("normalised", flat=True)) == {"+46701112233", "ola@norrvik.example"}
    assert twice("customers/remove_imported_person_points", **named) == 2
    assert twice("customers/put_back_person_points", **named) == 1
    assert twice("customers/remove_imported_person_keys", **named) == 1
    assert twice("customers/remove_imported_persons", **named) == 1
    assert twice("customers/put_back_persons", **named) == 1
    assert everything() == before
    assert twice("imports/erase_before_values", people=[paper_mill.pk]) == 3, "of both imports"
    assert twice("customers/erase_staged_persons", people=[paper_mill.pk]) == 2
    assert twice("customers/erase_contact_person_keys", people=[paper_mill.pk]) == 1


@pytest.mark.parametrize(
    "headers",
    [
        "Kundnummer;Kontaktperson;Befattning;Mobil;E-post;Språk", "Asiakasnumero;Yhteyshenkilö;Asema;Matkapuhelin;Sähköposti;Kieli",
        "Numer klienta;Osoba kontaktowa;Stanowisko;Telefon komórkowy;Adres e-mail;Język", "Ügyfélszám;Kapcsolattartó;Beosztás;Mobilszám;E-mail cím;Nyelv",
        "Customer number;Contact person;Position;Mobile phone;E-mail;Language",
    ],
)  # fmt: skip
def test_headers_are_known_in_five_languages(headers: str):
    guesses = guessed_mapping(kind_of("contact_persons"), headers.split(";"), source="")
    assert {name: guess.place for name, guess in guesses.items()} == {
        "customer_key": 0, "name": 1, "position_type": 2, "mobile": 3, "email": 4, "language": 5,
    }  # fmt: skip


def test_names_and_ways_are_read_as_people_write_them():
    assert named("", "", "Eva von Ek", "", "sv") == ("Eva", "von Ek", "Eva von Ek")
    assert named("", "", "Nagy Éva", "hu", "sv") == ("Éva", "Nagy", "Éva Nagy")
    assert named("Eva", "", "", "", "sv") == ("", "Eva", "Eva")
    assert [preferred(said) for said in ("E-post", "matkapuhelin", "telefon")] == [("email",), ("mobile",), ("phone",)]
    assert whose("12 345", "x") == ("workbook", "12345") and whose("", "x") == ("", "x")
    with pytest.raises(Fault):
        preferred("brev")
