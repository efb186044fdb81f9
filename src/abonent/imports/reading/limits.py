"""How much a file may take, and the cell it is read in."""

from __future__ import annotations

import resource
from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """What one file may take. A reader that needs more is stopped, and the file refused."""

    memory_mb: int = 512
    file_mb: int = 1024
    unpacked_mb: int = 300
    archive_members: int = 2_000
    columns: int = 500
    cell_letters: int = 32_767
    seconds: int = 30
    seconds_per_mb: float = 2.0


def shut_in(limits: Limits, *, file_bytes: int) -> None:
    """Bound this process for good: memory, processor time, no new file, socket or child.

    With no file descriptor left to give, neither socket() nor open() can succeed; so what the reader needs is imported
    and opened before.
    """
    seconds = limits.seconds + int(file_bytes / MEGABYTE * limits.seconds_per_mb)
    _bound(resource.RLIMIT_AS, limits.memory_mb * MEGABYTE)
    _bound(resource.RLIMIT_CPU, seconds)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NPROC, 0)
    _bound(resource.RLIMIT_NOFILE, 0)


def _bound(what: int, limit: int) -> None:
    resource.setrlimit(what, (limit, limit))
