"""A large file is worked on by a worker while its page shows how far it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.imports import jobs
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch
from abonent.imports.operations import take_file
from abonent.imports.queries import standing_of
from abonent.kit import statements
from abonent.kit.files import store
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db
State = ImportBatch.State
TODAY = day("2026-02-01")


@pytest.fixture
def manager() -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("mia", "mia@example.org", "not used")
    user.roles.add(Role.objects.get(code="manager"))
    return user


@pytest.fixture
def batch(settings, tmp_path: Path, manager: StaffUser) -> ImportBatch:
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}
    file = store(name="kunder.csv", media_type="text/csv", content="Kundnummer;Namn\n1;Åke Öberg\n2;\n".encode(), owner="import_batch")
    return take_file(kind="customers", file=file, source="old", actor=manager, defaults={"default_country": "SE"})


def test_a_large_file_waits_for_a_worker_and_its_page_says_so(batch: ImportBatch, manager: StaffUser, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE_BYTES", 0)
    client = Client()
    client.force_login(manager)

    jobs.check_soon(batch=batch, mapping=batch.mapping, heading="What is wrong", actor=manager, today=TODAY)

    batch.refresh_from_db()
    assert batch.state == State.CHECKING
    assert "Waiting for its turn" in client.get(reverse("imports:standing", args=[batch.pk])).content.decode()


def test_the_worker_checks_and_commits_and_a_second_try_changes_nothing(batch: ImportBatch, manager: StaffUser):
    jobs.check(batch_id=batch.pk, mapping=batch.mapping, heading="What is wrong", actor_id=manager.pk, today=TODAY.isoformat())
    batch.refresh_from_db()
    assert (batch.state, batch.new_count, batch.error_count) == (State.CHECKED, 1, 1)
    assert batch.error_file is not None

    for _again in range(2):
        jobs.commit(batch_id=batch.pk, actor_id=manager.pk, today=TODAY.isoformat())
    batch.refresh_from_db()
    assert (batch.state, batch.committed_by) == (State.COMMITTED, manager)


def test_a_file_refused_by_the_worker_says_why_on_its_page(batch: ImportBatch, manager: StaffUser):
    client = Client()
    client.force_login(manager)
    mapping = {name: place for name, place in batch.mapping.items() if name != "key"}

    jobs.check(batch_id=batch.pk, mapping=mapping, heading="What is wrong", actor_id=manager.pk, today=TODAY.isoformat())

    page = client.get(reverse("imports:batch", args=[batch.pk])).content.decode()
    assert "kunder.csv, row 1: no column for Key" in page


def test_a_batch_that_nobody_works_on_does_not_run(batch: ImportBatch):
    assert not standing_of(batch, kind_of("customers")).is_running


def test_a_connection_that_works_on_a_batch_is_seen(batch: ImportBatch):
    statements.run("imports/announce_import", batch=batch.pk)
    assert standing_of(batch, kind_of("customers")).is_running


def test_the_error_file_is_handed_out_and_only_to_those_who_may_import(batch: ImportBatch, manager: StaffUser):
    jobs.check(batch_id=batch.pk, mapping=batch.mapping, heading="What is wrong", actor_id=manager.pk, today=TODAY.isoformat())
    client = Client()
    client.force_login(manager)
    answer = client.get(reverse("imports:error_file", args=[batch.pk]))
    assert "kunder-errors.csv" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1].startswith("2;;")

    manager.roles.set([Role.objects.get(code="auditor")])
    assert client.get(reverse("imports:error_file", args=[batch.pk])).status_code == 403


def test_the_list_counts_imports(batch: ImportBatch, manager: StaffUser):
    client = Client()
    client.force_login(manager)
    assert "1 import" in client.get(reverse("imports:list")).content.decode()
