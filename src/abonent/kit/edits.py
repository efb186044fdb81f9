"""Two people at one record: what each saw when he began decides whether what he wrote may be saved.

Changes of different fields merge. Of the same field the second is refused and shown what it said before, his own and what the other
has saved. Callers hold the row locked while they ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from abonent.kit.refusals import Refusal


class Clash(NamedTuple):
    """A field that two people changed: what it said when the later one began, his word, and what is saved."""

    before: Any
    mine: Any
    theirs: Any


class ChangedMeanwhile(Refusal):
    """A change that would overwrite what somebody else has saved meanwhile."""

    sentences = {
        "record.changed_meanwhile": _(
            "%(fields)s was changed by somebody else while you were typing. Nothing is saved; see both and choose."
        ),
        "record.gone": _("Somebody else has removed this while you were typing. Nothing is saved."),
    }

    def __init__(self, code: str, *, conflicts: Mapping[str, Clash] | None = None, **parameters: Any) -> None:
        super().__init__(code, **parameters)
        self.conflicts = dict(conflicts or {})


def demand_unchanged(*, seen: Mapping[str, Any], now: Mapping[str, Any], wanted: Mapping[str, Any], labels: Mapping[str, Any]) -> None:
    """Refuse to write `wanted` where a field says neither what was seen nor what is wanted; a field that was not seen is not asked."""
    conflicts = {
        field: Clash(seen[field], mine, now[field])
        for field, mine in wanted.items()
        if field in seen and now[field] != seen[field] and now[field] != mine
    }
    if conflicts:
        fields = ", ".join(str(labels[field]) for field in conflicts)
        raise ChangedMeanwhile("record.changed_meanwhile", fields=fields, conflicts=conflicts)


def changed_of(seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that somebody has written otherwise than he found them."""
    return {field: value for field, value in wanted.items() if field not in seen or value != seen[field]}


def changed_by_others(*, seen: Mapping[str, Any], now: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """The fields that one left alone and that say something else now: somebody else's change, which was merged with one's own."""
    return [field for field, value in wanted.items() if field in seen and value == seen[field] and now[field] != value]
