"""What carriers bring again with the next paper, because it was complained of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abonent.distribution.brought_along import BroughtAlong
from abonent.distribution.models.extra import AGAIN
from abonent.editions.models import Issue


def with_the_issues(issues: Sequence[Issue]) -> dict[str, Any]:
    """What comes with the next papers of the same edition."""
    return {"issues": [issue.pk for issue in issues]}


BROUGHT_ALONG = [BroughtAlong(kind=AGAIN, source=("service/copies_to_bring_again",), asked=with_the_issues)]
