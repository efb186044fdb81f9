"""The verbs of correspondence."""

from abonent.correspondence.operations.interactions import (
    CannotCorrect,
    CannotRecord,
    correct_interaction,
    put_interaction_back,
    record_interaction,
    remove_interaction,
)
from abonent.correspondence.operations.outbox import (
    CannotSend,
    Outcome,
    at_work,
    claim_message,
    decide_message,
    look_after_claims,
    make_ready,
    queue_messages,
    send_again,
    withdraw_messages,
)
from abonent.correspondence.operations.pins import pin_note, unpin_note

__all__ = [
    "CannotCorrect",
    "CannotRecord",
    "CannotSend",
    "Outcome",
    "at_work",
    "claim_message",
    "correct_interaction",
    "decide_message",
    "look_after_claims",
    "make_ready",
    "pin_note",
    "put_interaction_back",
    "queue_messages",
    "record_interaction",
    "remove_interaction",
    "send_again",
    "unpin_note",
    "withdraw_messages",
]
