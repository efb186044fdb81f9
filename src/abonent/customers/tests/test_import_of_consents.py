"""Consents from a file: each becomes a row of its own, what was said later stays, and the whole is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Consent, Customer, ExternalKey, StagedConsent
from abonent.customers.operations import merge_customers
from abonent.customers.operations.consents import latest_consent, note_consent
from abonent.customers.rules.consents import consent, said_on
from abonent.customers.testing import a_customer
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, ImportedRow
from abonent.imports.operations import check_batch, commit_batch, keep_faulty_rows, mend_row, take_file
from abonent.imports.reading.trouble import Fault
from abonent.imports.undoing import undo_import
from abonent.kit import clock, statements
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HEADERS = "Kundnummer;Kanal;Ändamål;Samtycke;Källa;Ordalydelse;Datum\n"
ROWS = (
    "1;e-post;nyhetsbrev;ja;webb;Ja, skicka;2025-03-01\n"
    "1;SMS;reklam;nej;telefon;;1.4.2025\n"
    "2;E-mail;Offers;given;;;2025-03-01 10:30\n"
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture
def anna() -> Customer:
    return keyed(a_customer("Anna", "Lindqvist"), "1")


@pytest.fixture
def bo() -> Customer:
    return keyed(a_customer("Bo", "Ek"), "2")


def keyed(customer: Customer, key: str) -> Customer:
    ExternalKey.objects.create(source="old", key=key, customer=customer)
    return customer


def checked(content: str, **defaults: str) -> ImportBatch:
    file = store(name="samtycken.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="consents", file=file, source="old", actor=None, defaults=defaults)
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def brought_in(content: str, **defaults: str) -> ImportBatch:
    with clock.set_to(NOON):
        return commit_batch(batch=checked(content, **defaults), actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.error_count


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(batch.faults.order_by("line", "field").values_list("line", "field", "code"))


def test_consents_come_in_with_all_they_say_and_again_nothing_changes(anna: Customer, bo: Customer):
    assert counts(brought_in(HEADERS + ROWS)) == (3, 0, 0, 0)
    said = Consent.objects.filter(customer=anna).order_by("id").values_list("channel", "purpose", "said", "source", "words", "said_at")
    assert list(said) == [
        ("email", "editorial", "given", "web", "Ja, skicka", datetime(2025, 3, 1, 12, tzinfo=UTC)),
        ("sms", "marketing", "withdrawn", "telephone", "", datetime(2025, 4, 1, 12, tzinfo=UTC)),
    ]
    assert Consent.objects.get(customer=bo).source == "file"
    assert counts(brought_in(HEADERS + ROWS)) == (0, 0, 3, 0)
    assert Consent.objects.count() == 3
    assert not StagedConsent.objects.exists()


def test_what_was_said_on_a_later_day_stays_and_what_was_said_before_is_followed(anna: Customer, bo: Customer):
    with clock.set_to(NOON):
        for customer in (anna, bo):
            note_consent(
                customer=customer, channel="email", purpose="marketing", said="withdrawn", source="telephone", actor=None, today=TODAY
            )
    older, newer = "1;e-post;reklam;ja;;;2026-01-31\n", "2;e-post;reklam;ja;;;2026-02-01\n"
    assert counts(brought_in(HEADERS + older + newer)) == (0, 1, 1, 0)
    assert [latest_consent(one, "email", "marketing").said for one in (anna, bo)] == ["withdrawn", "given"]


def test_an_import_of_consents_is_taken_back_and_what_was_said_before_counts_again(anna: Customer, bo: Customer):
    with clock.set_to(datetime(2024, 1, 1, tzinfo=UTC)):
        note_consent(customer=anna, channel="sms", purpose="marketing", said="given", source="web", actor=None, today=TODAY)
    before = list(Consent.objects.order_by("id").values())
    batch = brought_in(HEADERS + ROWS)
    assert counts(batch) == (2, 1, 0, 0)
    undo_import(batch=batch, actor=None, today=TODAY)
    assert list(Consent.objects.order_by("id").values()) == before
    assert not ImportedRow.objects.exists()


def test_rows_that_cannot_come_in_say_which_cell_and_are_mended_alone(anna: Customer, bo: Customer):
    batch = checked(
        HEADERS
        + ";sms;reklam;ja;;;\n9;sms;reklam;ja;;;\n1;fax;reklam;ja;;;\n1;;reklam;ja;;;\n1;sms;reklam;ja;;;2026-02-02\n1;sms;reklam;nej;;;\n2;sms;reklam;ja;;;i går\n"
    )
    assert faults(batch) == [
        (2, "key", "key.missing"), (3, "key", "consent.nobody"), (4, "channel", "word.unknown"), (5, "channel", "consent.missing"),
        (6, "key", "consent.twice"), (6, "said_on", "consent.to_come"), (7, "key", "consent.twice"), (8, "said_on", "own.day"),
    ]  # fmt: skip
    assert counts(batch) == (0, 0, 0, 7)
    keep_faulty_rows(batch=batch)
    channel = batch.mapping["channel"]
    assert mend_row(batch=batch, line=6, cells={channel: "e-post", batch.mapping["said_on"]: ""}, actor=None, today=TODAY) >= {6, 7}
    batch.refresh_from_db()
    assert counts(batch) == (2, 0, 0, 5), "without the other, neither is there twice"


def test_what_the_file_does_not_say_is_said_once_for_all(anna: Customer):
    batch = brought_in("Kundnummer\n1\n", default_channel="email", default_purpose="editorial", default_said="given")
    assert counts(batch) == (1, 0, 0, 0)
    with clock.set_to(NOON):
        assert Consent.objects.get().said_at.date() == TODAY


def test_two_keys_of_merged_records_are_one_customer(anna: Customer, bo: Customer):
    merge_customers(kept=anna, merged=bo, actor=None, today=TODAY)
    rows = "1;sms;reklam;ja;;;\n2;sms;reklam;nej;;;\n"
    assert [code for _line, _field, code in faults(checked(HEADERS + rows))] == ["consent.twice", "consent.twice"]
    assert counts(brought_in(HEADERS + "2;sms;reklam;nej;;;\n")) == (1, 0, 0, 0)
    assert Consent.objects.get().customer == anna


def test_each_statement_does_its_work_once(anna: Customer, bo: Customer):
    batch = checked(HEADERS + ROWS)
    named = {"batch": batch.pk, "key_source": "old", "today": TODAY, "lines": None}
    assert twice("customers/forget_consent_matches", **named) == 3
    assert twice("customers/match_staged_consents", **named) == 3
    assert {row.line for row in statements.rows("customers/consents_beside", **{**named, "lines": [2]})} == {2}
    statements.run("imports/keep_before_values", source="customers/consents_before_import", **named, kind="consents")
    assert twice("customers/insert_imported_consents", **named) == 3
    assert len(list(statements.rows("customers/lock_imported_consents", **named))) == 3
    assert twice("imports/erase_before_values", people=[row.subject_id for row in ImportedRow.objects.all()]) == 0, "they are no customers"
    assert twice("customers/remove_imported_consents", **named) == 3
    assert twice("customers/erase_staged_consents", people=[anna.pk]) == 2


@pytest.mark.parametrize("said", ["mail", "fax", "?"])
def test_a_word_that_may_mean_either_is_asked_about(said: str):
    with pytest.raises(Fault) as fault:
        consent(said, "reklam", "ja", "", "", "", "")
    assert fault.value.field == "channel"


@pytest.mark.parametrize("said", ["2025-03-01", "20250301", "1.3.2025", "2025. 03. 01.", "2025-03-01T10:30:00Z", "2025-03-01 10:30"])
def test_a_day_is_read_as_people_and_programs_write_it(said: str):
    assert said_on(said) == ("2025-03-01",)


def test_every_word_of_the_register_can_be_said_in_every_language():
    for words in (("brev", "reklam", "ja", "brev"), ("sähköposti", "uutiskirje", "kyllä", "verkko"), ("telefon", "ankieta", "tak", "osobiście"), ("SMS", "hírlevél", "nem", "fájl")):  # fmt: skip
        assert all(consent(*words, "", "", ""))


def test_a_manager_brings_consents_in_on_the_screen(client: Client, anna: Customer):
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    mia = StaffUser.objects.create_user("mia", "mia@example.org", "not used", language="en")
    mia.roles.add(Role.objects.get(code="manager"))
    mia.entities.add(entity)
    client.force_login(mia)
    assert "Import: Consents" in client.get("/imports/").content.decode()
    page = client.post(
        "/imports/new/consents/", {"source": "old", "pasted": "Kundnummer\tKanal\n1\te-post\n"}, follow=True
    ).content.decode()
    assert "What for, where the file does not say" in page
    batch = ImportBatch.objects.get()
    said = {"column_0": "key", "column_1": "channel", "default_channel": "", "default_purpose": "editorial", "default_said": "given"}
    page = client.post(f"/imports/{batch.pk}/check/", said, follow=True).content.decode()
    assert "Commit" in page
    page = client.post(f"/imports/{batch.pk}/commitment/", follow=True).content.decode()
    assert "Undo the whole import" in page
    assert Consent.objects.get().noted_by == mia
    assert kind_of("consents").subjects([Consent.objects.get().pk])[Consent.objects.get().pk].label == anna.name
