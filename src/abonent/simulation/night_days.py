"""What circulation does at night: tomorrow's papers are frozen, for those weeks that the night board looks back on."""

from __future__ import annotations

from datetime import date, timedelta

from abonent.catalog.models import Edition
from abonent.distribution.operations.freezing import WAYS, begin_freeze
from abonent.editions.models import Issue
from abonent.runs.operations import commit_run
from abonent.simulation.life import Life
from abonent.subscriptions.models import Subscription


def freeze_tomorrow(life: Life, day: date) -> int:
    """Freeze the papers of the day after in the ways in which anything goes out; returns how many lists that are."""
    used = set(Subscription.objects.order_by().values_list("delivery_method", flat=True).distinct())
    papers = Issue.objects.filter(published_on=day + timedelta(days=1)).exclude(edition__medium=Edition.ELECTRONIC)
    runs = [
        commit_run(run=begin_freeze(issue=issue, ways=[way for way in WAYS if way in used], actor=life.manager))
        for issue in papers.select_related("edition__title__entity").order_by("pk")
    ]
    return sum(run.committed_rows for run in runs)
