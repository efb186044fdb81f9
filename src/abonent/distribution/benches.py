"""The bench of a freeze: all copies of an issue into their lists against COPY of the same rows; then its files, each beside what it cannot beat."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from abonent.distribution.list_lines import lines_by_route, pieces_of, said_of, some_lines_of, sorting_of
from abonent.distribution.models import FrozenCopy, FrozenFile, FrozenList, FrozenSum
from abonent.distribution.operations import freezing
from abonent.distribution.operations.frozen_files import make_files
from abonent.distribution.rules.layout import Writer
from abonent.distribution.volume import fill_with_routes
from abonent.kit import benches, clock, statements
from abonent.kit.batches import batched
from abonent.kit.benches import BenchResult, stopwatch
from abonent.kit.long_papers import make_in_parts
from abonent.runs.models import Run

AS_OF = date(2026, 7, 1)
PRODUCTS = 80
YEARS = 1
ROUNDS = 3
FROZEN = (FrozenCopy, FrozenSum)
# The same rows with door, route and place in its walk, and no question whether something keeps a copy from coming or sends it elsewhere.
BARE_JOIN = """
SELECT subscription.id AS subscription_id, subscription.delivery_method, term.copies, address.place_id, address.care_of,
       route_stretch.route_id, route_stop.position
FROM issue
JOIN product_component ON product_component.edition_id = issue.edition_id
JOIN subscription ON subscription.product_id = product_component.product_id
JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
JOIN term ON term.subscription_id = subscription.id AND term.during @> issue.published_on
LEFT JOIN address ON address.customer_id = subscriber.canonical_id AND address.kind = 'delivery' AND NOT address.temporary
     AND address.during @> issue.published_on
LEFT JOIN route_stop ON route_stop.place_id = address.place_id
LEFT JOIN route_stretch ON route_stretch.id = route_stop.stretch_id
WHERE issue.id = %(issue)s::bigint
ORDER BY subscription.id
"""
# The addresses of a route one below the other and nothing else: what the type setter needs for the text alone.
BARE_LIST = "#for route in json(bytes(sys.inputs.data)).documents { pagebreak(weak: true); route.text }"
ROUTES_AT_A_TIME = 100


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
            freezing.write_extras(run)
            freezing.write_walks(run)
        _measure_questions(run, seconds)
        benches.checkpoint()
        with stopwatch(seconds, "files"), transaction.atomic():
            files = make_files(run)
        carried = FrozenList.objects.select_related("issue__edition__title__entity").get(run=run, delivery_method="carrier")
        with stopwatch(seconds, "bare_lists"):
            _set_bare_lists(carried)
        lines, file_bytes = _measure_press_file(carried, seconds)
        floor = benches.copy_floor([model._meta.db_table for model in FROZEN])
        freeze = seconds["freeze"] + seconds["sums"]
        detail: dict[str, Any] = {
            "lists": FrozenList.objects.count(),
            "routes": routes,
            "files": files,
            "megabytes_of_files": _megabytes(FrozenFile.objects.aggregate(size=Sum("stored_file__size"))["size"] or 0),
            "press_file": {"lines": lines, "megabytes": _megabytes(file_bytes)},
            "freeze_to_bare_join_and_copy": _ratio(freeze, seconds["bare_join"] + sum(floor.values())),
            "press_file_to_copy": _ratio(seconds["press_file"], seconds["copy_of_press_file"]),
            "files_to_bare_lists": _ratio(seconds["files"], seconds["bare_lists"]),
            "peak_mb_of_a_child": benches.peak_megabytes_of_children(),
            "seconds": {part: round(lasted, 2) for part, lasted in seconds.items()},
            "floor": floor,
            "yardstick": benches.yardstick(),
        }
        rows = FrozenCopy.objects.count() + FrozenSum.objects.count()
    return BenchResult("distribution", rows=rows, seconds=freeze, floor_seconds=sum(floor.values()), detail=detail)


def _measure_questions(run: Run, seconds: dict[str, float]) -> None:
    """What is frozen and the bare join, each into a temporary table; the best of some rounds."""
    asked = freezing.as_known(freezing.issue_of(run), run.as_of)
    questions = {"question": statements.composed(freezing.ROUTED[0], freezing.ROUTED[1:]), "bare_join": BARE_JOIN}
    for part, question in questions.items():
        rounds: list[float] = []
        for _round in range(ROUNDS):
            one: dict[str, float] = {}
            with transaction.atomic(), connection.cursor() as cursor, stopwatch(one, part):
                cursor.execute(f"CREATE TEMPORARY TABLE answered ON COMMIT DROP AS {question}", asked)
            rounds.append(one[part])
        seconds[part] = min(rounds)


def _set_bare_lists(frozen: FrozenList) -> None:
    """The addresses of all routes, as the books have them, set as bare lists."""
    by_route = groupby(lines_by_route(frozen, sorting_of(frozen.issue, frozen.delivery_method).profile), key=lambda row: row.route_id)
    texts = ({"text": "\n".join(f"{row.street} {row.house}" for row in rows)} for _route, rows in by_route)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        template = Path(folder) / "bare_list.typ"
        template.write_text(BARE_LIST, "utf-8")
        for _content in make_in_parts(template, batched(texts, ROUTES_AT_A_TIME), at=clock.now()):
            pass


def _measure_press_file(frozen: FrozenList, seconds: dict[str, float]) -> tuple[int, int]:
    """All copies of a list as a file for the press, against COPY of the same lines out of the database; its lines and bytes."""
    sorting = sorting_of(frozen.issue, frozen.delivery_method)
    with tempfile.TemporaryFile() as written, transaction.atomic(), connection.cursor() as cursor:
        with stopwatch(seconds, "press_file"):
            writer = Writer(sorting.profile.layout)
            rows = some_lines_of(frozen, sorting.profile, at_most=None)
            written.writelines(writer.row(values) for values in said_of(pieces_of(rows, sorting), sorting))
        size = written.tell()
        written.seek(0)
        cursor.execute("CREATE TEMPORARY TABLE press_line (line text) ON COMMIT DROP")
        with cursor.copy("COPY press_line FROM STDIN") as copy:
            for line in _decoded(written, sorting.profile.layout.encoding):
                copy.write_row([line])
        with (
            stopwatch(seconds, "copy_of_press_file"),
            tempfile.TemporaryFile() as copied,
            cursor.copy("COPY press_line TO STDOUT") as copied_out,
        ):
            copied.writelines(copied_out)
    return writer.lines, size


def _decoded(file: Any, encoding: str) -> Iterator[str]:
    return (line.decode(encoding).rstrip("\r\n") for line in file)


def _ratio(lasted: float, floor: float) -> float | None:
    """None where there is so little that the floor takes no time at all."""
    return round(lasted / floor, 2) if floor else None


def _megabytes(size: int) -> float:
    return round(size / benches.MEGABYTE, 1)
