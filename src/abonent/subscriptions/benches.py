"""`abonent bench renewal` and `abonent bench price_change`: plan and commit of big runs against the floor of COPY."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from abonent.catalog.models import PriceList
from abonent.catalog.rules.rounding import ROUNDINGS
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.kit import benches
from abonent.kit.benches import BenchResult, stopwatch
from abonent.runs.models import Run, RunStep
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.models import AgreedPrice, Situation, Term
from abonent.subscriptions.operations import Cohort, Raise, begin_price_change
from abonent.subscriptions.volume import LENGTHS, fill

AS_OF = date(2026, 7, 1)
PRODUCTS = 80
YEARS = 3


def bench_renewal(*, subscriptions: int, situations: int) -> BenchResult:
    """Renew `subscriptions`, all due, which share about so many situations, in a database that is thrown away."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("renewal"):
        with stopwatch(seconds, "data"):
            copies = max(1, situations // (PRODUCTS * len(LENGTHS)))
            entity = fill(subscriptions=subscriptions, products=PRODUCTS, copies=copies, years=YEARS, as_of=AS_OF)
        before = Term.objects.order_by("-pk").values_list("pk", flat=True)[0]
        benches.checkpoint()
        run = begin_run(kind="renewal", entity=entity, as_of=AS_OF, actor=None)
        with stopwatch(seconds, "plan"):
            plan_run(run=run)
        benches.checkpoint()
        approve_run(run=run, actor=None)
        with stopwatch(seconds, "commit"):
            commit_run(run=run)
        Term.objects.filter(pk__lte=before).delete()
        floor = benches.copy_floor([model._meta.db_table for model in (Term, Charge, ChargeComponent, OpenCharge)])
        detail = _detail(run, seconds, floor)
    return BenchResult("renewal", rows=detail["rows"], seconds=seconds["commit"], floor_seconds=sum(floor.values()), detail=detail)


def _detail(run: Run, seconds: dict[str, float], floor: dict[str, float]) -> dict[str, Any]:
    return {
        "terms": run.committed_rows,
        "situations": Situation.objects.filter(run=run).count(),
        "rows": sum(model._default_manager.count() for model in (Term, Charge, ChargeComponent, OpenCharge)),
        "seconds": seconds,
        "floor": floor,
        "plan_ratio": round(seconds["plan"] / sum(floor.values()), 2),
        "commit_ratio": round(seconds["commit"] / sum(floor.values()), 2),
        "steps": {step.name: round(step.seconds, 2) for step in RunStep.objects.filter(run=run).exclude(name="commit")},
        "chunk_seconds": [round(step.seconds, 2) for step in RunStep.objects.filter(run=run, name="commit")],
        "yardstick": benches.yardstick(),
    }


def bench_price_change(*, subscriptions: int, situations: int) -> BenchResult:
    """Plan a price change for `subscriptions` beside a renewal of the very same, and commit it; the database is thrown away.

    `ratio_to_renewal` is plan to plan: what a simulation costs.
    """
    seconds: dict[str, float] = {}
    with benches.throw_away_database("price_change"):
        with stopwatch(seconds, "data"):
            copies = max(1, situations // (PRODUCTS * len(LENGTHS)))
            entity = fill(subscriptions=subscriptions, products=PRODUCTS, copies=copies, years=YEARS, as_of=AS_OF)
        benches.checkpoint()
        renewal = begin_run(kind="renewal", entity=entity, as_of=AS_OF, actor=None)
        with stopwatch(seconds, "renewal_plan"):
            plan_run(run=renewal)
        benches.checkpoint()
        change = Raise(notice_on=AS_OF, effective_on=date(2026, 9, 1), percent=Decimal("4.5"), rounding=ROUNDINGS["whole"])
        run = begin_price_change(price_list=PriceList.objects.get(entity=entity), cohort=Cohort(), change=change, actor=None, today=AS_OF)
        with stopwatch(seconds, "plan"):
            plan_run(run=run)
        benches.checkpoint()
        approve_run(run=run, actor=None)
        with stopwatch(seconds, "commit"):
            commit_run(run=run)
        floor = benches.copy_floor([AgreedPrice._meta.db_table])
        detail = {
            "situations": Situation.objects.filter(run=run).count(),
            "seconds": seconds,
            "floor": floor,
            "ratio_to_renewal": round(seconds["plan"] / seconds["renewal_plan"], 2),
            "yardstick": benches.yardstick(),
        }
    return BenchResult("price_change", rows=run.committed_rows, seconds=seconds["commit"], floor_seconds=sum(floor.values()), detail=detail)
