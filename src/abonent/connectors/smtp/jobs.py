"""Sends what waits in the outbox, a few times a minute."""

from __future__ import annotations

from contextlib import suppress

from procrastinate.contrib.django import app

from abonent.connectors.smtp.sending import NoServer, send_waiting


@app.periodic(cron="* * * * * */10", periodic_id="smtp.send")
@app.task(name="smtp.send", queueing_lock="smtp.send", lock="smtp.send")
def send(timestamp: int) -> None:
    """Send what waits; while the server cannot be reached everything waits on, and the outbox says so."""
    with suppress(NoServer):
        send_waiting()
