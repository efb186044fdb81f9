"""What is due of an issue is written down once, as it was known; what changes since goes on an addendum."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from abonent.customers.entries import Door
from abonent.customers.operations.addresses import place_of
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.models import FrozenCopy, FrozenFile, FrozenList, FrozenSum
from abonent.distribution.operations.freezing import KIND, ROUTED, CannotFreeze, as_known, begin_freeze, withdraw_freeze
from abonent.distribution.operations.frozen_files import fetch_file
from abonent.distribution.testing import a_route, a_stretch
from abonent.kit import clock, statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.models import Act, Run
from abonent.runs.operations import CannotUndo, begin_run, undo_act
from abonent.subscriptions.models import Cancellation, Pause, Redirect, StopReason

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

FRIDAY = day("2026-07-10")


def told(frozen: FrozenList) -> dict[int, tuple[str, int]]:
    """Subscription -> what becomes of its copies."""
    return {row.subscription_id: (row.outcome, row.copies) for row in FrozenCopy.objects.filter(list=frozen)}


def elsewhere(street_line: str = "Sandvägen 4"):
    return place_of(Door.read(country="SE", code="871 40", town="Norrvik", street_line=street_line))


def rests(subscription, first: date, until: date) -> Pause:
    return Pause.objects.create(subscription=subscription, during=period(first, until), gives="none", digital_goes_on=False)


def test_pauses_redirects_and_stops_are_obeyed_and_the_list_proves_it(paper):
    comes, away, paused, stopped = (a_reader(paper, f"Storgatan {number}", copies=number) for number in (1, 2, 3, 4))
    Redirect.objects.create(
        subscription=away,
        during=period(FRIDAY, FRIDAY + timedelta(days=1)),
        weekdays=127,
        place=elsewhere(),
        receiver="Maj",
        delivery_method="post",
    )
    rests(paused, FRIDAY, FRIDAY + timedelta(days=1))
    StopReason.objects.create(code="moved", name={"en": "Moved"})
    term = stopped.terms.get()
    type(term).objects.filter(pk=term.pk).update(during=period(term.during.lower, FRIDAY))
    Cancellation.objects.create(subscription=stopped, from_on=FRIDAY, reason_id="moved")

    [frozen] = freeze(the_issue(paper[0], FRIDAY))

    assert told(frozen) == {comes.pk: ("comes", 1), away.pk: ("redirected", 2), paused.pk: ("paused", 3)}
    row = FrozenCopy.objects.get(list=frozen, subscription_id=away.pk)
    assert (row.receiver, row.place.street_line) == ("Maj", "Sandvägen 4")
    assert FrozenCopy.objects.get(list=frozen, subscription_id=comes.pk).receiver == "Anna Lindqvist"
    assert {(one.outcome, one.copies) for one in FrozenSum.objects.filter(list=frozen)} == {("comes", 1), ("redirected", 2), ("paused", 3)}


def test_a_change_before_the_cut_off_is_in_the_list_and_one_after_it_is_not(paper):
    first, second = a_reader(paper, "Storgatan 1"), a_reader(paper, "Storgatan 2")
    rests(first, FRIDAY, FRIDAY + timedelta(days=1))
    [frozen] = freeze(the_issue(paper[0], FRIDAY))
    rests(second, FRIDAY, FRIDAY + timedelta(days=1))
    assert told(frozen) == {first.pk: ("paused", 1), second.pk: ("comes", 1)}


def test_early_copies_have_no_names_and_those_by_day_have(paper, entity):
    early, by_day = a_reader(paper, "Storgatan 1", way="carrier"), a_reader(paper, "Storgatan 3")
    a_stretch(a_route(entity=entity), "Storgatan")
    a_stretch(a_route(entity=entity, number="2", method="post"), "Storgatan")
    carried, posted = freeze(the_issue(paper[0], FRIDAY), "carrier", "post")
    rows = {row.subscription_id: row for row in FrozenCopy.objects.filter(list__in=(carried, posted)).select_related("route")}
    assert (rows[early.pk].receiver, rows[early.pk].route.number) == ("", "1")
    assert (rows[by_day.pk].receiver, rows[by_day.pk].route.number) == ("Anna Lindqvist", "2")


def test_of_several_routes_of_a_door_the_one_that_names_it_most_closely_brings_one_copy(paper, entity):
    reader, neighbour, far = (a_reader(paper, street, way="carrier") for street in ("Storgatan 1", "Storgatan 3", "Torget 1"))
    a_stretch(a_route(entity=entity, number="1"))
    a_stretch(a_route(entity=entity, number="2"), "Storgatan")
    door = reader.subscriber.addresses.get().place
    a_stretch(a_route(entity=entity, number="3"), "", "", country="", place=door)
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    brought = {row.subscription_id: row.route.number for row in FrozenCopy.objects.filter(list=frozen).select_related("route")}
    assert brought == {reader.pk: "3", neighbour.pk: "2", far.pk: "1"}


def test_a_door_that_is_new_finds_its_route_when_the_issue_is_frozen(paper, entity):
    a_stretch(a_route(entity=entity), "Storgatan")
    a_reader(paper, "Storgatan 5", way="carrier")
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    assert FrozenCopy.objects.get(list=frozen).route.number == "1"


def test_an_issue_is_frozen_once(paper):
    a_reader(paper, "Storgatan 1")
    issue = the_issue(paper[0], FRIDAY)
    freeze(issue)
    with pytest.raises(CannotFreeze, match="frozen already"):
        begin_freeze(issue=issue, ways=["post"], actor=None)
    assert FrozenList.objects.count() == 1


def test_the_statements_write_nothing_twice(paper, entity):
    reader = a_reader(paper, "Storgatan 1")
    issue = the_issue(paper[0], FRIDAY)
    run = begin_run(
        kind=KIND, entity=entity, as_of=day("2026-07-09"), actor=None, parameters={"issue": issue.pk, "ways": ["post"], "addendum": False}
    )
    asked = {"run": run.pk, **as_known(issue, run.as_of)}
    frozen = FrozenList.objects.create(issue=issue, delivery_method="post", run=run)
    assert twice("distribution/freeze_copies", source=ROUTED, **asked) == 1
    assert twice("distribution/sum_frozen_copies", run=run.pk) == 1
    rests(reader, FRIDAY, FRIDAY + timedelta(days=1))
    added = FrozenList.objects.create(issue=issue, delivery_method="post", number=1, run=run)
    assert twice("distribution/write_addendum", source=ROUTED, **asked) == 1
    assert (FrozenCopy.objects.get(list=frozen).outcome, FrozenCopy.objects.get(list=added).change) == ("comes", "stopped")


def test_an_addendum_says_who_is_new_changed_and_stopped_since_and_nothing_twice(paper):
    stays, stops, changes = (a_reader(paper, f"Storgatan {number}") for number in (1, 2, 3))
    issue = the_issue(paper[0], FRIDAY)
    freeze(issue)
    new = a_reader(paper, "Storgatan 4")
    rests(stops, FRIDAY, FRIDAY + timedelta(days=1))
    Redirect.objects.create(
        subscription=changes,
        during=period(FRIDAY, FRIDAY + timedelta(days=1)),
        weekdays=127,
        place=elsewhere(),
        receiver="",
        delivery_method="post",
    )
    [first] = freeze(issue, addendum=True)
    assert {row.subscription_id: row.change for row in FrozenCopy.objects.filter(list=first)} == {
        new.pk: "new", stops.pk: "stopped", changes.pk: "changed"
    }  # fmt: skip
    [second] = freeze(issue, addendum=True)
    assert (second.number, told(second)) == (2, {})
    standing = statements.rows("distribution/standing_copies", issue=issue.pk, delivery_method="post")
    due = {row.subscription_id for row in standing if row.outcome in ("comes", "redirected", "donated")}
    assert due == {stays.pk, changes.pk, new.pk}


def test_there_is_no_addendum_to_what_is_not_frozen(paper):
    with pytest.raises(CannotFreeze, match="not frozen yet"):
        begin_freeze(issue=the_issue(paper[0], FRIDAY), ways=["post"], actor=None, addendum=True)


def test_what_was_frozen_is_never_edited(paper):
    a_reader(paper, "Storgatan 1")
    [frozen] = freeze(the_issue(paper[0], FRIDAY))
    for change in (
        lambda: FrozenCopy.objects.filter(list=frozen).update(copies=2),
        lambda: FrozenSum.objects.filter(list=frozen).delete(),
        lambda: FrozenList.objects.filter(pk=frozen.pk).update(number=3),
        lambda: FrozenList.objects.filter(pk=frozen.pk)._raw_delete("default"),
    ):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()


def test_a_freeze_is_undone_until_its_files_have_left_the_house(paper):
    a_reader(paper, "Storgatan 1")
    issue = the_issue(paper[0], FRIDAY)
    freeze(issue)
    undo_act(act=Act.objects.get(verb="freeze_issue"), actor=None, today=day("2026-07-09"))
    assert not FrozenList.objects.standing().exists()
    [again] = freeze(issue)
    fetch_file(file=FrozenFile.objects.filter(list=again).first(), actor=None)
    with pytest.raises(CannotFreeze, match="were fetched"):
        withdraw_freeze(run=again.run, actor=None)
    with pytest.raises((CannotFreeze, CannotUndo)):
        undo_act(act=Act.objects.filter(verb="freeze_issue").latest("pk"), actor=None, today=day("2026-07-09"))


def test_a_freeze_that_was_added_to_is_taken_back_after_its_addendum(paper):
    a_reader(paper, "Storgatan 1")
    issue = the_issue(paper[0], FRIDAY)
    [frozen] = freeze(issue)
    [added] = freeze(issue, addendum=True)
    with pytest.raises(CannotFreeze, match="addendum"):
        withdraw_freeze(run=frozen.run, actor=None)
    withdraw_freeze(run=added.run, actor=None)
    withdraw_freeze(run=frozen.run, actor=None)
    assert Run.objects.filter(state=Run.State.DONE).count() == 2


def test_an_electronic_edition_is_not_frozen(paper):
    issue = the_issue(paper[0], FRIDAY)
    type(issue.edition).objects.filter(pk=issue.edition_id).update(medium="electronic")
    with pytest.raises(CannotFreeze, match="electronic"):
        begin_freeze(issue=the_issue(paper[0], FRIDAY), ways=["post"], actor=None)


def test_what_differs_from_a_list_before_is_told_by_reasons_that_add_up(paper, entity):
    a_stretch(a_route(entity=entity), "Storgatan")
    a_stretch(a_route(entity=entity, number="2"), "Sandvägen", postal_code="871 40")
    stays, more, pauses, resumes, stops = (a_reader(paper, f"Storgatan {number}", way="carrier") for number in (1, 2, 3, 4, 5))
    last_week = FRIDAY - timedelta(days=7)
    rests(resumes, last_week, FRIDAY)
    with clock.set_to(clock.moment(last_week - timedelta(days=1), clock.now().time(), "UTC")):
        [before] = freeze(the_issue(paper[0], last_week), "carrier")
    rests(pauses, FRIDAY, FRIDAY + timedelta(days=1))
    type(more).objects.filter(pk=more.pk).update(copies=1)
    more.copies_changes.create(from_on=FRIDAY, copies=4, copies_before=1)
    Redirect.objects.create(
        subscription=stops,
        during=period(FRIDAY, FRIDAY + timedelta(days=1)),
        weekdays=127,
        place=elsewhere(),
        receiver="",
        delivery_method="carrier",
    )
    new = a_reader(paper, "Storgatan 6", way="carrier")
    type(new).objects.filter(pk=new.pk).update(started_on=FRIDAY)
    issue = the_issue(paper[0], FRIDAY)
    [frozen] = freeze(issue, "carrier")
    asked = {"before": before.pk, "delivery_method": "carrier", "routes": None}
    frozen_rows = statements.rows("distribution/differences", source="distribution/standing_copies", issue=issue.pk, **asked)
    live_rows = statements.rows("distribution/differences", source=ROUTED, **as_known(issue, FRIDAY - timedelta(days=1)), **asked)
    assert frozen_rows == live_rows
    by_reason = {(row.reason, row.copies) for row in frozen_rows}
    assert by_reason == {("copies", 3), ("paused", -1), ("resumed", 1), ("went", -1), ("came", 1), ("new", 1)}
    was, now = (
        sum(row.copies for row in FrozenSum.objects.filter(list=one, outcome__in=("comes", "redirected"))) for one in (before, frozen)
    )
    assert now - was == sum(row.copies for row in frozen_rows)
