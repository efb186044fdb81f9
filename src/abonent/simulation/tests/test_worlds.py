from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from abonent.simulation import worlds
from abonent.simulation.commands import simulate
from abonent.simulation.days import live
from abonent.simulation.testing import a_database_like
from abonent.simulation.world import World, a_world
from abonent.simulation.worlds import BooksDisagree, check_books, digest, make_world

ENDS_ON = date(2026, 3, 10)


@pytest.fixture
def digest_of(blank_database: str, django_db_blocker) -> Callable[..., str]:  # type: ignore[no-untyped-def]
    """What a small world comes to that is lived in a database of its own, in one go or with a night's rest after a day."""

    def lived(seed: int, rests_after: date | None = None) -> str:
        world = a_world(name="tiny", subscribers=12, months=1, seed=seed, ends_on=ENDS_ON)
        with django_db_blocker.unblock(), a_database_like(blank_database):
            _live(world, rests_after)
            return digest()

    return lived


def test_one_seed_gives_one_world_in_one_go_or_taken_up_again_and_another_seed_another(digest_of: Callable[..., str]):
    in_one_go = digest_of(5)
    assert digest_of(5, rests_after=date(2026, 2, 11)) == in_one_go
    assert digest_of(6) != in_one_go


def _live(world: World, rests_after: date | None) -> None:
    make_world(world, ends_on=rests_after or ENDS_ON, tell=lambda _sentence: None)
    if rests_after:
        live(world, first=rests_after + timedelta(days=1), latest=ENDS_ON, tell=lambda _sentence: None)


def test_a_month_whose_books_disagree_ends_the_world(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worlds, "check_all", lambda: [("a rule", []), ("another", ["entry 7 sums to 1.00"])])
    with pytest.raises(BooksDisagree, match="2026-03-10: entry 7 sums to 1.00"):
        check_books(ENDS_ON)


def test_the_command_prints_one_object_with_what_was_done_and_what_it_came_to(blank_database: str, django_db_blocker):  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), a_database_like(blank_database):
        answer = CliRunner().invoke(simulate, ["--subscribers", "4", "--months", "1", "--until", "2026-02-12", "--json"])
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert (said["first"], said["latest"], said["subscribers"]) == ("2026-01-01", "2026-02-12", 4)
    assert set(said["done"]) == set(said["seconds"]) >= {"readers", "orders", "renewals", "invoices", "bank lines"}
    assert {row["thing"] for row in said["sums"]} >= {"terms", "invoice 2026-01"}
    assert len(said["digest"]) == 64
