"""One timeline of all that happened, in one statement, by the row rules of each folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from abonent.access.models import Role, StaffUser
from abonent.config.tests.source import tables
from abonent.config.tests.test_row_rules import tables_of_companies
from abonent.correspondence.testing import a_call, a_note
from abonent.correspondence.timelines import LATEST, PAGE, Place, timeline_chips, timeline_page
from abonent.customers.operations import change_customer
from abonent.customers.testing import a_customer
from abonent.kit import clock, statements
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import declared_timeline

MORNING = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
READER = Reader(language="en", today=day("2026-07-02"))


def a_viewer(role: str = "manager", *entities: LegalEntity) -> StaffUser:
    from abonent.access.operations import install_ready_roles

    install_ready_roles()
    user = StaffUser.objects.create_user(f"viewer.{role}", first_name="Vera", last_name="Sund")
    user.roles.add(Role.objects.get(code=role))
    user.entities.add(*entities)
    return user


def lines(page) -> list[str]:
    return [f"{entry.line.what}: {entry.line.detail or entry.line.text}" for group in page.days for entry in group.entries]


@pytest.mark.parametrize("source", list(declared_timeline), ids=lambda source: source.name)
def test_a_source_that_reads_a_companys_rows_names_its_viewer(source):
    statement = statements.load(source.statement)
    read, written = tables(statement)
    assert not written
    assert "%(customers)s" in statement.sql
    assert "%(viewer)s" in statement.sql or not read & tables_of_companies()


def test_the_five_folders_are_there():
    assert {source.name for source in declared_timeline} >= {"correspondence", "customers", "subscriptions", "billing", "ledger"}


@pytest.mark.django_db
def test_entries_stand_by_day_the_latest_first_and_are_filtered():
    viewer = a_viewer()
    with clock.set_to(MORNING - timedelta(days=30)):
        anna = a_customer()
    a_call(anna, "Wants a pause", by=viewer, at=MORNING, result="settled")
    a_note(anna, "Sounds tired", by=viewer, at=MORNING + timedelta(days=1))
    with clock.set_to(MORNING + timedelta(days=1, hours=1)):
        change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=viewer, today=READER.today)

    page = timeline_page(anna, viewer=viewer, reader=READER)
    assert lines(page)[:3] == ["Changed: Family name: Lindqvist → Öberg", "Note: Sounds tired", "Call from the customer: Settled"]
    assert [str(group.on) for group in page.days][:2] == ["2026-07-02", "2026-07-01"]
    assert lines(timeline_page(anna, viewer=viewer, reader=READER, chip="calls")) == ["Call from the customer: Settled"]
    assert {chip.code: chip.entries for chip in timeline_chips(anna, viewer=viewer)} == {"notes": 1, "calls": 1, "changes": 2}


@pytest.mark.django_db
def test_older_entries_follow_on_without_gap_or_repetition_even_within_one_moment():
    viewer, anna = a_viewer(), a_customer()
    for number in range(PAGE * 2 + 5):
        a_note(anna, f"note {number}", by=viewer, at=MORNING)
    seen: list[str] = []
    before, pages = LATEST, 0
    while True:
        page = timeline_page(anna, viewer=viewer, reader=READER, chip="notes", before=before)
        seen += lines(page)
        pages += 1
        if not page.older:
            break
        before = Place.read(page.older)
        assert before is not LATEST
    assert pages == 3
    assert len(seen) == len(set(seen)) == PAGE * 2 + 5


@pytest.mark.django_db
def test_a_place_that_cannot_be_read_is_the_beginning():
    for text in ("", "yesterday", "2026-07-01~x", "2026-07-01T08:00~ledger~one"):
        assert Place.read(text) is LATEST
