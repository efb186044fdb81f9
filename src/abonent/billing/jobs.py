"""Billing in the worker: the print file of a run."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from abonent.billing.operations.printing import continue_printing
from abonent.runs.models import Run
from abonent.runs.operations import present_standstill


def print_later(run: Run, *, in_minutes: int = 0) -> None:
    """Have a worker make the print file, in the transaction of whoever asked; once if it is asked for twice."""
    try:
        with transaction.atomic():
            print_run.configure(queueing_lock=f"print {run.pk}", schedule_in={"minutes": in_minutes}).defer(run_id=run.pk)
    except AlreadyEnqueued:
        return


@app.task(name="billing.print_run")
def print_run(run_id: int) -> None:
    """Make what is missing of a print file. One that a restored backup asks for waits for the end of the standstill."""
    run = Run.objects.get(pk=run_id)
    if present_standstill():
        print_later(run, in_minutes=1)
    else:
        continue_printing(run=run)
