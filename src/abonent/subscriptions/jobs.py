"""What is done for subscriptions without anybody asking."""

from __future__ import annotations

from procrastinate.contrib.django import app

from abonent.kit import clock
from abonent.subscriptions.operations.promises import check_promises


@app.periodic(cron="30 4 * * *", periodic_id="subscriptions.check_promises")
@app.task(name="subscriptions.check_promises", queueing_lock="subscriptions.check_promises")
def check_all_promises(timestamp: int) -> None:
    """Once a night: can every promise be kept?"""
    check_promises(today=clock.today("UTC"))
