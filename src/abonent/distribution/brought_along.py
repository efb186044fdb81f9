"""What carriers bring along besides the copies of subscribers, told by the folders that know of it.

    BROUGHT_ALONG = [BroughtAlong(kind=AGAIN, source=("service/copies_to_bring_again",), asked=of_the_issues)]

stands in a folder's `brought_along.py`; `config` fills the registry. The source gives, for what `asked(issues)` asks, rows of
(issue_id bigint, delivery_method text, of_id bigint, place_id bigint, copies integer, paper_of date, label text): with which list of which issue it goes, which row of the
folder it is, to which door, of which day the paper is if not of the issue's own, and the name on the bundle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from abonent.distribution.models.extra import OUTLET
from abonent.editions.models import Issue
from abonent.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class BroughtAlong:
    """Copies of one kind, as `source` finds them for issues."""

    kind: str
    source: Sequence[str]
    asked: Callable[[Sequence[Issue]], Mapping[str, Any]]


def draws_of_the_issues(issues: Sequence[Issue]) -> dict[str, Any]:
    """What all outlets draw of the issues."""
    return {"outlets": None, "product": None, "issues": [issue.pk for issue in issues], "first": None, "until": None}


declared_brought_along: Registry[BroughtAlong] = Registry()
BROUGHT_ALONG = [
    BroughtAlong(kind=OUTLET, source=("distribution/draws_to_bring", "distribution/draws_of_outlets"), asked=draws_of_the_issues)
]
