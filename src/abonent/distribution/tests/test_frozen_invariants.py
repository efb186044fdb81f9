"""What is always true of what was frozen, and the damage that each rule finds."""

from __future__ import annotations

import pytest
from django.db import connection

from abonent.access.history import change_by, forgetting
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.models import FrozenCopy
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.runs.invariants import check
from abonent.subscriptions.models import Subscription

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

DAMAGES = {
    "distribution/check_frozen_sums": "UPDATE frozen_copy SET copies = copies + 1",
    "distribution/check_frozen_copies": "UPDATE frozen_copy SET place_id = 0",
    "distribution/check_copies_once": (
        "INSERT INTO frozen_copy (list_id, subscription_id, copies, outcome, change, receiver, care_of) "
        "SELECT max(frozen_list.id), min(frozen_copy.subscription_id), 1, 'comes', '', '', '' FROM frozen_list, frozen_copy"
    ),
}


@pytest.fixture
def frozen(paper):
    a_reader(paper, "Storgatan 1", way="carrier")
    a_reader(paper, "Storgatan 2")
    return freeze(the_issue(paper[0], "2026-07-10"), "carrier", "post")


def broken() -> set[str]:
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


def test_all_hold_after_a_freeze(frozen):
    assert broken() == set()


@pytest.mark.parametrize("statement", DAMAGES)
def test_a_damage_is_found_and_said_in_words(frozen, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(DAMAGES[statement])
    assert statement in broken()
    [invariant] = [one for one in INVARIANTS if one.statement == statement]
    assert "%(" not in check(invariant)[0].message


def test_whoever_changes_his_way_between_two_freezes_gets_one_copy(paper):
    first, second = a_reader(paper, "Storgatan 1", way="carrier"), a_reader(paper, "Storgatan 2")
    issue = the_issue(paper[0], "2026-07-10")
    freeze(issue, "carrier")
    Subscription.objects.filter(pk=first.pk).update(delivery_method="post")
    [posted] = freeze(issue, "post")
    assert list(FrozenCopy.objects.filter(list=posted).values_list("subscription", flat=True)) == [second.pk]
    assert broken() == set()


def test_who_is_erased_is_on_no_list_any_more(frozen, paper):
    reader = Subscription.objects.get(delivery_method="post").subscriber
    with change_by(None, "erase_customer"), forgetting(posted=True):
        assert statements.run("distribution/erase_frozen_names", people=[reader.pk]) == 1
        assert statements.run("distribution/erase_frozen_names", people=[reader.pk]) == 0
    assert set(FrozenCopy.objects.values_list("receiver", flat=True)) == {""}
    assert FrozenCopy.objects.count() == 2
    assert day("2026-07-10") == the_issue(paper[0], "2026-07-10").published_on
