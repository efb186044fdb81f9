"""History of what people edit: who, when, why, what it was after. What a run or an import changes has its history in its plan.

A table that imports or runs change between two edits keeps what a row was before each edit too (`also_before`): the latest
version in its history need not be what the editor found.

Statement level, because row level costs bulk inserts eight times as much; and silent in a transaction that has set
`abonent.run`. (A setting that was once local to a transaction reads as the empty text afterwards, never as NULL again.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import pghistory
import pgtrigger
from django.db import connection, transaction
from django.db.models import Model

from abonent.kit import clock

if TYPE_CHECKING:
    from abonent.access.models import StaffUser

Tracked = TypeVar("Tracked", bound=type[Model])

SETTINGS = "SELECT set_config('abonent.run', %s, true), set_config('pgtrigger.ignore', %s, true)"
RUN = "SELECT coalesce(current_setting('abonent.run', true), '')"
BY_A_PERSON = "nullif(current_setting('abonent.run', true), '') IS NULL"


def keep_history(*, of: str, exclude: tuple[str, ...] = (), also_before: bool = False) -> Callable[[Tracked], Tracked]:
    """Keep each version of a model's rows in `<of>_history`; columns that follow from others go into `exclude`."""
    differs = pgtrigger.Condition(f"{BY_A_PERSON} AND OLD.* IS DISTINCT FROM NEW.*")
    # Triggers fire in the order of their names, so a row before its change stands before the row after it.
    before = [pghistory.UpdateEvent("before", condition=differs, row=pghistory.Old)] if also_before else []
    name = "".join(word.capitalize() for word in of.split("_")) + "History"
    options: dict[str, Any] = {"model_name": name, "meta": {"db_table": f"{of}_history"}, "level": pgtrigger.Statement}
    return pghistory.track(
        pghistory.InsertEvent("created", condition=pgtrigger.Condition(BY_A_PERSON)),
        *before,
        pghistory.UpdateEvent("changed", condition=differs),
        pghistory.DeleteEvent("removed", condition=pgtrigger.Condition(BY_A_PERSON)),
        exclude=list(exclude),
        **options,
    )


@contextmanager
def forgetting(*, posted: bool = False) -> Iterator[None]:
    """Within a change: history may be taken away, and nothing of what goes is written into it.

    With `posted`, who somebody was may be taken out of posted rows too: for those that the law on bookkeeping lets go of.
    """
    # `pgtrigger.ignore` does the same, but cannot stand beside statements with named parameters.
    walls = {"append_only", "is_posted"} if posted else {"append_only"}
    ignored = [trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if trigger.name in walls]
    with connection.cursor() as cursor:
        cursor.execute(RUN)
        [run] = cursor.fetchone()
        cursor.execute(SETTINGS, ["forgetting", "{" + ",".join(ignored) + "}"])
        yield
        cursor.execute(SETTINGS, [run, "{}"])


@contextmanager
def change_by(actor: StaffUser | None, verb: str, *, reason: str = "") -> Iterator[None]:
    """One transaction of one change: the database hears the clock, and the history who did what and why.

    An actor of None is the program itself.
    """
    with transaction.atomic(), pghistory.context(actor=actor.pk if actor else None, verb=verb, reason=reason):
        clock.hand_over()
        yield
