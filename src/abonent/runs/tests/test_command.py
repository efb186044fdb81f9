"""`abonent run`: the shape that scripts rely on, and what it refuses."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from abonent.config.command_line import abonent
from abonent.kit.command_output import REFUSED
from abonent.runs.models import Run

pytestmark = pytest.mark.django_db


def typed(*arguments: str):
    return CliRunner().invoke(abonent, ["run", *arguments])


def test_it_prints_one_object_and_nothing_else(counting, entity):
    result = typed("counting", "--entity", "dagbladet", "--as-of", "2026-03-01", "--commit", "--json")
    assert result.exit_code == 0, result.stderr
    printed = json.loads(result.stdout)
    assert printed == {
        "run": Run.objects.get().pk,
        "kind": "counting",
        "state": "done",
        "planned": 25,
        "committed": 25,
        "parked": 0,
        "total": "250.00",
    }


def test_without_commit_it_only_plans_and_with_it_goes_on_with_that_plan(counting, entity):
    planned = json.loads(typed("counting", "--entity", "dagbladet", "--as-of", "2026-03-01", "--json").stdout)
    assert (planned["state"], counting.chunks) == ("planned", [])
    done = json.loads(typed("counting", "--entity", "dagbladet", "--as-of", "2026-03-01", "--commit", "--json").stdout)
    assert (done["run"], done["state"]) == (planned["run"], "done")


@pytest.mark.parametrize("arguments", [("knitting", "--entity", "dagbladet"), ("counting", "--entity", "elsewhere")])
def test_an_unknown_name_is_refused_with_those_that_exist(counting, entity, arguments):
    result = typed(*arguments)
    assert result.exit_code == REFUSED
    assert ("counting" if arguments[0] == "knitting" else "dagbladet") in result.stderr


def test_another_day_is_refused_while_a_run_is_open(counting, entity):
    typed("counting", "--entity", "dagbladet", "--as-of", "2026-03-01")
    result = typed("counting", "--entity", "dagbladet", "--as-of", "2026-03-02")
    assert result.exit_code == REFUSED
