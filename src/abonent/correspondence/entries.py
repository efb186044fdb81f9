"""What somebody says of an interaction, before it is one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from abonent.correspondence.models import Interaction


@dataclass(frozen=True, kw_only=True)
class Entry:
    """By which way it came, what was said, and what came of it."""

    kind: str = Interaction.Kind.NOTE
    direction: str = ""
    subject: str = ""
    body: str = ""
    result: str = ""
    contact_person_id: int | None = None

    @classmethod
    def of(cls, interaction: Interaction) -> Entry:
        """What an interaction says now."""
        return cls(**{name: getattr(interaction, name) for name in cls.__dataclass_fields__})

    def columns(self) -> dict[str, Any]:
        """The columns of it."""
        return asdict(self)
