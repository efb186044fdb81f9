"""What is done for distribution without anybody asking: doors that are new find their routes; issues are frozen at their cut-off where their
hand-over says so; old files go."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from abonent.distribution.operations import find_stops_of_new_places
from abonent.distribution.operations.freezing import CannotFreeze, begin_freeze
from abonent.distribution.operations.frozen_files import forget_frozen_files
from abonent.distribution.operations.rounds import forget_books
from abonent.distribution.tonight import to_freeze_by_itself
from abonent.kit import clock
from abonent.runs.jobs import go_on_later
from abonent.runs.operations import CannotRun, commits_are_held

# The papers are read long before; complaints come within days.
FILES_KEPT_FOR = timedelta(days=35)


@app.periodic(cron="20 2 * * *", periodic_id="distribution.find_stops")
@app.task(name="distribution.find_stops", queueing_lock="distribution.find_stops")
def find_stops(timestamp: int) -> None:
    """Once a night: doors that are new go on the routes that have their streets."""
    find_stops_of_new_places()


@app.periodic(cron="* * * * *", periodic_id="distribution.freeze_by_itself")
@app.task(name="distribution.freeze_by_itself", queueing_lock="distribution.freeze_by_itself")
def freeze_by_itself(timestamp: int) -> None:
    """Every minute: the issues whose cut-off has passed. One that another freeze keeps waiting has its turn a minute later."""
    if commits_are_held():
        return
    for issue, way in to_freeze_by_itself(clock.now()):
        try:
            with transaction.atomic():
                go_on_later(begin_freeze(issue=issue, ways=[way], actor=None))
        except (CannotFreeze, CannotRun):
            continue


@app.periodic(cron="20 4 * * *", periodic_id="distribution.forget_frozen_files")
@app.task(name="distribution.forget_frozen_files", queueing_lock="distribution.forget_frozen_files")
def forget_old_files(timestamp: int) -> None:
    """Once a night: the content of files that nobody needs any more."""
    long_ago = clock.now() - FILES_KEPT_FOR
    forget_frozen_files(before=long_ago)
    forget_books(before=long_ago.date())
