"""E-invoices in the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from abonent.connectors.einvoices.answers import ask_due
from abonent.connectors.einvoices.sending import send_due


@app.periodic(cron="* * * * *", periodic_id="einvoices.send")
@app.task(name="einvoices.send", queueing_lock="einvoices.send", lock="einvoices.send")
def send(timestamp: int) -> None:
    """Every minute: what waits in the outbox."""
    send_due()


@app.periodic(cron="* * * * *", periodic_id="einvoices.ask")
@app.task(name="einvoices.ask", queueing_lock="einvoices.ask", lock="einvoices.ask")
def ask(timestamp: int) -> None:
    """Every minute: what tax authorities say of what they were given."""
    ask_due()
