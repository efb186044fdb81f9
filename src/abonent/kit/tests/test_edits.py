"""Two people at one record, as a table."""

from __future__ import annotations

import pytest

from abonent.kit.edits import ChangedMeanwhile, changed_by_others, changed_of, demand_unchanged

LABELS = {"name": "Name", "town": "Town"}
SEEN = {"name": "Anna", "town": "Norrvik"}


@pytest.mark.parametrize(
    ("now", "mine"),
    [
        ({"name": "Anna", "town": "Norrvik"}, {"name": "Anne"}),
        ({"name": "Anna", "town": "Lund"}, {"name": "Anne"}),
        ({"name": "Anne", "town": "Norrvik"}, {"name": "Anne"}),
    ],
)
def test_changes_of_different_fields_and_the_same_change_twice_merge(now: dict[str, str], mine: dict[str, str]):
    demand_unchanged(seen=SEEN, now=now, wanted=mine, labels=LABELS)


def test_of_one_field_the_second_is_shown_before_mine_and_theirs():
    with pytest.raises(ChangedMeanwhile, match="Name was changed by somebody else") as refused:
        demand_unchanged(seen=SEEN, now={"name": "Annika", "town": "Lund"}, wanted={"name": "Anne"}, labels=LABELS)
    assert refused.value.conflicts == {"name": ("Anna", "Anne", "Annika")}


def test_what_was_left_alone_is_no_change_and_what_others_wrote_there_is_told():
    wanted = {"name": "Anne", "town": "Norrvik"}
    assert changed_of(SEEN, wanted) == {"name": "Anne"}
    assert changed_by_others(seen=SEEN, now={"name": "Anne", "town": "Lund"}, wanted=wanted) == ["town"]
