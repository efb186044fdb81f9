"""Benches of subscriptions: plan and commit of big runs against the floor of COPY, the copies of an issue against
a bare join, deferred revenue against bare sums."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any

from django.db import connection

from abonent.catalog.models import PriceList
from abonent.catalog.rules.rounding import ROUNDINGS
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.kit import benches, statements
from abonent.kit.benches import BenchResult, stopwatch
from abonent.runs.models import Run, RunStep
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.copies import OF_THE_ISSUE, named
from abonent.subscriptions.copies_volume import fill_with_an_issue, fill_with_charges
from abonent.subscriptions.models import AgreedPrice, Entitlement, PriceNotice, Situation, Term
from abonent.subscriptions.operations import Cohort, Raise, begin_price_change
from abonent.subscriptions.volume import LENGTHS, fill

AS_OF = date(2026, 7, 1)
PRODUCTS = 80
YEARS = 3
ROUNDS = 5
# What a renewal writes; of each subscription the row of who may read is written anew.
RENEWED = (Term, Charge, ChargeComponent, OpenCharge, Entitlement)
# The same rows with term and address, and no question whether something keeps a copy from coming or sends it elsewhere.
BARE_JOIN = """
SELECT subscription.id AS subscription_id, issue.id AS issue_id, issue.published_on, subscription.delivery_method, term.id AS term_id,
       term.copies, address.id AS address_id, address.place_id, address.care_of
FROM issue
JOIN product_component ON product_component.edition_id = issue.edition_id
JOIN subscription ON subscription.product_id = product_component.product_id
JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
JOIN term ON term.subscription_id = subscription.id AND term.during @> issue.published_on
LEFT JOIN address ON address.customer_id = subscriber.canonical_id AND address.kind = 'delivery' AND NOT address.temporary
     AND address.during @> issue.published_on
WHERE issue.id = %(issue)s::bigint
ORDER BY subscription.id
"""

# The same charges in sums by product, and no question which issues they are for.
BARE_SUM = """
SELECT term.product_id, sum(charge_component.amount) AS amount
FROM term_charge
JOIN charge_component ON charge_component.charge_id = term_charge.charge_id
JOIN term ON term.id = term_charge.term_id
GROUP BY term.product_id
"""
DEFERRED = """
SELECT term.product_id, shared.day, sum(shared.amount) AS amount, sum(shared.deferred) AS deferred
FROM ({shared}) AS shared
JOIN term ON term.id = shared.term_id
GROUP BY term.product_id, shared.day
"""


def bench_renewal(*, subscriptions: int, situations: int) -> BenchResult:
    """Renew `subscriptions`, all due, which share about so many situations, in a database that is thrown away."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("renewal"):
        with stopwatch(seconds, "data"):
            copies = -(-situations // (PRODUCTS * len(LENGTHS)))
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
        _forget_terms(until=before)
        floor = benches.copy_floor([model._meta.db_table for model in RENEWED])
        detail = _detail(run, seconds, floor)
    return BenchResult("renewal", rows=detail["rows"], seconds=seconds["commit"], floor_seconds=sum(floor.values()), detail=detail)


def _forget_terms(*, until: int) -> None:
    """Leave what the run wrote. By a statement: the ORM would first fetch what hangs on millions of terms."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM term WHERE id <= %s", [until])


def _detail(run: Run, seconds: dict[str, float], floor: dict[str, float]) -> dict[str, Any]:
    return {
        "terms": run.committed_rows,
        "situations": Situation.objects.filter(run=run).count(),
        "rows": sum(model._default_manager.count() for model in RENEWED),
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
            copies = -(-situations // (PRODUCTS * len(LENGTHS)))
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
        floor = benches.copy_floor([AgreedPrice._meta.db_table, PriceNotice._meta.db_table])
        detail = {
            "situations": Situation.objects.filter(run=run).count(),
            "seconds": seconds,
            "floor": floor,
            "ratio_to_renewal": round(seconds["plan"] / seconds["renewal_plan"], 2),
            "yardstick": benches.yardstick(),
        }
    return BenchResult("price_change", rows=run.committed_rows, seconds=seconds["commit"], floor_seconds=sum(floor.values()), detail=detail)


def bench_copies(*, subscriptions: int) -> BenchResult:
    """What becomes of each copy of one issue, into a temporary table, beside the bare join of the same rows; the best of some rounds."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("copies"):
        with stopwatch(seconds, "data"):
            issue = fill_with_an_issue(subscriptions=subscriptions, products=PRODUCTS, years=YEARS, published_on=AS_OF)
        asked = {"today": AS_OF, **named(issue)}
        due = statements.composed(OF_THE_ISSUE[0], OF_THE_ISSUE[1:])
        rounds = [(_into_a_table(due, asked), _into_a_table(BARE_JOIN, asked)) for _round in range(ROUNDS)]
        (rows, _seconds), (bare_rows, _bare_seconds) = rounds[0]
        detail = {
            "bare_rows": bare_rows,
            "terms": Term.objects.count(),
            "seconds": seconds,
            "rounds": [(round(ours[1], 2), round(bare[1], 2)) for ours, bare in rounds],
            "yardstick": benches.yardstick(),
        }
    return BenchResult(
        "copies",
        rows=rows,
        seconds=min(ours[1] for ours, _bare in rounds),
        floor_seconds=min(bare[1] for _ours, bare in rounds),
        detail=detail,
    )


def bench_deferred(*, subscriptions: int) -> BenchResult:
    """What all charges of terms have ahead before and after a month, by product, beside the bare sums of the same charges."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("deferred"):
        with stopwatch(seconds, "data"):
            fill_with_charges(subscriptions=subscriptions, products=PRODUCTS, years=YEARS, published_on=AS_OF)
        asked = {"terms": None, "days": [AS_OF - timedelta(days=1), AS_OF + timedelta(days=30)]}
        shared = DEFERRED.format(shared=statements.composed("subscriptions/deferred_of_terms", "subscriptions/money_of_terms"))
        rounds = [(_into_a_table(shared, asked), _into_a_table(BARE_SUM, {})) for _round in range(ROUNDS)]
        detail = {
            "terms": Term.objects.count(),
            "seconds": seconds,
            "rounds": [(round(ours[1], 2), round(bare[1], 2)) for ours, bare in rounds],
            "yardstick": benches.yardstick(),
        }
        rows = Charge.objects.count()
    return BenchResult(
        "deferred",
        rows=rows,
        seconds=min(ours[1] for ours, _bare in rounds),
        floor_seconds=min(bare[1] for _ours, bare in rounds),
        detail=detail,
    )


def _into_a_table(query: str, asked: dict[str, Any]) -> tuple[int, float]:
    """How many rows a query writes into a temporary table, and in how many seconds."""
    with connection.cursor() as cursor:
        began = perf_counter()
        cursor.execute(f"CREATE TEMPORARY TABLE measured AS {query}", asked)
        lasted = perf_counter() - began
        cursor.execute("SELECT count(*) FROM measured")
        (rows,) = cursor.fetchone()
        cursor.execute("DROP TABLE measured")
    return rows, lasted
