"""Questions about charges: which one something has, why its amount is what it is."""

from __future__ import annotations

from typing import Any

from abonent.charges.models import Charge


def charge_of(*, source_kind: str, source_id: int) -> Charge | None:
    """The latest charge of a source; None if it has not written one."""
    return Charge.objects.filter(source_kind=source_kind, source_id=source_id).order_by("-ordinal").first()


def trace_of(charge: Charge) -> list[dict[str, Any]]:
    """The steps by which the amount came about; empty where none were kept."""
    return charge.trace.steps if charge.trace else []
