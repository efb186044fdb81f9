"""What folders declare about runs and acts, by code. `config` fills it when the program starts."""

from __future__ import annotations

from collections.abc import Iterable

from abonent.runs.inverses import Inverse
from abonent.runs.kinds import RunKind

_kinds: dict[str, RunKind] = {}
_inverses: dict[str, Inverse] = {}


def register(kinds: Iterable[RunKind]) -> None:
    """Make kinds known; a code twice is a mistake in a declaration."""
    for kind in kinds:
        if _kinds.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"run kind {kind.code} is declared twice")


def register_inverses(inverses: Iterable[Inverse]) -> None:
    """Make undoing verbs known; a verb twice is a mistake in a declaration."""
    for inverse in inverses:
        if _inverses.setdefault(inverse.verb, inverse) is not inverse:
            raise ValueError(f"the undoing verb {inverse.verb} is declared twice")


def kind_of(code: str) -> RunKind:
    """The kind with a code; KeyError names those that exist."""
    try:
        return _kinds[code]
    except KeyError:
        raise KeyError(f"no run kind {code}; there are {', '.join(sorted(_kinds))}") from None


def kinds() -> list[RunKind]:
    """The kinds of batches, by code; those of single cases are known to `kind_of` alone."""
    return [_kinds[code] for code in sorted(_kinds) if not _kinds[code].single_case]


def inverse_of(verb: str) -> Inverse:
    """The undoing verb that an act names."""
    return _inverses[verb]


def label_of(verb: str) -> str:
    """A verb in words; its code where no folder declares it."""
    return str(_inverses[verb].label) if verb in _inverses else verb.replace("_", " ")
