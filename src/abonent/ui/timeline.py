"""What a folder declares in its `timeline.py` to stand on a customer's timeline: `TIMELINE = [TimelineSource(...)]`.

The statement of a source gives, for `%(customers)s::bigint[]` and by the row rule for `%(viewer)s`, rows of
(at timestamptz, chip text, id bigint, said jsonb, who text): when it happened, which filter shows it, its id within the
source, what its line is made of, and who did it. The timeline puts all sources into one statement; `line` puts a row into words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from abonent.kit.registry import Registry
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True, kw_only=True)
class TimelineRow:
    """Something that happened, as its folder's statement gives it."""

    source: str
    at: datetime
    chip: str
    id: int
    said: Mapping[str, Any]
    who: str


@dataclass(frozen=True, kw_only=True)
class TimelineLine:
    """The same in words: what, in more detail, what was said at length; where it leads and how it is undone."""

    icon: str
    what: str
    detail: str = ""
    text: str = ""
    url: str = ""
    undo_url: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineSource:
    """Rows of one folder. `chips` are the filters they come under, by the code that the statement gives."""

    name: str
    statement: str
    permission: str
    chips: Mapping[str, Any]
    line: Callable[[TimelineRow, Any, Reader], TimelineLine]
    order: int = 50


declared_timeline: Registry[TimelineSource] = Registry()
