"""History of what people edit: who, when, what it was after. What a run or an import changes has its history in its plan.

Statement level, because row level costs bulk inserts eight times as much; and silent in a transaction that has set
`abonent.run`. (A setting that was once local to a transaction reads as the empty text afterwards, never as NULL again.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db.models import Model

Tracked = TypeVar("Tracked", bound=type[Model])

BY_A_PERSON = "nullif(current_setting('abonent.run', true), '') IS NULL"


def keep_history(*, of: str, exclude: tuple[str, ...] = ()) -> Callable[[Tracked], Tracked]:
    """Keep each version of a model's rows in `<of>_history`; columns that follow from others go into `exclude`."""
    name = "".join(word.capitalize() for word in of.split("_")) + "History"
    options: dict[str, Any] = {"model_name": name, "meta": {"db_table": f"{of}_history"}, "level": pgtrigger.Statement}
    return pghistory.track(
        pghistory.InsertEvent("created", condition=pgtrigger.Condition(BY_A_PERSON)),
        pghistory.UpdateEvent("changed", condition=pgtrigger.Condition(f"{BY_A_PERSON} AND OLD.* IS DISTINCT FROM NEW.*")),
        pghistory.DeleteEvent("removed", condition=pgtrigger.Condition(BY_A_PERSON)),
        exclude=list(exclude),
        **options,
    )
