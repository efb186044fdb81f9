"""What is done for lists without anybody asking: erased people leave the files, and lists whose day has come are thrown away."""

from __future__ import annotations

from procrastinate.contrib.django import app

from abonent.access.history import change_by
from abonent.external_lists.files.place import CannotWrite
from abonent.external_lists.models import ExternalList, ListRow
from abonent.external_lists.operations import empty_rows, throw_away
from abonent.external_lists.operations.versions import locked
from abonent.kit import clock


@app.periodic(cron="*/10 * * * *", periodic_id="external_lists.empty_erased")
@app.task(name="external_lists.empty_erased", queueing_lock="external_lists.empty_erased")
def empty_erased(timestamp: int) -> None:
    """Empty the rows of people who were erased, in the files as well; a file that somebody is changing is tried again later."""
    waiting = ListRow.objects.exclude(emptied_at=None).filter(emptied=False)
    for external_list in ExternalList.objects.kept().filter(pk__in=waiting.values("external_list")):
        try:
            with change_by(None, "empty_list_rows"):
                empty_rows(external_list=locked(external_list), rows=waiting.filter(external_list=external_list))
        except CannotWrite:
            continue


@app.periodic(cron="40 2 * * *", periodic_id="external_lists.throw_away_due")
@app.task(name="external_lists.throw_away_due", queueing_lock="external_lists.throw_away_due")
def throw_away_due(timestamp: int) -> None:
    """Throw lists away whose day has come where their company works."""
    for external_list in ExternalList.objects.kept().select_related("entity"):
        if external_list.ends_on <= clock.today(external_list.entity.zone):
            throw_away(external_list=external_list, actor=None)
