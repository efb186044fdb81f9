"""The verbs of correspondence."""

from abonent.correspondence.operations.interactions import (
    CannotCorrect,
    CannotRecord,
    correct_interaction,
    put_interaction_back,
    record_interaction,
    remove_interaction,
)
from abonent.correspondence.operations.pins import pin_note, unpin_note

__all__ = [
    "CannotCorrect",
    "CannotRecord",
    "correct_interaction",
    "pin_note",
    "put_interaction_back",
    "record_interaction",
    "remove_interaction",
    "unpin_note",
]
