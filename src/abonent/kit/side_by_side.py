"""Parts of one piece of work done at the same time, each over a database connection of its own.

For work that the server does: while it computes, these threads wait, and each waits for a process of the server of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from django.db import connection

Part = TypeVar("Part")
Result = TypeVar("Result")


def side_by_side(work: Callable[[Part], Result], parts: Sequence[Part], *, at_once: int) -> list[Result]:
    """The results of the parts, in their order; the first fault rises once what is under way is done, the rest is not begun.

    With one at once they are done here, one after the other: inside a transaction that is the only way to see its rows.
    """
    if min(at_once, len(parts)) <= 1:
        return [work(part) for part in parts]
    workers = ThreadPoolExecutor(at_once, thread_name_prefix="side-by-side")
    try:
        # The clock is set per context, and a thread begins with an empty one.
        under_way = [workers.submit(copy_context().run, _alone, work, part) for part in parts]
        return [one.result() for one in under_way]
    finally:
        workers.shutdown(cancel_futures=True)


def _alone(work: Callable[[Part], Result], part: Part) -> Result:
    """One part; its connection goes back to the pool."""
    try:
        return work(part)
    finally:
        connection.close()
