"""What is done for routes without anybody asking."""

from __future__ import annotations

from procrastinate.contrib.django import app

from abonent.distribution.operations import find_stops_of_new_places


@app.periodic(cron="20 2 * * *", periodic_id="distribution.find_stops")
@app.task(name="distribution.find_stops", queueing_lock="distribution.find_stops")
def find_stops(timestamp: int) -> None:
    """Once a night: doors that are new go on the routes that have their streets."""
    find_stops_of_new_places()
