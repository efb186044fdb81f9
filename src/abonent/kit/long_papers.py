"""Papers too long for one compile: set in parts, each by a child process that gives its memory back by ending."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.kit import documents
from abonent.kit.refusals import Refusal

# Each holds up to 300 MB, whatever the whole comes to.
CHILDREN = 2


class CannotSet(Refusal):
    """A paper that was not finished."""

    sentences = {
        "documents.child_ended": _(
            "The program that sets pages ended before it was done (%(ended)s), and no file was kept. Is the machine short of memory? Let it try again."
        ),
    }


def make_in_parts(template: Path, parts: Iterable[Sequence[Mapping[str, Any]]], *, at: datetime) -> Iterator[bytes]:
    """A PDF of each part, in their order; while children set some, the caller makes the next. Raises CannotSet."""
    setters = ThreadPoolExecutor(CHILDREN, thread_name_prefix="typesetting")
    try:
        under_way: deque[Future[bytes]] = deque()
        for part in parts:
            if len(under_way) == CHILDREN:
                yield under_way.popleft().result()
            under_way.append(setters.submit(_set, template, documents.as_inputs(part)["data"], at))
        while under_way:
            yield under_way.popleft().result()
    finally:
        setters.shutdown(cancel_futures=True)


def _set(template: Path, data: str, at: datetime) -> bytes:
    command = [sys.executable, "-m", "abonent.kit.typesetting", str(template), str(int(at.timestamp()))]
    child = subprocess.run(command, input=data.encode(), capture_output=True)
    if child.returncode < 0:
        raise CannotSet("documents.child_ended", ended=child.returncode)
    if child.returncode:
        raise RuntimeError(f"{template.name} was not set: {child.stderr.decode(errors='replace')[-2000:]}")
    return child.stdout
