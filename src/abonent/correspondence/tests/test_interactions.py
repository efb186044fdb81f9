"""What is written down stays, is mended only while it is fresh, and hangs together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from abonent.access.models import StaffUser
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import (
    CannotCorrect,
    CannotRecord,
    correct_interaction,
    pin_note,
    record_interaction,
    remove_interaction,
)
from abonent.correspondence.queries import at_a_glance, rest_of_matter
from abonent.correspondence.testing import a_call, a_note
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import CannotUndo, undo_act

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
TODAY = day("2026-07-01")


@pytest.fixture
def clara() -> StaffUser:
    return StaffUser.objects.create_user("clara", first_name="Clara", last_name="Berg")


@pytest.fixture
def johan() -> StaffUser:
    return StaffUser.objects.create_user("johan", first_name="Johan", last_name="Ek")


def history() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label, body FROM interaction_history ORDER BY pgh_id")
        return list(cursor.fetchall())


def test_who_wrote_a_note_corrects_it_within_a_day_and_what_it_said_stays_in_the_history(clara):
    anna = a_customer()
    with clock.set_to(MORNING):
        note = a_note(anna, "Paper mising on Tuesday", by=clara)
    with clock.set_to(MORNING + timedelta(hours=23)):
        correct_interaction(interaction=note, entry=Entry(body="Paper missing on Tuesday"), actor=clara, today=TODAY)
    with clock.set_to(MORNING + timedelta(hours=25)), pytest.raises(CannotCorrect, match="for a day"):
        correct_interaction(interaction=note, entry=Entry(body="Never mind"), actor=clara, today=TODAY)

    note.refresh_from_db()
    assert note.body == "Paper missing on Tuesday"
    assert history() == [("created", "Paper mising on Tuesday"), ("changed", "Paper missing on Tuesday")]


def test_nobody_corrects_or_removes_what_somebody_else_wrote(clara, johan):
    note = a_note(a_customer(), "Speak slowly", by=clara)
    with pytest.raises(CannotCorrect, match="Only who wrote this"):
        correct_interaction(interaction=note, entry=Entry(body="Speak fast"), actor=johan, today=TODAY)
    with pytest.raises(CannotCorrect, match="Only who wrote this"):
        remove_interaction(interaction=note, actor=johan, today=TODAY)
    assert Interaction.objects.get().body == "Speak slowly"


def test_what_says_nothing_is_not_kept_but_a_result_says_enough(clara):
    anna = a_customer()
    with pytest.raises(CannotRecord, match="Write what was said"):
        record_interaction(customer=anna, entry=Entry(), actor=clara, today=TODAY)
    unanswered = Entry(kind="call", direction="out", result="no_answer")
    record_interaction(customer=anna, entry=unanswered, actor=clara, today=TODAY)
    assert Interaction.objects.get().result == "no_answer"


def test_what_was_written_is_undone_and_what_was_removed_comes_back_as_it_was(clara):
    note = a_note(a_customer(), "Wrong customer", by=clara)
    before = Interaction.objects.values().get()

    remove_interaction(interaction=note, actor=clara, today=TODAY)
    assert not Interaction.objects.exists()
    undo_act(act=Act.objects.get(verb="remove_interaction"), actor=clara, today=TODAY)
    assert Interaction.objects.values().get() == before

    undo_act(act=Act.objects.get(verb="record_interaction"), actor=clara, today=TODAY)
    assert not Interaction.objects.exists()


def test_a_correction_is_undone(clara):
    call = a_call(a_customer(), "Pause in July", by=clara, result="settled")
    corrected = Entry(kind="call", direction="in", body="Pause in August", result="call_back")
    correct_interaction(interaction=call, entry=corrected, actor=clara, today=TODAY)
    undo_act(act=Act.objects.get(verb="correct_interaction"), actor=clara, today=TODAY)
    call.refresh_from_db()
    assert (call.body, call.result) == ("Pause in July", "settled")


def test_a_note_cannot_be_undone_after_the_day_in_which_it_may_be_corrected(clara):
    with clock.set_to(MORNING):
        a_note(a_customer(), "Said so", by=clara)
    with clock.set_to(MORNING + timedelta(hours=25)), pytest.raises(CannotUndo, match="could be undone until"):
        undo_act(act=Act.objects.get(verb="record_interaction"), actor=clara, today=TODAY)


def test_a_follow_up_opens_the_matter_and_a_second_one_joins_it(clara, johan):
    anna = a_customer()
    first = a_call(anna, "Paper missing", by=clara)
    second = record_interaction(customer=anna, entry=Entry(body="Carrier asked"), actor=johan, today=TODAY, follows=first)
    third = record_interaction(customer=anna, entry=Entry(body="Door code is 4471"), actor=clara, today=TODAY, follows=second)
    a_note(anna, "Something else", by=clara)

    first.refresh_from_db()
    assert first.matter == second.matter == third.matter
    assert [other.body for other in rest_of_matter(second)] == ["Paper missing", "Door code is 4471"]


def test_pinned_notes_stand_first_and_are_unpinned_by_undo(clara):
    anna = a_customer()
    old = a_note(anna, "Hard of hearing", by=clara, at=MORNING - timedelta(days=100))
    for place, body in enumerate(["one", "two", "three"]):
        a_note(anna, body, by=clara, at=MORNING + timedelta(hours=place))
    pin_note(note=old, actor=clara, today=TODAY)
    assert [note.body for note in at_a_glance(anna).notes] == ["Hard of hearing", "three", "two", "one"]

    undo_act(act=Act.objects.get(verb="pin_note"), actor=clara, today=TODAY)
    assert [note.body for note in at_a_glance(anna).notes] == ["three", "two", "one", "Hard of hearing"]


def test_the_last_contact_is_no_note(clara):
    anna = a_customer()
    assert at_a_glance(anna).last_contact is None
    call = a_call(anna, "Asked about the bill", by=clara, at=MORNING)
    a_note(anna, "Sounds tired", by=clara, at=MORNING + timedelta(hours=1))
    assert at_a_glance(anna).last_contact == call


def test_notes_of_a_merged_customer_stand_with_the_one_he_was_merged_into(clara):
    anna, twin = a_customer(), a_customer()
    a_note(twin, "Before the merge", by=clara)
    Customer.objects.filter(pk=twin.pk).update(canonical=anna)
    twin.refresh_from_db()
    written_later = a_note(twin, "After the merge", by=clara)

    assert written_later.customer_id == anna.pk
    assert {note.body for note in at_a_glance(Customer.objects.get(pk=anna.pk)).notes} == {"Before the merge", "After the merge"}
