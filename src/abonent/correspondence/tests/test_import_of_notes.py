"""Notes from a file: of whom, when, by whom; the same file again changes nothing, and the whole is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction, InteractionKey, StagedNote
from abonent.correspondence.operations import pin_note, record_interaction
from abonent.correspondence.rules.notes import moment, way
from abonent.customers.models import Customer, ExternalKey
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
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HEADERS = "Kundnummer;Id;Typ;Riktning;Datum;Skriven av;Ämne;Anteckning\n"
CALLED = "1;n1;samtal;in;2025-03-01 14:30;Kajsa Ås;Leverans;Tidningen kom inte\n"
NOTED = "1;n2;;;1.4.2025;clara;;Vill ha kaffe\n"


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture
def clara() -> StaffUser:
    return StaffUser.objects.create_user("clara", "clara@example.org", "not used", first_name="Clara", last_name="Berg", language="en")


@pytest.fixture(autouse=True)
def anna(clara: StaffUser) -> Customer:
    anna = a_customer("Anna", "Lindqvist")
    ExternalKey.objects.create(source="crm", key="1", customer=anna)
    return anna


def checked(content: str, **defaults: str) -> ImportBatch:
    file = store(name="anteckningar.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    usual = {**kind_of("notes").usual(None), **defaults}
    batch = take_file(kind="notes", file=file, source="crm", actor=None, defaults=usual)
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def brought_in(content: str, **defaults: str) -> ImportBatch:
    with clock.set_to(NOON):
        return commit_batch(batch=checked(content, **defaults), actor=None, today=TODAY)


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


def notes() -> dict[str, tuple[str, str, str]]:
    """The notes that have a key: what kind each is, its direction and its words."""
    return {row.key: (row.interaction.kind, row.interaction.direction, row.interaction.body) for row in InteractionKey.objects.all()}


def test_notes_come_in_with_moment_and_author_and_again_nothing_changes(anna: Customer, clara: StaffUser):
    assert counts(brought_in(HEADERS + CALLED + NOTED)) == (2, 0, 0, 0)
    called, noted = Interaction.objects.order_by("happened_at")
    assert (called.customer, called.kind, called.direction, called.subject, called.body) == (
        anna,
        "call",
        "in",
        "Leverans",
        "Tidningen kom inte",
    )
    assert called.happened_at == datetime(2025, 3, 1, 13, 30, tzinfo=UTC), "half past two in Stockholm"
    assert (called.recorded_by, called.author) == (None, "Kajsa Ås")
    assert (noted.kind, noted.recorded_by, noted.author) == ("note", clara, "Clara Berg")
    before = list(Interaction.objects.order_by("id").values())
    assert counts(brought_in(HEADERS + CALLED + NOTED)) == (0, 0, 2, 0)
    assert list(Interaction.objects.order_by("id").values()) == before and not StagedNote.objects.exists()


def test_without_a_key_the_same_words_of_the_same_moment_are_the_same_note(anna: Customer):
    rows = "Kundnummer;Datum;Text\n1;2025-03-01;Vill ha kaffe\n"
    assert counts(brought_in(rows)) == (1, 0, 0, 0)
    assert counts(brought_in(rows + "1;2025-03-02;Vill ha kaffe\n")) == (1, 0, 1, 0)
    assert counts(brought_in("Kundnummer;Id;Datum;Text\n1;n7;2025-03-01;Vill ha kaffe\n")) == (0, 0, 1, 0)
    assert InteractionKey.objects.get().key == "n7", "the note that was there has got the key"


def test_by_its_key_a_note_is_corrected_by_its_source_and_an_import_is_taken_back(anna: Customer):
    brought_in(HEADERS + CALLED)
    before = list(Interaction.objects.order_by("id").values())
    batch = brought_in(HEADERS + "1;n1;mejl;ut;2025-03-02 09:00;;Leverans;Tidningen kom sent\n" + NOTED)
    assert counts(batch) == (1, 1, 0, 0)
    changed = Interaction.objects.get(keys__key="n1")
    assert (changed.kind, changed.direction, changed.body, changed.author) == ("mail", "out", "Tidningen kom sent", "Kajsa Ås")
    undo_import(batch=batch, actor=None, today=TODAY)
    assert list(Interaction.objects.order_by("id").values()) == before
    assert not ImportedRow.objects.filter(batch=batch).exists() and InteractionKey.objects.count() == 1


def test_what_somebody_has_pinned_or_answered_since_stays(anna: Customer, clara: StaffUser):
    batch = brought_in(HEADERS + CALLED + NOTED + "1;n3;;;2025-05-01;;;Flyttar\n")
    called, noted, _moves = Interaction.objects.order_by("happened_at")
    with an_hour_later():
        pin_note(note=noted, actor=clara, today=TODAY)
        record_interaction(customer=anna, entry=Entry(body="Löst"), follows=called, actor=clara, today=TODAY)
    assert undo_import(batch=batch, actor=None, today=TODAY).kept_count == 2
    assert not Interaction.objects.filter(body="Flyttar").exists()


def test_rows_that_cannot_come_in_say_which_cell_and_are_mended_alone(anna: Customer):
    bo = a_customer("Bo", "Ek")
    ExternalKey.objects.create(source="crm", key="2", customer=bo)
    brought_in(HEADERS + CALLED)
    rows = (
        ";a;;;2025-01-01;;;x\n", "9;b;;;2025-01-01;;;x\n", "1;c;;;;;;x\n", "1;d;;;i går;;;x\n", "1;e;;;2026-02-02;;;x\n", "1;f;;;2025-01-01;;;\n",
        "1;g;samtal;;2025-01-01;;;x\n", "1;h;fax;;2025-01-01;;;x\n", "2;n1;;;2025-01-01;;;x\n", "1;;;;2025-01-02;;;y\n", "1;;;;2025-01-02;;;y\n",
    )  # fmt: skip
    batch = checked(HEADERS + "".join(rows))
    assert faults(batch) == [
        (2, "customer_key", "whose.missing"), (3, "customer_key", "whose.nobody"), (4, "said_at", "note.undated"), (5, "said_at", "own.day"),
        (6, "said_at", "note.to_come"), (7, "body", "note.says_nothing"), (8, "direction", "note.without_direction"), (9, "kind", "word.unknown"),
        (10, "key", "note.of_another"), (11, "body", "note.twice"), (12, "body", "note.twice"),
    ]  # fmt: skip
    assert counts(batch) == (0, 0, 0, 11)
    keep_faulty_rows(batch=batch)
    assert mend_row(batch=batch, line=12, cells={batch.mapping["body"]: "z"}, actor=None, today=TODAY) == {11, 12}
    batch.refresh_from_db()
    assert counts(batch) == (2, 0, 0, 9)
    error_file = write_error_file(batch=batch, heading="What is wrong")
    assert error_file and "says nothing" in open_stored(error_file).read().decode("utf-8-sig")


def test_what_a_source_may_not_overwrite_stays_and_is_counted(anna: Customer):
    brought_in(HEADERS + CALLED)
    keep_rules(kind_of("notes"), "crm", {"body": "never", "kind": "never"})
    batch = checked(HEADERS + "1;n1;mejl;ut;2025-03-01 14:30;Kajsa Ås;Leverans;Något annat\n")
    assert batch.layout["held_back"] == {"body": 1, "way": 1}
    assert counts(batch) == (0, 0, 1, 0)


def test_each_statement_does_its_work_once(anna: Customer):
    brought_in(HEADERS + CALLED)
    batch = checked(HEADERS + "1;n1;mejl;ut;2025-03-02 09:00;;Leverans;Sent\n" + NOTED)
    named = {"batch": batch.pk, "key_source": "crm", "today": TODAY, "lines": None}
    assert twice("correspondence/forget_note_matches", **named) == 2
    assert twice("correspondence/match_staged_notes", **named) == 2
    statements.run("imports/keep_before_values", source="correspondence/notes_before_import", **named, kind="notes")
    assert twice("correspondence/insert_imported_notes", **named) == 1
    assert twice("correspondence/update_imported_notes", **named) == 1
    assert twice("correspondence/insert_imported_note_keys", **named) == 1
    assert notes() == {"n1": ("mail", "out", "Sent"), "n2": ("note", "", "Vill ha kaffe")}
    assert twice("correspondence/remove_imported_note_keys", **named) == 1
    assert twice("correspondence/remove_imported_notes", **named) == 1
    assert twice("correspondence/put_back_notes", **named) == 1
    assert notes() == {"n1": ("call", "in", "Tidningen kom inte")} and Interaction.objects.count() == 1
    assert twice("imports/erase_before_values", people=[anna.pk]) == 3, "of both imports"
    assert twice("correspondence/erase_staged_notes", people=[anna.pk]) == 2
    assert twice("correspondence/erase_interaction_keys", people=[anna.pk]) == 1


@pytest.mark.parametrize(
    "headers",
    [
        "Kundnummer;Datum;Skriven av;Ämne;Anteckning", "Asiakasnumero;Päivämäärä;Kirjoittaja;Aihe;Muistiinpano", "Numer klienta;Data;Autor;Temat;Notatka",
        "Ügyfélszám;Dátum;Szerző;Tárgy;Feljegyzés", "Customer number;Date;Author;Subject;Note",
    ],
)  # fmt: skip
def test_headers_are_known_in_five_languages(headers: str):
    guesses = guessed_mapping(kind_of("notes"), headers.split(";"), source="")
    assert {name: guess.place for name, guess in guesses.items()} == {"customer_key": 0, "said_at": 1, "author": 2, "subject": 3, "body": 4}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2025-03-01", "2025-03-01 12:00:00"), ("1.3.2025 14.30", "2025-03-01 14:30:00"), ("2025-03-01T14:30:05Z", "2025-03-01 14:30:05+00:00"),
        ("2025-03-01T14:30:05.123+01:00", "2025-03-01 14:30:05+01:00"), ("2025. 03. 01. 9:05", "2025-03-01 09:05:00"),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_people_and_programs_write_it(said: str, read: str):
    assert moment(said) == (read,)


@pytest.mark.parametrize("said", ["i går", "2025-03-01 25:00", "2025-02-30 10:00", "0025-03-01", "2025-03-01T10:00+23:00"])
def test_what_is_no_moment_is_refused(said: str):
    with pytest.raises(Fault):
        moment(said)


def test_a_kind_is_read_in_every_language_and_only_what_goes_between_two_has_a_direction():
    assert [way(kind, "in", "", "") for kind in ("puhelu", "list", "mejl", "SMS")] == [
        ("call", "in"),
        ("letter", "in"),
        ("mail", "in"),
        ("sms", "in"),
    ]
    assert way("spotkanie", "in", "", "") == ("meeting", "") and way("", "", "note", "") == ("note", "")
    assert way("hívás", "", "note", "out") == ("call", "out")


def test_a_manager_brings_notes_in_on_the_screen_and_reads_who_wrote_them(client: Client, anna: Customer):
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    mia = StaffUser.objects.create_user("mia", "mia@example.org", "not used", language="en")
    mia.roles.add(Role.objects.get(code="manager"))
    mia.entities.add(entity)
    client.force_login(mia)
    assert "Import: Notes" in client.get("/imports/").content.decode()
    pasted = "Kundnummer\tDatum\tSkriven av\tText\n1\t2025-03-01\tKajsa Ås\tVill ha kaffe\n"
    page = client.post("/imports/new/notes/", {"source": "crm", "pasted": pasted}, follow=True).content.decode()
    assert "Time zone of the times" in page
    batch = ImportBatch.objects.get()
    columns = {f"column_{place}": name for place, name in enumerate(["customer_key", "said_at", "author", "body"])}
    page = client.post(
        f"/imports/{batch.pk}/check/", {**columns, "default_kind": "note", "zone": "Europe/Stockholm"}, follow=True
    ).content.decode()
    assert "Bring one row in" in page
    page = client.post(f"/imports/{batch.pk}/commitment/", follow=True).content.decode()
    assert "Undo the whole import" in page
    note = Interaction.objects.get()
    for address in (
        reverse("correspondence:interaction", args=[note.pk]),
        reverse("correspondence:list"),
        reverse("correspondence:timeline", args=[anna.pk]),
    ):
        assert "Kajsa Ås" in client.get(address).content.decode(), address
