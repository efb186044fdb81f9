"""The format that tests write bank files in is known while they run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from abonent.ledger import readers
from abonent.ledger.testing import LINES_READER


@pytest.fixture(autouse=True)
def _lines_reader() -> Iterator[None]:
    readers._readers["lines"] = LINES_READER
    yield
    del readers._readers["lines"]
