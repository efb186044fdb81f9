"""What a folder declares in its `search.py` to be found by the one search box: `SEARCH = [SearchSource(...)]`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from abonent.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found. `why` says in words which part of it the text was found in; `exact` hits are jumped to."""

    label: str
    url: str
    icon: str
    detail: str = ""
    why: str = ""
    exact: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """Where to look: `find(text, viewer, limit)` gives at most `limit` hits, best first, within the type-ahead's time.

    With an empty text a source gives what the viewer looked at latest, or nothing.
    """

    name: str
    label: Any
    find: Callable[[str, Any, int], Sequence[Hit]]
    permission: str
    order: int = 50


declared_sources: Registry[SearchSource] = Registry()
