"""The kinds of run that folders declare, by code. `config` fills it when the program starts."""

from __future__ import annotations

from collections.abc import Iterable

from abonent.runs.kinds import RunKind

_kinds: dict[str, RunKind] = {}


def register(kinds: Iterable[RunKind]) -> None:
    """Make kinds known; a code twice is a mistake in a declaration."""
    for kind in kinds:
        if _kinds.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"run kind {kind.code} is declared twice")


def kind_of(code: str) -> RunKind:
    """The kind with a code; KeyError names those that exist."""
    try:
        return _kinds[code]
    except KeyError:
        raise KeyError(f"no run kind {code}; there are {', '.join(sorted(_kinds))}") from None


def kinds() -> list[RunKind]:
    """All kinds, by code."""
    return [_kinds[code] for code in sorted(_kinds)]
