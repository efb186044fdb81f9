"""The tables of what was said."""

from abonent.correspondence.models.interaction import Interaction, Matter
from abonent.correspondence.models.outgoing import OutgoingMessage
from abonent.correspondence.models.staged_notes import InteractionKey, StagedNote

__all__ = ["Interaction", "InteractionKey", "Matter", "OutgoingMessage", "StagedNote"]
