"""Search in the manual. It is small enough to be looked through in memory; accents, order and endings of words are forgiven."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from abonent.manual.contents import CHAPTERS
from abonent.manual.pages import Page
from abonent.manual.reading import in_language

WEIGHTS = {"title": 12, "heading": 5, "text": 1}
SHORTEST_ROOT = 4
SHARE_OF_ROOT = 0.6
"""A word in another form is the same word if it begins with this share of its letters."""
LETTERS_OF_EXCERPT = 150


@dataclass(frozen=True)
class Indexed:
    """A page with the words of its title, its headings and its text, folded."""

    page: Page
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Found:
    """A page and the sentence of it that answers best."""

    page: Page
    excerpt: str


def find(text: str, language: str, names: Iterable[str], limit: int, *, all_words: bool = False) -> list[Found]:
    """Pages among `names` that speak of the words, best first; with `all_words` only those that have each of them."""
    wanted = [word for word in _words(text) if len(word) > 1]
    among = set(names)
    scores = [(_score(indexed, wanted), indexed.page) for indexed in _index(language) if indexed.page.name in among]
    enough = len(wanted) if all_words else max(1, (len(wanted) + 1) // 2)
    best = sorted((item for item in scores if item[0][0] >= enough and wanted), key=lambda item: item[0], reverse=True)
    return [Found(page, _excerpt(page, wanted)) for _points, page in best[:limit]]


def _score(indexed: Indexed, wanted: list[str]) -> tuple[int, int]:
    """How many of the words the page has, and how prominently."""
    met = {word: [kind for kind, own in indexed.words.items() if any(_same(word, other) for other in own)] for word in wanted}
    return sum(bool(kinds) for kinds in met.values()), sum(WEIGHTS[kind] for kinds in met.values() for kind in kinds)


def _same(asked: str, written: str) -> bool:
    if written.startswith(asked):
        return True
    root = max(SHORTEST_ROOT, round(len(asked) * SHARE_OF_ROOT))
    return len(asked) > SHORTEST_ROOT and written[:root] == asked[:root]


def _excerpt(page: Page, wanted: list[str]) -> str:
    blocks = [block.text for block in page.blocks if block.kind != "heading"]
    best = max(blocks, key=lambda text: sum(any(_same(word, other) for other in _words(text)) for word in wanted))
    return best if len(best) <= LETTERS_OF_EXCERPT else best[:LETTERS_OF_EXCERPT].rsplit(" ", 1)[0] + "…"


@cache
def _index(language: str) -> tuple[Indexed, ...]:
    pages = [in_language(entry.name, language) for chapter in CHAPTERS for entry in chapter.entries]
    return tuple(
        Indexed(
            page,
            {
                "title": _words(page.title),
                "heading": _words(" ".join(page.headings)),
                "text": _words(" ".join(block.text for block in page.blocks)),
            },
        )
        for page in pages
    )


def _words(text: str) -> tuple[str, ...]:
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold().replace("ł", "l")) if not unicodedata.combining(letter)
    )
    return tuple(dict.fromkeys(re.findall(r"\w+", bare)))
