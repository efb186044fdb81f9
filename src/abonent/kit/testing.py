"""For tests of statements: run one twice and see that the second run changes nothing."""

from __future__ import annotations

from typing import Any

from abonent.kit import statements


def twice(name: str, *, source: str | None = None, **parameters: Any) -> int:
    """Run a writing statement, then again; returns what the first run wrote and demands that the second wrote nothing.

    A statement whose head says `Again   rewrites ...` may write the same rows again, but no others.
    """
    first = statements.run(name, source=source, **parameters)
    second = statements.run(name, source=source, **parameters)
    allowed = first if statements.load(name).head.again.startswith("rewrites") else 0
    assert second <= allowed, f"{name} wrote {second} rows on its second run"
    return first
