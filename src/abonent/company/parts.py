"""Kinds of business, and which parts of the product each of them uses.

A folder that not every kind needs says so in its `permissions.py`; one that says nothing belongs to all:

    BELONGS_TO = (PUBLISHER, MIXED)

`config` fills the registry.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from abonent.kit.registry import Registry

PUBLISHER, SERVICE, TRADE, MIXED = "publisher", "service", "trade", "mixed"
KINDS = [(PUBLISHER, _("Publisher")), (SERVICE, _("Service firm")), (TRADE, _("Trade and making")), (MIXED, _("Mixed"))]


@dataclass(frozen=True)
class Part:
    """A folder that belongs to some kinds of business only."""

    name: str
    kinds: tuple[str, ...]


declared_parts: Registry[Part] = Registry()


def parts_foreign_to(kind: str) -> list[str]:
    """The parts that a kind of business has no use for."""
    return [part.name for part in declared_parts if kind not in part.kinds]
