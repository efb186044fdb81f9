"""What people did in the ledger, and the verb that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abonent.access.models import StaffUser
from abonent.runs.models import Act


def remember(verb: str, kind: str, ids: Sequence[int], *, actor: StaffUser | None, inverse: str = "", **arguments: Any) -> Act:
    """Write down an act with the operation of the ledger that undoes it, if one does."""
    undoing = {"verb": f"ledger.{inverse}", "arguments": arguments} if inverse else None
    return Act.objects.create(verb=f"ledger.{verb}", subject_kind=kind, subject_ids=list(ids), inverse=undoing, actor=actor)
