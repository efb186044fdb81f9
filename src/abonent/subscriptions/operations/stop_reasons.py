"""Enter the reasons for stopping that this version knows."""

from __future__ import annotations

import csv
from importlib.resources import files

from django.db import transaction

from abonent.kit import clock
from abonent.subscriptions.models import StopReason


def install_stop_reasons() -> None:
    """Enter the reasons; one that is there, changed or not, stays."""
    text = files("abonent.subscriptions.facts").joinpath("stop_reasons.csv").read_text("utf-8")
    with transaction.atomic():
        clock.hand_over()
        reasons = [StopReason(code=row.pop("code"), name=row) for row in csv.DictReader(text.splitlines())]
        StopReason.objects.bulk_create(reasons, ignore_conflicts=True)
