"""Long papers are set in parts by children: in their order, and not at all if a child ends before it is done."""

from __future__ import annotations

import signal
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from abonent.kit import long_papers
from abonent.kit.long_papers import CannotSet, make_in_parts

AT = datetime(2026, 7, 1, tzinfo=UTC)
TEMPLATE = """
#set page(width: 60mm, height: 40mm)
#for doc in json(bytes(sys.inputs.data)).documents { page(doc.name) }
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "names.typ"
    file.write_text(TEMPLATE, "utf-8")
    return file


def names_in(content: bytes) -> list[str]:
    return [page.extract_text().strip() for page in PdfReader(BytesIO(content)).pages]


def test_parts_come_in_their_order_and_each_is_a_file_by_itself(template: Path):
    parts = [[{"name": "Åsa"}, {"name": "Őrsi"}], [{"name": "Łucja"}], [{"name": "Eva"}], [{"name": "Maj"}]]
    assert [names_in(content) for content in make_in_parts(template, parts, at=AT)] == [["Åsa", "Őrsi"], ["Łucja"], ["Eva"], ["Maj"]]
    assert list(make_in_parts(template, [], at=AT)) == []


def test_the_same_data_make_the_same_file(template: Path):
    first, second = make_in_parts(template, [[{"name": "Eva"}]] * 2, at=AT)
    assert first == second


def test_a_child_that_is_killed_is_told_in_a_sentence(template: Path, monkeypatch: pytest.MonkeyPatch):
    kills_itself = ["sh", "-c", "kill -9 $$"]
    run = subprocess.run
    monkeypatch.setattr(long_papers.subprocess, "run", lambda _command, **said: run(kills_itself, **said))
    with pytest.raises(CannotSet, match="short of memory") as refused:
        list(make_in_parts(template, [[{"name": "Eva"}]], at=AT))
    assert refused.value.parameters == {"ended": -signal.SIGKILL}


def test_a_template_that_is_wrong_is_a_fault_and_says_where(template: Path):
    with pytest.raises(RuntimeError, match=r"names\.typ was not set"):
        list(make_in_parts(template, [[{"title": "no name"}]], at=AT))
