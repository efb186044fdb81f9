"""Clusters of their own for tests that start, stop and kill servers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from abonent.kit.postgres import Cluster


@pytest.fixture(autouse=True)
def own_server_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are about the durable, embedded server, whatever the rest of the suite runs on."""
    for name in ("DATABASE_URL", "ABONENT_ALLOW_NON_DURABLE", "ABONENT_DATABASE_ACCOUNT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A cluster that is not made yet, in a folder every account may pass through; stopped and thrown away at the end."""
    with tempfile.TemporaryDirectory(prefix="abonent-test-") as folder:
        Path(folder).chmod(0o755)
        made = Cluster(Path(folder))
        yield made
        made.stop()
