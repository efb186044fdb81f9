"""R6: a mail server that refuses, stalls and drops lines, and senders that are killed: states sum to the audience, nothing is accepted twice.

`ABONENT_R6_SIZE` sets how many recipients there are and `ABONENT_R6_KILLS` how often the senders are killed.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter
from datetime import timedelta

import pytest

from abonent.billing.testing import a_publisher
from abonent.billing.tests.own_database import let_go
from abonent.connectors.smtp.sending import send_waiting
from abonent.connectors.smtp.tests.mail_server import DEAD, DROPPED, LATER, SPAM, a_mail_server
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import look_after_claims
from abonent.customers.testing import a_customer
from abonent.kit import clock

pytestmark = [pytest.mark.figure, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kinds")]
SIZE = int(os.environ.get("ABONENT_R6_SIZE", "600"))
KILLS = int(os.environ.get("ABONENT_R6_KILLS", "5"))
SEED = int(os.environ.get("ABONENT_R6_SEED", "20261123"))
WORKERS = 2
State = OutgoingMessage.State
# Of a hundred recipients so many are of each sort; the others are well.
SORTS = {DEAD: 5, SPAM: 3, LATER: 5, DROPPED: 1}


def addresses(size: int) -> list[str]:
    sorts = [sort for sort, many in SORTS.items() for _one in range(many)]
    names = [f"{sorts[n % 100]}.{n}" if n % 100 < len(sorts) else f"well.{n}" for n in range(size)]
    return [f"{name}@example.com" for name in names]


def work(until: float, ahead: timedelta) -> None:
    """What the job does, again and again; some minutes ahead once all went out, so that who is to come later comes."""
    while time.monotonic() < until:
        with clock.set_to(clock.now() + ahead):
            if not send_waiting():
                return


def sent_by(workers: int, ahead: timedelta, *, killed_after: float | None) -> int:
    """Let so many processes send; returns how many of them were killed at work."""
    let_go()
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=work, args=(time.monotonic() + 300, ahead)) for _worker in range(workers)]
    for process in processes:
        process.start()
    killed = 0
    for process in processes:
        process.join(killed_after)
        if process.is_alive() and killed_after is not None:
            process.kill()
            killed += 1
        process.join()
    return killed


def test_kills_and_a_bad_server_lose_nobody_and_write_to_nobody_twice(settings, record_property):
    entity, customer = a_publisher(), a_customer("Anna", "Lindqvist")
    OutgoingMessage.objects.bulk_create(
        OutgoingMessage(kind="offer", source_id=n, entity=entity, customer=customer, address=address, language="sv", said={"n": n})
        for n, address in enumerate(addresses(SIZE))
    )
    chance = random.Random(SEED)
    kills = 0
    with a_mail_server(open_after=1) as (handler, settings.MAIL_SERVER):
        while kills < KILLS and OutgoingMessage.objects.filter(state=State.QUEUED, not_before__lte=clock.now()).exists():
            kills += sent_by(WORKERS, timedelta(0), killed_after=chance.uniform(0.1, 0.6))
        sent_by(WORKERS, timedelta(0), killed_after=None)
        sent_by(WORKERS, timedelta(minutes=6), killed_after=None)
        look_after_claims()
    states = Counter(OutgoingMessage.objects.values_list("state", flat=True))
    taken = Counter(handler.taken)
    record_property("r6", f"{SIZE} recipients, {kills} kills: {dict(states)}")
    assert set(states) <= {State.ACCEPTED, State.REFUSED, State.UNCERTAIN}
    assert sum(states.values()) == SIZE
    assert max(taken.values()) == 1
    dropped = sum(address.startswith(DROPPED) for address in addresses(SIZE))
    assert dropped <= states[State.UNCERTAIN] <= dropped + kills
    accepted = {f"<{one}@example.com>" for one in OutgoingMessage.objects.filter(state=State.ACCEPTED).values_list("public_id", flat=True)}
    assert accepted <= set(taken)
    assert len(taken) - len(accepted) <= states[State.UNCERTAIN]
    refused = sum(address.startswith((DEAD, SPAM)) for address in addresses(SIZE))
    assert states[State.REFUSED] <= refused
