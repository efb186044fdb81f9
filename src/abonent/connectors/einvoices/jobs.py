"""E-invoices in the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from abonent.connectors.einvoices.sending import send_due


@app.periodic(cron="* * * * *", periodic_id="einvoices.send")
@app.task(name="einvoices.send", queueing_lock="einvoices.send", lock="einvoices.send")
def send(timestamp: int) -> None:
    """Every minute: what waits in the outbox."""
    send_due()
