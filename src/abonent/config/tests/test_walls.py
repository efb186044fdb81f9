"""Walls that the machine holds: lengths, clocks, the glossary, links and migrations that go down the ladder."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TypeGuard

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from abonent.config.tests.source import PACKAGE, PROJECT, folder_of, functions, ladder, python_files

CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("time", "time"),
}


@pytest.mark.parametrize("file", [pytest.param(file, id=str(file.relative_to(PACKAGE))) for file in python_files()])
def test_no_function_is_over_70_lines_and_no_file_over_800(file: Path):
    assert len(file.read_text("utf-8").splitlines()) <= 800
    too_long = [name for name, length in functions(file) if length > 70]
    assert not too_long


def test_nobody_reads_a_clock_but_the_clock():
    found = []
    for file in python_files(tests=False):
        if file == PACKAGE / "kit" / "clock.py":
            continue
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        found += [f"{file.relative_to(PACKAGE)}:{node.lineno}" for node in nodes if _reads_a_clock(node)]
    assert not found


def _reads_a_clock(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in CLOCKS


def test_every_noun_is_in_the_glossary():
    words = set(re.findall(r"`(\w+)`", (PROJECT / "docs" / "glossary.md").read_text("utf-8")))
    nouns = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("abonent.")}
    # The history of a noun is called after it.
    nouns = {noun for noun in nouns if not noun.endswith("_history")}
    assert not nouns - words, f"not in docs/glossary.md: {sorted(nouns - words)}"


def test_links_between_tables_go_down_the_ladder():
    heights = ladder()
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("abonent."):
            continue
        own = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if target is not None and not isinstance(target, str) and target.__module__.startswith("abonent."):
                other = target.__module__.split(".")[1]
                assert other == own or heights[other] < heights[own], f"{model.__name__}.{field.name} points up at {other}"


def test_migrations_depend_downwards():
    heights = ladder()
    labels = {config.label: config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("abonent.")}
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        if label not in labels:
            continue
        for other, _dependency in migration.dependencies:
            if other in labels and labels[other] != labels[label]:
                assert heights[labels[other]] < heights[labels[label]], f"{label}.{name} depends on {other}"


def test_no_folder_has_a_file_named_for_nothing():
    nameless = [file for file in python_files() if file.name in {"utils.py", "helpers.py", "base.py", "misc.py", "common.py"}]
    assert not nameless


def test_no_signals_and_no_save_overrides():
    found = []
    for file in python_files(tests=False):
        text = file.read_text("utf-8")
        is_model = "models" in file.relative_to(PACKAGE).with_suffix("").parts
        if re.search(r"from django\.db\.models\.signals|@receiver", text) or (is_model and "\n    def save(self" in text):
            found.append(f"{folder_of(file)}/{file.name}")
    assert not found
