"""A whole import taken back: what it brought goes, what it changed is as before, what was used since stays and says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.entries import Reach
from abonent.customers.models import Address, ContactPoint, Customer, CustomerHistory, CustomerSearch, ExternalKey
from abonent.customers.operations import add_contact_person, add_contact_point, change_customer
from abonent.customers.testing import a_customer
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, ImportedRow
from abonent.imports.operations import check_batch, commit_batch, forget_stale_rows, take_file
from abonent.imports.queries import act_to_undo, kept_rows
from abonent.imports.refusals import CannotImport
from abonent.imports.undoing import undo_import
from abonent.kit import clock
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.operations import CannotUndo, undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
TOMORROW = day("2026-02-02")
FILE = """Kundnummer;Namn;Adress;Postnr;Ort;Mobil;E-post
1;Åke Öberg;Ängsvägen 3 B;87131;Norrvik;070-174 06 35;Ake@example.org
2;Bergströms Bygg AB;Storgatan 1;871 32;Norrvik;;info@bergstroms.example
3;"Lindqvist, Anna";Storgatan 2;87132;Norrvik;;
"""
CHANGED = (
    FILE.replace("Ängsvägen 3 B", "Nygatan 7").replace("070-174 06 35", "070-174 06 36").replace("Bygg AB", "Bygg & Co AB")
    + "4;Eva Berg;Storgatan 4;87132;Norrvik;;eva@example.org\n"
)


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


def imported(content: str, *, today=TODAY, source: str = "old", actor: StaffUser | None = None) -> ImportBatch:
    file = store(name="customers.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="customers", file=file, source=source, actor=actor, defaults={"default_country": "SE"})
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=actor, today=today)
    return commit_batch(batch=batch, actor=actor, today=today)


def undone(batch: ImportBatch) -> ImportBatch:
    return undo_import(batch=batch, actor=None, today=TOMORROW)


def register() -> dict[str, list[Any]]:
    """All that a register says, but for how often a customer was changed."""
    tables: dict[str, list[Any]] = {
        model._meta.db_table: list(model.objects.order_by("pk").values())
        for model in (Customer, ExternalKey, Address, ContactPoint, CustomerSearch)
    }
    for customer in tables["customer"]:
        del customer["version"]
    return tables


@contextmanager
def an_hour_later() -> Iterator[None]:
    """Somebody edits an hour after the import, in a transaction of his own, which a test has not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', '', true)")
    with clock.set_to(clock.now() + timedelta(hours=1)):
        yield


def number(key: str) -> Customer:
    return Customer.objects.get(external_keys__key=key)


def test_an_import_of_new_customers_undone_leaves_the_register_as_it_was():
    a_customer("Sven", "Ek")
    before = register()

    batch = undone(imported(FILE))

    assert register() == before
    assert (batch.state, batch.kept_count) == ("undone", 0)
    assert not ImportedRow.objects.exists()


def test_what_an_import_has_changed_is_put_back_and_what_it_brought_is_gone():
    imported(FILE)
    before = register()

    batch = imported(CHANGED, today=TOMORROW)
    assert (batch.new_count, batch.changed_count) == (1, 2)
    undone(batch)

    assert register() == before


def test_a_contact_that_an_import_came_to_prefer_steps_back_for_the_former_one():
    imported(FILE)
    ake = number("1")
    add_contact_point(customer=ake, reach=Reach.read("mobile", "070-999 88 77", country="SE"), contact_person=None, actor=None, today=TODAY)
    before = register()

    undone(imported(FILE, today=TOMORROW))

    assert register() == before


def test_undoing_writes_no_history_of_a_person():
    undone(imported(FILE))
    assert not CustomerHistory.objects.exists()


def test_a_customer_edited_since_stays_and_the_others_are_undone():
    batch = imported(FILE)
    ake = number("1")
    with an_hour_later():
        change_customer(customer=ake, seen={"family_name": "Öberg"}, wanted={"family_name": "Ek"}, actor=None, today=TODAY)

    batch = undone(batch)

    assert list(Customer.objects.all()) == [ake]
    assert batch.kept_count == 1
    assert [(row.label, row.reason) for row in kept_rows(batch, kind_of("customers"), limit=5)] == [("Åke Ek", "Edited since.")]


def test_a_changed_customer_edited_since_keeps_what_the_import_said():
    imported(FILE)
    batch = imported(CHANGED, today=TOMORROW)
    company = number("2")
    with an_hour_later():
        change_customer(customer=company, seen={"language": "sv"}, wanted={"language": "fi"}, actor=None, today=TOMORROW)

    undone(batch)

    company.refresh_from_db()
    assert (company.name, company.language) == ("Bergströms Bygg & Co AB", "fi")
    assert number("1").addresses.count() == 1


def test_a_customer_that_something_refers_to_stays():
    batch = imported(FILE)
    add_contact_person(customer=number("2"), given_name="Per", family_name="Ek", position="", actor=None, today=TODAY)

    batch = undone(batch)

    assert [customer.name for customer in Customer.objects.all()] == ["Bergströms Bygg AB"]
    assert kept_rows(batch, kind_of("customers"), limit=5)[0].reason == "Used since: Contact person."


def test_a_customer_changed_by_a_later_import_stays_until_that_is_undone():
    first = imported(FILE)
    second = imported(CHANGED, today=TOMORROW)

    undone(second)
    undone(first)
    assert not Customer.objects.exists()

    first = imported(FILE)
    imported(CHANGED, today=TOMORROW)
    assert undone(first).kept_count == 2
    assert "Changed by a later import, customers.csv." in kept_rows(first, kind_of("customers"), limit=5)[0].reason


