"""The command finds what folders declare, keeps JSON apart from messages, and tells success, refusal and failure by its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from abonent.config.command_line import Abonent, CommandDeclaredTwice, abonent, merged
from abonent.kit.command_output import emit, json_option, tell
from abonent.kit.refusals import Refusal


class CannotCount(Refusal):
    sentences = {"count.too_few": "Only %(found)s titles."}


@click.command()
@json_option
def count() -> None:
    """Count titles."""
    tell("counting")
    emit({"titles": 2, "total": Decimal("10.50"), "on": date(2026, 5, 3)}, text="two titles")


@click.command()
@json_option
def refuse() -> None:
    """Refuse what it is given."""
    raise CannotCount("count.too_few", found=1)


@click.command()
def fail() -> None:
    """Fail."""
    raise RuntimeError("the press stands still")


@click.command("import")
def import_() -> None:
    """Import."""


class Sample(Abonent):
    at_once = merged([{"": [count, refuse, fail]}])
    everything = merged([{"": [count, refuse, fail]}, {"bank": [import_]}, {"bank": [count]}])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(Sample("abonent", params=abonent.params), arguments)


def test_groups_of_one_name_from_several_folders_become_one():
    result = run("bank", "--help")
    assert result.exit_code == 0
    assert "import" in result.stdout
    assert "count" in result.stdout


def test_a_name_taken_twice_is_an_error_of_the_product():
    with pytest.raises(CommandDeclaredTwice, match="bank count"):
        merged([{"bank": [count]}, {"bank": [count]}])
    with pytest.raises(CommandDeclaredTwice, match="count"):
        merged([{"": [count]}, {"count": [fail]}])


def test_json_is_one_object_on_standard_output_and_messages_are_on_standard_error():
    result = run("count", "--json")
    assert json.loads(result.stdout) == {"titles": 2, "total": "10.50", "on": "2026-05-03"}
    assert result.stderr == "counting\n"
    assert result.exit_code == 0


def test_without_json_the_result_is_a_sentence():
    assert run("count").stdout == "two titles\n"


def test_a_refusal_says_why_and_ends_with_two():
    result = run("refuse")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "Only 1 titles.\n")


def test_a_refusal_with_json_is_an_object_too():
    result = run("refuse", "--json")
    assert json.loads(result.stdout) == {"refused": {"code": "count.too_few", "message": "Only 1 titles."}}
    assert result.exit_code == 2


def test_a_failure_ends_with_one_and_shows_its_traceback_only_on_demand():
    result = run("fail")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the press stands still" in result.stderr
    assert "Traceback" not in result.stderr

    assert "Traceback" in run("--traceback", "fail").stderr


def test_an_unknown_command_is_refused_input():
    assert run("bakn", "import").exit_code == 2


def test_the_commands_of_the_database_work_where_django_does_not(tmp_path: Path):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "no.such.settings", "ABONENT_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    answer = subprocess.run(
        [sys.executable, "-m", "abonent", "db", "status", "--json"], env=environment, capture_output=True, text=True, check=True
    )

    assert json.loads(answer.stdout)["running"] is False
    assert list(tmp_path.iterdir()) == []
