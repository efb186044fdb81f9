"""Tests of e-invoices have the official rules in a folder of their own; without `../shared/standards` those that need them are left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from abonent.connectors.einvoices.checker import Checker
from abonent.connectors.einvoices.rule_sets import add_rules
from abonent.connectors.einvoices.testing import SCHEMAS


@pytest.fixture(scope="session")
def home_with_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of an installation to which the rules were added."""
    if not SCHEMAS.is_dir():
        pytest.skip("the official rules (../shared/standards) are not on this machine")
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.HOME", home)
        add_rules(SCHEMAS)
    return home


@pytest.fixture
def rules(home_with_rules: Path, settings) -> Path:
    """The rules are there."""
    settings.HOME = home_with_rules
    return home_with_rules


@pytest.fixture(scope="module")
def checker(home_with_rules: Path) -> Iterator[Checker]:
    """One checker for all documents of a module: the rules are compiled once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.HOME", home_with_rules)
        with Checker() as started:
            yield started


@pytest.fixture
def no_rules(tmp_path: Path, settings) -> Path:
    """An installation to which no rules were added."""
    settings.HOME = tmp_path
    return tmp_path