def test_an_import_whose_every_row_was_used_is_not_undone():
    batch = imported(FILE.splitlines()[0] + "\n" + FILE.splitlines()[1])
    with an_hour_later():
        change_customer(customer=number("1"), seen={"family_name": "Öberg"}, wanted={"family_name": "Ek"}, actor=None, today=TODAY)
    with pytest.raises(CannotImport, match="Every row"):
        undone(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.kept_count) == ("committed", 0)


def test_the_same_file_can_come_in_again_after_it_was_undone():
    undone(imported(FILE))
    assert imported(FILE).new_count == 3


def test_an_import_is_one_act_that_is_undone_once_and_for_a_month():
    batch = imported(FILE)
    act = act_to_undo(batch)
    assert act is not None
    undo_act(act=act, actor=None, today=TOMORROW)
    assert not Customer.objects.exists()
    with pytest.raises(CannotUndo):
        undo_act(act=act, actor=None, today=TOMORROW)

    batch = imported(FILE)
    act = act_to_undo(batch)
    assert act is not None
    with clock.set_to(clock.now() + timedelta(days=31)), pytest.raises(CannotUndo, match="could be undone until"):
        undo_act(act=act, actor=None, today=TOMORROW)


def test_after_a_month_the_values_before_are_forgotten():
    batch = imported(FILE)
    assert batch.committed_at is not None
    forget_stale_rows(before=batch.committed_at)
    assert ImportedRow.objects.count() == 3
    forget_stale_rows(before=batch.committed_at + timedelta(seconds=1))
    assert not ImportedRow.objects.exists()


def test_an_import_that_changes_nothing_has_nothing_to_undo():
    imported(FILE)
    assert act_to_undo(imported(FILE)) is None


def test_each_statement_of_the_undoing_writes_once():
    imported(FILE)
    batch = imported(CHANGED, today=TOMORROW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'import', true)")
    named = {"batch": batch.pk, "kind": "customers"}

    assert twice("imports/keep_used_rows", source="imports/rows_imported_again", **named) == 0
    assert twice("customers/remove_imported_search", batch=batch.pk) == 1
    assert twice("customers/remove_imported_contact_points", batch=batch.pk) == 2
    assert twice("customers/step_back_imported_contact_points", batch=batch.pk) == 0
    assert twice("customers/put_back_contact_points", batch=batch.pk) == 1
    assert twice("customers/remove_imported_addresses", batch=batch.pk) == 2
    assert twice("customers/put_back_addresses", batch=batch.pk) == 1
    assert twice("customers/remove_imported_keys", batch=batch.pk) == 1
    assert twice("customers/remove_imported_customers", batch=batch.pk) == 1
    assert twice("customers/put_back_customers", batch=batch.pk) == 1
    assert twice("imports/forget_undone_rows", batch=batch.pk) == 3
    assert twice("imports/forget_old_rows", before=clock.now() + timedelta(days=1)) == 3


def test_of_a_person_who_is_erased_no_value_before_is_kept():
    imported(FILE)
    ake = number("1")
    imported(CHANGED, today=TOMORROW)
    assert twice("imports/erase_before_values", people=[ake.pk]) == 2
    assert not ImportedRow.objects.filter(subject_id=ake.pk).exists()


def test_what_a_row_said_before_is_kept_once():
    batch = imported(FILE)
    ImportedRow.objects.all().delete()
    ids = list(Customer.objects.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO staged_customer_match"
            " (batch_id, line, customer_id, is_new, says_otherwise, lives_elsewhere, is_reached_otherwise, is_sorted_otherwise)"
            " SELECT %s, row_number() OVER (), id, false, true, false, false, false FROM unnest(%s) AS id",
            [batch.pk, ids],
        )
    assert twice("imports/keep_before_values", source="customers/rows_before_import", batch=batch.pk) == 3
    assert ImportedRow.objects.get(subject_id=ids[0]).before["customer"]["family_name"] == "Öberg"


@pytest.fixture
def manager() -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("mia", "mia@example.org", "not used")
    user.roles.add(Role.objects.get(code="manager"))
    return user


def test_the_page_offers_the_undoing_and_then_says_what_stayed_and_why(manager: StaffUser):
    batch = imported(FILE, actor=manager)
    with an_hour_later():
        change_customer(customer=number("1"), seen={"family_name": "Öberg"}, wanted={"family_name": "Ek"}, actor=manager, today=TODAY)
    client = Client()
    client.force_login(manager)
    address = reverse("imports:batch", args=[batch.pk])
    assert "Undo the whole import" in client.get(address).content.decode()

    client.post(reverse("imports:undo", args=[batch.pk]))

    page = client.get(address).content.decode()
    assert "One row was used since and stays." in page
    assert "Åke Ek" in page
    assert "Undo the whole import" not in page


def test_who_may_not_import_customers_may_not_undo_it_either(manager: StaffUser):
    batch = imported(FILE, actor=manager)
    manager.roles.set([Role.objects.get(code="auditor")])
    client = Client()
    client.force_login(manager)
    assert client.post(reverse("imports:undo", args=[batch.pk])).status_code == 403
    act = act_to_undo(batch)
    assert act is not None
    assert client.post(reverse("runs:undo", args=[act.pk])).status_code == 403
    assert Customer.objects.count() == 3
