"""Papers that are set together count their own pages, as each of them does alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from abonent.config.tests.source import PACKAGE
from abonent.kit import clock, documents

NINETY = range(90)
PAPERS: dict[str, dict[str, Any]] = {
    "ui/lists/list.typ": {
        "filters": [], "counted": "90", "printed": "", "columns": [{"label": "Name", "numeric": False, "width": 5}],
        "rows": [["Anna"] for _row in NINETY], "totals": [""],
    },
    "subscriptions/documents/pick_list.typ": {
        "about": "", "head": ["1", "2", "3", "4", "5"],
        "groups": [{"name": "Umbrella", "count": "90", "rows": [["1", "Anna", "Storgatan 1", "1"] for _row in NINETY]}],
    },
    "manual/documents/manual.typ": {"edition": "", "contents": "Contents", "chapters": [{"label": "Bank", "pages": []}] * 2},
}  # fmt: skip


@pytest.mark.parametrize("template", PAPERS)
def test_each_of_two_papers_has_pages_1_to_3_of_3(template: str):
    paper = {"language": "en", "title": "A paper", "page_words": "Page {page} of {pages}", **PAPERS[template]}
    content = documents.make(Path(PACKAGE) / template, [paper, paper], at=clock.now()).content
    feet = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert ["Page 1 of 3" in foot for foot in feet] == [True, False, False] * 2
    assert ["Page 3 of 3" in foot for foot in feet] == [False, False, True] * 2
