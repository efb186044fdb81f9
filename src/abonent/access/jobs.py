"""Files of long lists, in the worker."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from abonent.access.exporting import forget_files, give_up, write_file
from abonent.access.models import ListExport, StaffUser
from abonent.kit import clock

KEPT_FOR = timedelta(days=7)


def ask_for_list(*, owner: StaffUser, title: str, address: str, row_count: int) -> ListExport:
    """Have a worker write a view of a list into a file."""
    with transaction.atomic():
        export = ListExport.objects.create(owner=owner, title=title[:120], address=address, row_count=row_count)
        write_list.defer(export_id=export.pk)
    return export


@app.task(name="access.write_list")
def write_list(export_id: int) -> None:
    """Write the file of a list; whoever asked for it is told when that fails, and so is the log."""
    export = ListExport.objects.select_related("owner").get(pk=export_id)
    try:
        write_file(export=export)
    except Exception:
        give_up(export=export)
        raise


@app.periodic(cron="50 3 * * *", periodic_id="access.forget_files")
@app.task(name="access.forget_files", queueing_lock="access.forget_files")
def forget_old_files(timestamp: int) -> None:
    """Once a night: files of lists are kept for a week."""
    forget_files(before=clock.now() - KEPT_FOR)
