"""What is done about registers without anybody asking."""

from __future__ import annotations

from procrastinate.contrib.django import app

from abonent.connectors.registers.operations import DAYS_KEPT, forget_checks_of_nobody
from abonent.kit import clock


@app.periodic(cron="50 2 * * *", periodic_id="registers.forget")
@app.task(name="registers.forget", queueing_lock="registers.forget")
def forget(timestamp: int) -> None:
    """Once a night: answers about companies that nobody has registered are forgotten after a month."""
    forget_checks_of_nobody(before=clock.now() - DAYS_KEPT)
