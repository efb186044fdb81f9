"""What carriers bring again with the next paper, because it was complained of."""

from __future__ import annotations

from typing import Any

from abonent.distribution.brought_along import BroughtAlong
from abonent.distribution.models.extra import AGAIN
from abonent.editions.models import Issue


def with_the_issue(issue: Issue) -> dict[str, Any]:
    """What comes with the next paper of the same edition."""
    return {"day": issue.published_on, "edition": issue.edition_id}


BROUGHT_ALONG = [BroughtAlong(kind=AGAIN, source=("service/copies_to_bring_again",), asked=with_the_issue)]
