"""The bench of a freeze: all copies of an issue into their lists against COPY of the same rows, then all files against COPY TO of their bytes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from abonent.distribution.models import FrozenCopy, FrozenFile, FrozenList, FrozenSum
from abonent.distribution.operations import freezing
from abonent.distribution.operations.frozen_files import make_files
from abonent.distribution.volume import fill_with_routes
from abonent.kit import benches
from abonent.kit.benches import BenchResult, stopwatch

AS_OF = date(2026, 7, 1)
PRODUCTS = 80
YEARS = 1
FROZEN = (FrozenCopy, FrozenSum)


def bench_distribution(*, subscriptions: int, routes: int) -> BenchResult:
    """Freeze one issue of so many subscriptions on so many routes and make all its files, in a database that is thrown away."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("distribution"):
        with stopwatch(seconds, "data"):
            issue = fill_with_routes(subscriptions=subscriptions, routes=routes, products=PRODUCTS, years=YEARS, published_on=AS_OF)
        benches.checkpoint()
        run = freezing.begin_freeze(issue=issue, ways=freezing.WAYS, actor=None)
        with stopwatch(seconds, "freeze"), transaction.atomic():
            freezing.write_lists(run)
        with stopwatch(seconds, "sums"):
            freezing.sum_lists(run)
        benches.checkpoint()
        with stopwatch(seconds, "files"), transaction.atomic():
            files = make_files(run)
        peak = benches.peak_megabytes()
        size = FrozenFile.objects.aggregate(size=Sum("stored_file__size"))["size"] or 0
        text = FrozenFile.objects.filter(kind="post_file").aggregate(size=Sum("stored_file__size"))["size"] or 0
        floor = benches.copy_floor([model._meta.db_table for model in FROZEN])
        detail: dict[str, Any] = {
            "lists": FrozenList.objects.count(),
            "routes": routes,
            "files": files,
            "megabytes_of_files": round(size / benches.MEGABYTE, 1),
            "megabytes_for_the_post": round(text / benches.MEGABYTE, 1),
            "copy_out_seconds": round(_copy_out(), 2),
            "peak_mb_of_the_freeze": peak,
            "seconds": {part: round(lasted, 2) for part, lasted in seconds.items()},
            "floor": floor,
            "yardstick": benches.yardstick(),
        }
        rows = FrozenCopy.objects.count() + FrozenSum.objects.count()
    return BenchResult(
        "distribution", rows=rows, seconds=seconds["freeze"] + seconds["sums"], floor_seconds=sum(floor.values()), detail=detail
    )


def _copy_out() -> float:
    """How long the bare rows take out of the database: what no file of them can beat by much."""
    began, written = perf_counter(), BytesIO()
    with connection.cursor() as cursor, cursor.copy("COPY frozen_copy TO STDOUT") as copy:
        for piece in copy:
            written.seek(0)
            written.write(piece)
    return perf_counter() - began
