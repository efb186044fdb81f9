"""Customers in files that another system puts into a folder: each is read once when it is whole, and put away with a report."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Customer
from abonent.imports import jobs
from abonent.imports.external import CannotLoad
from abonent.imports.forgetting import forget_files
from abonent.imports.kinds import kind_of
from abonent.imports.models import DroppedFile, ImportBatch, ImportSource
from abonent.imports.operations import check_batch, commit_batch, leave_batch
from abonent.imports.queries import waiting_imports
from abonent.imports.reading.limits import MEGABYTE, Limits
from abonent.imports.sources import keep_source, take_due_sources
from abonent.imports.undoing import undo_import
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
PEOPLE = "Kundnummer;Namn;E-post\n1;Åke Öberg;ake@example.org\n2;Eva Berg;eva@example.org\n"


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}}
    settings.DROP_FOLDER = tmp_path / "drop"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drop" / "shop"


def a_source(**said: object) -> ImportSource:
    facts = {
        "name": "shop",
        "kind": "customers",
        "folder": "shop",
        "defaults": {"default_country": "SE"},
        "when_vanished": "partial",
        **said,
    }
    return keep_source(source=ImportSource(way="folder"), address="", said=facts, actor=None)


def look(source: ImportSource, *, at: datetime) -> None:
    with clock.set_to(at):
        jobs.look_into(source_id=source.pk, actor_id=None, today=TODAY.isoformat())


def look_twice(source: ImportSource, *, at: datetime = NOON) -> None:
    """As it is looked into every five minutes."""
    look(source, at=at)
    look(source, at=at + timedelta(minutes=5))


def with_known_columns(folder: Path, **said: object) -> ImportSource:
    """A source whose columns somebody has said, by committing its first file."""
    source = a_source(**said)
    (folder / "first.csv").write_text(PEOPLE)
    look_twice(source)
    batch = ImportBatch.objects.get()
    check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
    commit_batch(batch=batch, actor=None, today=TODAY)
    return source


def in_folder(folder: Path, name: str) -> list[str]:
    """What lies in done or failed, without the moment and the number before it."""
    return sorted(path.name.split("-", 3)[3] for path in (folder / name).iterdir())


def report(folder: Path, name: str) -> str:
    return next(path for path in (folder / name).iterdir() if path.name.endswith(".report.txt")).read_text()


def test_a_new_file_waits_for_a_person_to_say_its_columns_and_is_put_away_with_a_report(folder: Path):
    source = a_source()
    (folder / "kunder.csv").write_text(PEOPLE)

    look(source, at=NOON)
    assert not ImportBatch.objects.exists(), "it may still be written to"
    look(source, at=NOON + timedelta(minutes=5))

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.source, batch.loaded_from, batch.file.name) == ("uploaded", "shop", source, "kunder.csv")
    assert in_folder(folder, "done") == ["kunder.csv", "kunder.csv.report.txt"]
    assert "which column is what" in report(folder, "done")
    assert [path.name for path in folder.iterdir() if path.is_file()] == []


def test_a_file_that_is_still_written_to_is_left_until_it_stays_as_it_is(folder: Path):
    source = a_source()
    path = folder / "kunder.csv"
    path.write_text(PEOPLE[:40])
    look(source, at=NOON)
    path.write_text(PEOPLE)
    look(source, at=NOON + timedelta(minutes=5))
    look(source, at=NOON + timedelta(minutes=5, seconds=3))
    assert not ImportBatch.objects.exists()
    look(source, at=NOON + timedelta(minutes=10))
    assert ImportBatch.objects.get().file.size == len(PEOPLE.encode())


def test_hidden_and_unfinished_files_are_left_alone(folder: Path):
    source = a_source()
    for name in (".kunder.csv", "kunder.csv.part", "kunder.csv.filepart"):
        (folder / name).write_text(PEOPLE)
    look_twice(source)
    assert not DroppedFile.objects.exists()
    assert len([path for path in folder.iterdir() if path.is_file()]) == 3


def test_what_comes_is_committed_by_itself_up_to_the_limits(folder: Path):
    source = with_known_columns(folder, most_changes=2)
    (folder / "a.csv").write_text(PEOPLE.replace("Eva Berg", "Eva Ek"))
    look_twice(source)
    assert ImportBatch.objects.latest("id").state == "committed"
    assert Customer.objects.filter(name="Eva Ek").exists()

    (folder / "b.csv").write_text(PEOPLE + "3;Per Alm;per@@\n")
    look_twice(source, at=NOON + timedelta(hours=1))
    assert ImportBatch.objects.latest("id").state == "checked", "a row with errors is over the limit of none"


def test_rows_with_errors_up_to_the_limit_are_left_out_and_lie_beside_the_file(folder: Path):
    source = with_known_columns(folder, most_changes=10, most_errors=1)
    (folder / "b.csv").write_text(PEOPLE + "3;Per Alm;per@@\n4;Ida Ek;ida@example.org\n")
    look_twice(source)
    assert ImportBatch.objects.latest("id").state == "committed"
    assert not Customer.objects.filter(name="Per Alm").exists()
    assert Customer.objects.filter(name="Ida Ek").exists()
    assert "b.csv.errors.csv" in in_folder(folder, "done")
    errors = next(path for path in (folder / "done").iterdir() if path.name.endswith("b.csv.errors.csv")).read_text("utf-8-sig")
    assert "Per Alm" in errors


def test_a_later_file_is_not_committed_before_an_earlier_one_that_waits(folder: Path):
    source = with_known_columns(folder, most_changes=1)
    (folder / "a.csv").write_text(PEOPLE.replace("Öberg", "Ek").replace("Berg", "Ek"))
    os.utime(folder / "a.csv", (1, 1))
    (folder / "b.csv").write_text(PEOPLE.replace("Eva Berg", "Eva Alm"))
    look_twice(source)
    assert list(ImportBatch.objects.order_by("id").values_list("file__name", "state")) == [
        ("first.csv", "committed"), ("a.csv", "checked"), ("b.csv", "checked"),
    ]  # fmt: skip


def test_the_same_content_is_read_once_but_again_after_it_was_undone(folder: Path):
    source = with_known_columns(folder, most_changes=10)
    (folder / "copy.csv").write_text(PEOPLE)
    look_twice(source)
    batch = ImportBatch.objects.get()
    assert any("was read before" in path.read_text() for path in (folder / "done").glob("*copy.csv.report.txt"))

    undo_import(batch=batch, actor=None, today=TODAY)
    (folder / "again.csv").write_text(PEOPLE)
    look_twice(source, at=NOON + timedelta(hours=1))
    assert ImportBatch.objects.count() == 2
    assert Customer.objects.filter(name="Åke Öberg").exists()


def test_what_is_missing_in_a_file_that_is_a_part_is_not_said_to_have_vanished(folder: Path):
    source = with_known_columns(folder, most_changes=10)
    (folder / "part.csv").write_text("Kundnummer;Namn;E-post\n3;Per Alm;per@example.org\n")
    look_twice(source)
    assert ImportBatch.objects.latest("id").vanished_count == 0
    ImportSource.objects.update(when_vanished="nothing")
    (folder / "whole.csv").write_text("Kundnummer;Namn;E-post\n3;Per Ek;per@example.org\n")
    look_twice(source, at=NOON + timedelta(hours=1))
    assert ImportBatch.objects.latest("id").vanished_count == 2


def test_a_file_that_is_no_table_fails_and_says_why_on_the_page_of_its_source(folder: Path, administrator: Client):
    source = a_source()
    (folder / "kunder.pdf").write_bytes(b"%PDF-1.7 not a table")
    look_twice(source)
    assert in_folder(folder, "failed") == ["kunder.pdf", "kunder.pdf.report.txt"]
    assert "not a table" in report(folder, "failed")
    page = administrator.get(reverse("imports:source", args=[source.pk])).content.decode()
    assert "kunder.pdf is a PDF file, not a table." in page
    assert "kunder.pdf is a PDF file" in administrator.get(reverse("desk:home")).content.decode()


def test_a_link_is_not_followed_and_neither_a_pipe_is_opened(folder: Path, tmp_path: Path):
    source = a_source()
    secret = tmp_path / "secret.csv"
    secret.write_text(PEOPLE)
    (folder / "link.csv").symlink_to(secret)
    os.mkfifo(folder / "pipe.csv")
    look_twice(source)
    assert not ImportBatch.objects.exists()
    assert secret.read_text() == PEOPLE
    assert {name for name in in_folder(folder, "failed") if not name.endswith(".txt")} == {"link.csv", "pipe.csv"}
    assert "is a link or a device" in report(folder, "failed")


def test_a_file_that_is_too_large_is_not_even_read(folder: Path):
    source = a_source()
    path = folder / "huge.csv"
    path.touch()
    os.truncate(path, (Limits().file_mb + 1) * MEGABYTE)
    look_twice(source)
    assert not ImportBatch.objects.exists()
    assert "the most is 1024" in report(folder, "failed")


def test_a_file_with_an_odd_name_is_read_under_one_that_can_be_shown(folder: Path):
    source = a_source()
    odd = os.fsencode(folder) + b"/\xff\x1b[31m\n<b>" + b"x" * 200 + b".csv"
    Path(os.fsdecode(odd)).write_text(PEOPLE)
    look_twice(source)
    name = ImportBatch.objects.get().file.name
    assert name.isprintable() and name.endswith(".csv") and len(name) < 160 and "<" not in name
    assert len(in_folder(folder, "done")) == 2


def test_a_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path):
    source = a_source()
    for name in ("done", "failed"):
        (folder / name).rmdir()
    folder.rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kunder.csv").write_text(PEOPLE)
    folder.symlink_to(elsewhere)
    look_twice(source)
    assert not DroppedFile.objects.exists()
    source.refresh_from_db()
    assert source.failure["code"] == "source.folder_unusable"


def test_two_sources_never_share_a_folder_and_none_leads_elsewhere(administrator: Client):
    a_source()
    for folder in ("shop", "../etc", "/etc", "a/b", ".hidden"):
        answer = administrator.post(f"{reverse('imports:new_source')}?way=folder", typed(name="other", folder=folder))
        assert answer.status_code == 422, folder
    assert ImportSource.objects.count() == 1


def test_a_folder_is_looked_into_on_its_days_from_its_time_on(folder: Path):
    a_source(weekdays=1 << 6, at="03:00", zone="Europe/Stockholm")
    for moment, due in ((datetime(2026, 2, 1, 1, tzinfo=UTC), 0), (NOON, 1), (NOON, 1), (NOON + timedelta(days=1), 0)):
        with clock.set_to(moment):
            assert len(take_due_sources()) == due, moment


def test_read_files_are_deleted_after_a_month_and_when_somebody_in_them_is_erased(folder: Path):
    with_known_columns(folder)
    with clock.set_to(NOON + timedelta(days=20)):
        jobs.forget_stale(timestamp=0)
    assert in_folder(folder, "done") == ["first.csv", "first.csv.report.txt"]
    forget_files([ImportBatch.objects.get().pk])
    assert in_folder(folder, "done") == []

    source = ImportSource.objects.get()
    (folder / "next.csv").write_text(PEOPLE.replace("1;", "11;"))
    look_twice(source)
    with clock.set_to(NOON + timedelta(days=31)):
        jobs.forget_stale(timestamp=0)
    assert in_folder(folder, "done") == []


@pytest.fixture
def administrator() -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("ada", "ada@example.org", "not used")
    user.roles.add(*Role.objects.filter(code__in=["administrator", "manager"]))
    client = Client()
    client.force_login(user)
    return client


def typed(**said: object) -> dict[str, object]:
    return {
        "name": "shop", "kind": "customers", "folder": "", "when_vanished": "partial", "at": "", "most_changes": "", "most_errors": "0",
        "weekdays": [1, 2], **said,
    }  # fmt: skip


def test_an_administrator_keeps_a_folder_sees_where_it_lies_and_takes_it_back(folder: Path, administrator: Client):
    page = administrator.post(f"{reverse('imports:new_source')}?way=folder", typed(), follow=True).content.decode()
    source = ImportSource.objects.get()
    assert (source.folder, source.weekdays) == ("shop", 3)
    assert str(folder) in page and "No file yet" in page
    assert stat.S_ISDIR(folder.stat().st_mode)

    administrator.post(reverse("imports:source", args=[source.pk]), typed(folder="shop", most_changes="5"))
    kept, changed = Act.objects.filter(verb="keep_import_source").order_by("id")
    user = StaffUser.objects.get()
    undo_act(act=changed, actor=user, today=TODAY)
    source.refresh_from_db()
    assert source.most_changes is None
    address = reverse("imports:source", args=[source.pk])
    answer = administrator.post(reverse("runs:undo", args=[kept.pk]), headers={"Referer": f"http://testserver{address}"}, follow=True)
    assert not ImportSource.objects.exists()
    assert "No source yet" in answer.content.decode(), "not a page that is gone"


def test_a_source_from_which_something_came_cannot_be_taken_back(folder: Path):
    with_known_columns(folder)
    with pytest.raises(CannotLoad, match="Something has come from shop"):
        undo_act(act=Act.objects.get(verb="keep_import_source"), actor=None, today=TODAY)


def test_what_waits_stands_on_the_home_page_until_it_is_brought_in_or_left_out(folder: Path, administrator: Client):
    source = a_source()
    (folder / "kunder.csv").write_text(PEOPLE)
    look_twice(source)
    batch = ImportBatch.objects.get()
    home = administrator.get(reverse("desk:home")).content.decode()
    assert "Imports that wait" in home and reverse("imports:batch", args=[batch.pk]) in home
    with connection.cursor() as cursor:
        page = administrator.post(reverse("imports:leave", args=[batch.pk]), follow=True).content.decode()
        cursor.execute(f"SELECT count(*) FROM {kind_of('customers').table}")  # noqa: S608 - the table of the kind
        assert cursor.fetchone() == (0,)
    assert "is not brought in" in page and "Which column is what" not in page
    user = StaffUser.objects.get()
    assert waiting_imports(user, limit=5) == []

    undo_act(act=Act.objects.get(verb="leave_import"), actor=user, today=TODAY)
    assert len(waiting_imports(user, limit=5)) == 1


def test_only_what_waits_can_be_left_out(folder: Path):
    with_known_columns(folder)
    with pytest.raises(Exception, match="only one that waits"):
        leave_batch(batch=ImportBatch.objects.get(), actor=None)
