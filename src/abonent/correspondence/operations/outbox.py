"""The outbox: put messages in, claim them one by one, note what became of each; nothing twice, nothing lost.

The claim is committed before the dialogue with the mail server, the decision after it (`reliability`, outbox per recipient).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from secrets import randbits
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.correspondence.message_kinds import Words, declared_message_kinds, kind_of
from abonent.correspondence.models import OutgoingMessage
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

State = OutgoingMessage.State

# After each temporary refusal a message waits longer; after the last it is refused for good. Servers ask for at least four days or
# some hours (RFC 5321, 4.5.4.1); a bill that waits longer than a day had better be seen by a person.
WAITS = [timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=16)]
# An uncertain message that must arrive is sent again after so long: a server that has it will have told its next hop.
UNCERTAIN_FOR = timedelta(minutes=10)
AHEAD = 50
WITHDRAWN = "withdrawn"


class CannotSend(Refusal):
    """A message that cannot be sent, or sent again."""

    sentences = {
        "outbox.not_final": _("This message is still on its way."),
        "outbox.left": _("These messages have left already."),
    }


@dataclass(frozen=True)
class Outcome:
    """What the mail server made of a message: a state, its answer, and whether it is worth another try later."""

    state: str
    answer: str = ""
    is_temporary: bool = False


def queue_messages(*, kind: str, source: Any, actor: StaffUser | None, ordinal: int = 1, **asked: Any) -> int:
    """Put what a statement finds into the outbox, in the caller's transaction; returns how many messages are new."""
    return statements.run(
        "correspondence/queue_messages", source=source, kind=kind, ordinal=ordinal, actor=actor.pk if actor else None, **asked
    )


def withdraw_messages(*, messages: QuerySet[OutgoingMessage]) -> int:
    """Of these messages those that still wait are not to be sent after all; returns how many. Refused where all have left."""
    with transaction.atomic():
        clock.hand_over()
        withdrawn = messages.filter(state=State.QUEUED).update(state=State.SUPPRESSED, answer=WITHDRAWN, decided_at=clock.now())
        if not withdrawn:
            raise CannotSend("outbox.left")
    return withdrawn


def send_again(*, message: OutgoingMessage, actor: StaffUser | None, address: str = "") -> OutgoingMessage:
    """The same message once more as a new one, perhaps to another address; the old one stays as it ended."""
    with transaction.atomic():
        clock.hand_over()
        latest = OutgoingMessage.objects.select_for_update().filter(kind=message.kind, source_id=message.source_id).latest("ordinal")
        if latest.state not in OutgoingMessage.FINAL:
            raise CannotSend("outbox.not_final")
        again = OutgoingMessage.objects.create(
            kind=latest.kind,
            source_id=latest.source_id,
            ordinal=latest.ordinal + 1,
            entity=latest.entity,
            customer=latest.customer,
            address=address or latest.address,
            language=latest.language,
            said=latest.said,
            queued_by=actor,
        )
        record_act(
            actor=actor,
            verb="send_again",
            subject_kind="outgoing_message",
            subject_ids=[again.pk],
            inverse={"verb": "withdraw_message", "message": again.pk},
        )
    return again


@contextmanager
def at_work() -> Iterator[int]:
    """The number of a worker while it lives: whoever holds its advisory lock is alive, and its claims are its own."""
    worker = randbits(62)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [worker])
        try:
            yield worker
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [worker])


def look_after_claims() -> None:
    """Give up the claims of dead workers; send again, once, what must arrive and is uncertain."""
    must_arrive = [kind.code for kind in declared_message_kinds if not kind.is_offer]
    with transaction.atomic():
        clock.hand_over()
        statements.run("correspondence/give_up_claims_of_dead")
        statements.run("correspondence/send_uncertain_again", kinds=must_arrive, wait=UNCERTAIN_FOR)


def make_ready() -> int:
    """Look at the next messages: leave out what is not wanted any more, have the files of the rest made at once. Returns how many are next."""
    due = OutgoingMessage.objects.filter(state=State.QUEUED, not_before__lte=clock.now()).order_by("not_before", "pk")
    by_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for key, code, source in due.values_list("pk", "kind", "source_id")[:AHEAD]:
        by_kind[code][key] = source
    return sum(_make_ready(code, sources) for code, sources in by_kind.items())


def claim_message(*, worker: int) -> OutgoingMessage | None:
    """The next message, claimed for a worker and committed; None if none waits."""
    with transaction.atomic():
        clock.hand_over()
        claimed = statements.row("correspondence/claim_message", worker=worker)
    return OutgoingMessage.objects.select_related("entity").get(pk=claimed.id) if claimed else None


def decide_message(*, message: OutgoingMessage, worker: int, outcome: Outcome, words: Words | None = None) -> None:
    """Note what became of a claimed message; one that was refused for now waits, each time longer."""
    waits = outcome.is_temporary and message.attempts <= len(WAITS)
    state = State.QUEUED if waits else outcome.state
    with transaction.atomic():
        clock.hand_over()
        decided = statements.run(
            "correspondence/decide_message",
            message=message.pk,
            worker=worker,
            state=state,
            answer=outcome.answer[:300],
            subject=words.subject if words else "",
            body=words.body if words else "",
            wait=WAITS[message.attempts - 1] if waits else timedelta(0),
        )
        if decided and state == State.ACCEPTED:
            kind_of(message.kind).accepted(message)


def _make_ready(code: str, sources: dict[int, int]) -> int:
    kind = kind_of(code)
    if kind.unwanted:
        with transaction.atomic():
            clock.hand_over()
            statements.run("correspondence/suppress_messages", source=kind.unwanted, ids=list(sources))
    wanted = OutgoingMessage.objects.filter(pk__in=list(sources), state=State.QUEUED).values_list("source_id", flat=True)
    kind.prepare(sorted(set(wanted)))
    return len(wanted)
