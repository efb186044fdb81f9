"""The plan that belongs to no run: what is made by hand is planned as a run plans it, and then forgotten."""

from __future__ import annotations

from django.db import connection

from abonent.subscriptions.models import RenewalPlan, Situation, SituationComponent, SituationPrice


def plan_key() -> int:
    """A key that no run and no other plan has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('run_id_seq')")
        key: int = cursor.fetchone()[0]
    return key


def forget_plan(*, run: int) -> None:
    """Drop a plan that belongs to no run, once it is made or was only a preview."""
    for table in (RenewalPlan, SituationComponent, SituationPrice, Situation):
        table.objects.filter(run_id=run).delete()
