"""The verbs of charges: write them from rows that a higher folder hands over, and keep each price trace once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from abonent.charges.models import PriceTrace
from abonent.kit import statements

Steps = Sequence[Mapping[str, Any]]


def write_charges(*, charges: str, components: str, **parameters: Any) -> int:
    """Write the charges that the statements named here select, with their components; returns how many charges.

    `charges` and `components` are SELECTs of the caller's folder in the shapes that `charges/write_charges` and
    `charges/write_components` take; ids come from the sequence of `charge` by way of the caller's plan. One that is written
    already is left alone.
    """
    written = statements.run("charges/write_charges", source=charges, **parameters)
    statements.run("charges/write_components", source=components, **parameters)
    return written


def withdraw_charges(*, charges: str, **parameters: Any) -> int:
    """Take back the charges that a SELECT of the caller's folder names, as long as nobody has invoiced them; returns how many."""
    return statements.run("charges/withdraw_charges", source=charges, **parameters)


def keep_traces(traces: Mapping[str, Steps]) -> dict[str, int]:
    """Store traces by their digests, each once; returns digest -> id."""
    PriceTrace.objects.bulk_create([PriceTrace(digest=digest, steps=steps) for digest, steps in traces.items()], ignore_conflicts=True)
    return _ids(traces)


def _ids(digests: Iterable[str]) -> dict[str, int]:
    return dict(PriceTrace.objects.filter(digest__in=list(digests)).values_list("digest", "id"))
