"""Makes PDF from typst templates: many documents in one compile, by one compiler that is kept.

A template is a typst file that reads `json(bytes(sys.inputs.data))`, an object whose `documents` it sets one after the
other; drawings that several of them bear are given once, as `pictures`. Each document begins on a new page with a heading that goes into the outline, so that the parts of a joint file
can be told apart again. A batch of 100 to 250 documents is the best: below, the compiler's start dominates; above,
only memory grows (half a megabyte a page).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pikepdf
import typst
from django.core.serializers.json import DjangoJSONEncoder

from abonent.kit.typesetting import compiler

BATCH = 200
PDF = "application/pdf"
SCREEN_DOTS = 110
DRAWING = Path(__file__).with_name("drawing.typ")


@dataclass(frozen=True)
class Pages:
    """Where a document stands in a joint file: its first page, from 1, and how many it has."""

    first: int
    count: int


@dataclass(frozen=True)
class MadeDocuments:
    """One PDF and the pages of each document in it, in the order they were given."""

    content: bytes
    pages: tuple[Pages, ...]


def make(
    template: Path, documents: Sequence[Mapping[str, Any]], *, at: datetime, pictures: Mapping[str, str] | None = None
) -> MadeDocuments:
    """Set the documents one after the other; `at` is the moment written into the file, so that the same data make the same file."""
    inputs = as_inputs(documents, pictures)
    content = compiler(template).compile(format="pdf", sys_inputs=inputs, timestamp=int(at.timestamp()))
    if not isinstance(content, bytes):
        raise TypeError("a PDF is one file")
    return MadeDocuments(content, _pages(content))


def first_page(template: Path, document: Mapping[str, Any], *, pictures: Mapping[str, str]) -> bytes:
    """The first page of a document as a picture (PNG), to look at before anything is made."""
    return pages_on_screen(template, document, pictures=pictures)[0]


def pages_on_screen(template: Path, document: Mapping[str, Any], *, pictures: Mapping[str, str]) -> list[bytes]:
    """All pages of a document as pictures (PNG)."""
    made = compiler(template).compile(format="png", ppi=SCREEN_DOTS, sys_inputs=as_inputs([document], pictures))
    return cast(list[bytes], made) if isinstance(made, list) else [cast(bytes, made)]


def can_draw(drawing: str) -> bool:
    """Whether a drawing (SVG) can stand in a document."""
    try:
        compiler(DRAWING).compile(format="pdf", sys_inputs={"drawing": drawing})
    except typst.TypstError:
        return False
    return True


def merge(parts: Iterable[bytes]) -> bytes:
    """One PDF of several, in their order, with the outline of each."""
    whole = BytesIO()
    with pikepdf.new() as merged:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as source:
                _append(merged, source)
        merged.save(whole, linearize=False)
    return whole.getvalue()


def extract(content: bytes, pages: Pages) -> bytes:
    """The pages of one document taken out of a joint file; the same bytes whenever they are taken."""
    part = BytesIO()
    with pikepdf.open(BytesIO(content)) as source, pikepdf.new() as single:
        single.pages.extend(source.pages[pages.first - 1 : pages.first - 1 + pages.count])
        single.save(part, deterministic_id=True)
    return part.getvalue()


def count_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def as_inputs(documents: Sequence[Mapping[str, Any]], pictures: Mapping[str, str] | None = None) -> dict[str, str]:
    """Documents as a template reads them."""
    data = {"documents": documents, "pictures": pictures or {}}
    return {"data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)}


def _pages(content: bytes) -> tuple[Pages, ...]:
    with pikepdf.open(BytesIO(content)) as pdf:
        firsts = [number for number, _title in _outline(pdf)]
        ends = [*firsts[1:], len(pdf.pages) + 1]
        return tuple(Pages(first, end - first) for first, end in zip(firsts, ends, strict=True))


def _outline(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Page, from 1, and title of each entry of the outline."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    with pdf.open_outline() as outline:
        return [(numbers[pikepdf.Page(_target(item)).objgen], item.title) for item in outline.root]


def _target(item: pikepdf.OutlineItem) -> Any:
    """The page an entry points at."""
    return cast(Any, item.destination)[0]


def _append(merged: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    before = len(merged.pages)
    entries = _outline(source)
    merged.pages.extend(source.pages)
    with merged.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, before + number - 1) for number, title in entries)
