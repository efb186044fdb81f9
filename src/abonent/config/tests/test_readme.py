"""The README shows the house as it is."""

from __future__ import annotations

import os
import re

from abonent.config.tests.source import PACKAGE, PROJECT, ladder

README = (PROJECT / "README.md").read_text("utf-8")


def test_the_ladder_in_the_readme_is_the_one_that_is_held():
    rows = re.findall(r"^\| (`.+?) \|", README.split("## The ladder")[1].split("\n## ")[0], re.MULTILINE)
    shown = [sorted(re.findall(r"`(\w+)`", row)) for row in rows]
    floors: dict[int, list[str]] = {}
    for folder, height in ladder().items():
        if (PACKAGE / folder).is_dir():
            floors.setdefault(height, []).append(folder)
    assert shown == [sorted(floors[height]) for height in sorted(floors, reverse=True)]


def test_every_command_of_the_readme_is_there_and_can_be_started():
    named = sorted(set(re.findall(r"\bbin/([a-z]+)", README)))
    assert [name for name in named if not os.access(PROJECT / "bin" / name, os.X_OK)] == []


def test_every_command_says_what_it_does_and_stays_short():
    for command in (PROJECT / "bin").iterdir():
        lines = command.read_text("utf-8").splitlines()
        assert re.match(r"# [A-Z]", lines[1]), command.name
        assert len(lines) < 40, command.name
