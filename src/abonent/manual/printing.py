"""The manual on paper: each sheet says version and day, for paper grows old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import abonent
from abonent.kit import clock, documents
from abonent.manual.pages import Page
from abonent.manual.reading import ReadChapter

TEMPLATE = Path(__file__).parent / "documents" / "manual.typ"


def one_page(page: Page, *, language: str, on: date) -> bytes:
    """A single page as PDF."""
    return _made({**_frame(page.title, language, on), "chapters": [{"label": "", "pages": [_said(page)]}], "contents": ""})


def whole(chapters: Sequence[ReadChapter], *, language: str, on: date) -> bytes:
    """All chapters as one PDF."""
    said = [{"label": str(read.chapter.label), "pages": [_said(page) for page in read.pages]} for read in chapters]
    return _made({**_frame(_("Manual of Abonent"), language, on), "chapters": said, "contents": _("Contents")})


def _frame(title: str, language: str, on: date) -> dict[str, Any]:
    return {
        "title": title,
        "language": language,
        "edition": _("Abonent %(version)s, printed %(day)s") % {"version": abonent.__version__, "day": on.isoformat()},
        "page_words": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _said(page: Page) -> dict[str, Any]:
    return {"title": page.title, "blocks": [asdict(block) for block in page.blocks]}


def _made(document: dict[str, Any]) -> bytes:
    return documents.make(TEMPLATE, [document], at=clock.now()).content
