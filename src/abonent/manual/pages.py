"""Reads the pages: a Markdown file becomes a title, HTML that is safe to show, and blocks of plain runs for search and print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).parent / "pages"
ALLOWED_TAGS = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "kbd", "a", "blockquote", "br"}
RUN_MARKS = {"strong_open": "strong", "em_open": "em"}


@dataclass(frozen=True)
class Run:
    """Some letters of one kind: text, strong, em, code or key."""

    kind: str
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph, an item of a list, a heading, an example or lines of code. `number` counts the items of a numbered list."""

    kind: str
    runs: tuple[Run, ...]
    number: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Page:
    """One page of the manual in one language."""

    name: str
    title: str
    html: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> list[str]:
        return [block.text for block in self.blocks if block.kind == "heading"]


class PageMissing(LookupError):
    """There is no file for this page in this language."""


@cache
def page(name: str, language: str) -> Page:
    """The page as its file says it; the file's first line is its title."""
    file = FOLDER / language / f"{name}.md"
    if not file.exists():
        raise PageMissing(f"{language}/{name}")
    head, _line, body = file.read_text("utf-8").partition("\n")
    html = nh3.clean(_markdown().render(body), tags=ALLOWED_TAGS, attributes={"a": {"href"}, "kbd": {"class"}}, link_rel=None)
    return Page(name=name, title=head.removeprefix("# ").strip(), html=html.replace("<kbd>", '<kbd class="ab-key">'), blocks=_blocks(body))


@cache
def _markdown() -> MarkdownIt:
    """CommonMark with HTML let through, because a key is written <kbd>k</kbd>; nh3 takes all other tags away."""
    return MarkdownIt("commonmark", {"html": True})


def _blocks(body: str) -> tuple[Block, ...]:
    """The page in reading order; lists within lists are not used."""
    blocks: list[Block] = []
    ordered, number, quoted, heading, in_item = False, 0, False, False, False
    for token in _markdown().parse(body):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            ordered, number = token.type == "ordered_list_open", 0
        elif token.type in ("list_item_open", "list_item_close"):
            in_item = token.type == "list_item_open"
            number += in_item
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted = token.type == "blockquote_open"
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "fence":
            blocks.append(Block("code", (Run("code", token.content.rstrip()),)))
        elif token.type == "inline":
            kind = "heading" if heading else "example" if quoted else "item" if in_item else "paragraph"
            blocks.append(Block(kind, _runs(token.children or []), number if in_item and ordered else 0))
    return tuple(blocks)


def _runs(tokens: list[Token]) -> tuple[Run, ...]:
    runs: list[Run] = []
    kind = "text"
    for token in tokens:
        if token.type in RUN_MARKS:
            kind = RUN_MARKS[token.type]
        elif token.type in ("strong_close", "em_close"):
            kind = "text"
        elif token.type == "html_inline":
            kind = "key" if token.content == "<kbd>" else "text"
        elif token.type == "code_inline":
            runs.append(Run("code", token.content))
        elif token.type in ("softbreak", "hardbreak"):
            runs.append(Run(kind, " "))
        elif token.content:
            runs.append(Run(kind, token.content))
    return tuple(runs)
