"""Documents: many in one compile, told apart again, joined, and the same for the same data."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from abonent.kit.documents import Pages, extract, make, merge

AT = datetime(2026, 7, 1, tzinfo=UTC)
TEMPLATE = """
#set page(width: 60mm, height: 40mm, margin: 5mm)
#set text(font: "Source Sans Pro")
#let data = json(bytes(sys.inputs.data))
#for doc in data.documents {
  page({
    heading(doc.name)
    for word in range(doc.words) [word #word ]
  })
}
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "letter.typ"
    file.write_text(TEMPLATE, "utf-8")
    return file


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_each_document_of_a_batch_knows_its_pages(template: Path):
    made = make(template, [{"name": "Åsa Źdźbło", "words": 3}, {"name": "Őrsi", "words": 90}, {"name": "Eva", "words": 1}], at=AT)
    assert made.pages[0] == Pages(1, 1)
    assert made.pages[1].count > 1
    assert made.pages[2] == Pages(made.pages[1].first + made.pages[1].count, 1)
    assert "Åsa Źdźbło" in texts(made.content)[0]


def test_a_document_taken_out_has_its_own_pages_and_no_others(template: Path):
    made = make(template, [{"name": "Anna", "words": 3}, {"name": "Berit", "words": 90}], at=AT)
    part = texts(extract(made.content, made.pages[1]))
    assert len(part) == made.pages[1].count
    assert "Berit" in part[0]
    assert not any("Anna" in text for text in part)


def test_a_joint_file_has_all_pages_in_order_and_an_outline_of_all(template: Path):
    first = make(template, [{"name": "Anna", "words": 3}, {"name": "Berit", "words": 3}], at=AT)
    second = make(template, [{"name": "Cecilia", "words": 3}], at=AT)
    joint = merge([first.content, second.content])
    assert [text.split()[0] for text in texts(joint)] == ["Anna", "Berit", "Cecilia"]
    with pikepdf.open(BytesIO(joint)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Anna", "Berit", "Cecilia"]


def test_the_same_data_make_the_same_file(template: Path):
    letters = [{"name": "Anna", "words": 3}]
    assert make(template, letters, at=AT).content == make(template, letters, at=AT).content
