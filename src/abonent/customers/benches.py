"""`abonent bench import`, `abonent bench search` and `abonent bench duplicates`."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from psycopg import sql

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.duplicates_volume import add_doubles, found_by_kind, right_of_proposed
from abonent.customers.likeness import lookalikes_of
from abonent.customers.models import Customer
from abonent.customers.queries import search_customers
from abonent.customers.runs import PROPOSED_FROM
from abonent.customers.volume import TABLES, file_lines, fill_register
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.kit import benches
from abonent.kit.benches import BenchResult, stopwatch
from abonent.kit.models import StoredFile
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import begin_run, plan_run

DAY = date(2026, 7, 1)
# The columns of a table that can be written, and its key.
_COLUMNS = """
SELECT
    array_agg(attribute.attname::text ORDER BY attribute.attnum) FILTER (WHERE attribute.attgenerated = ''),
    min(attribute.attname::text) FILTER (WHERE attribute.attnum = ANY(primary_key.indkey))
FROM pg_attribute AS attribute
JOIN pg_index AS primary_key ON primary_key.indrelid = attribute.attrelid AND primary_key.indisprimary
WHERE attribute.attrelid = %s::regclass AND attribute.attnum > 0 AND NOT attribute.attisdropped
"""
ROUNDS = 15


def bench_import(*, rows: int) -> BenchResult:
    """Read, check and commit a file of that many new customers, the same file again, then with a tenth of its rows changed.

    The floor of the new ones is COPY into the same tables, that of the changed ones a plain upsert of all rows.
    """
    seconds: dict[str, float] = {}
    steps: dict[str, float] = {}
    with benches.throw_away_database("import"), _a_file(rows) as file:
        batch = take_file(kind="customers", file=file, source="bench", actor=None, defaults={"default_country": "SE"})
        benches.checkpoint()
        with stopwatch(seconds, "check"):
            batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=DAY)
        with stopwatch(seconds, "commit"), _timing(steps) as progress:
            batch = commit_batch(batch=batch, actor=None, today=DAY, progress=progress)
        benches.checkpoint()
        again = take_file(kind="customers", file=file, source="bench", actor=None, defaults={"default_country": "SE"})
        with stopwatch(seconds, "same file again, check"):
            again = check_batch(batch=again, mapping=again.mapping, actor=None, today=DAY)
        with stopwatch(seconds, "same file again, commit"):
            again = commit_batch(batch=again, actor=None, today=DAY)
        with _a_file(rows, changed_each=10) as changed_file:
            changed = take_file(kind="customers", file=changed_file, source="bench", actor=None, defaults={"default_country": "SE"})
            with stopwatch(seconds, "a tenth changed, check"):
                changed = check_batch(batch=changed, mapping=changed.mapping, actor=None, today=DAY)
            with stopwatch(seconds, "a tenth changed, commit"):
                changed = commit_batch(batch=changed, actor=None, today=DAY)
        upsert = _upsert_floor(TABLES)
        taken = seconds["a tenth changed, check"] + seconds["a tenth changed, commit"]
        floor = benches.copy_floor(TABLES)
        detail = {
            "changed": changed.changed_count, "upsert": upsert, "ratio_to_upsert": round(taken / sum(upsert.values()), 2),

            "new": batch.new_count, "errors": batch.error_count, "same": again.same_count,
            "seconds": seconds, "steps": steps, "floor": floor, "rows_per_second": round(rows / (seconds["check"] + seconds["commit"])),
            "reader_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, "yardstick": benches.yardstick(),
        }  # fmt: skip
    return BenchResult("import", rows=rows, seconds=seconds["check"] + seconds["commit"], floor_seconds=sum(floor.values()), detail=detail)


def _upsert_floor(tables: Sequence[str]) -> dict[str, float]:
    """Seconds that INSERT ... ON CONFLICT DO UPDATE of all rows of each table takes, as a program without a plan would write them."""
    seconds: dict[str, float] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'bench', true)")
        for table in tables:
            cursor.execute(_COLUMNS, [table])
            columns, key = cursor.fetchone()
            named = {
                "table": sql.Identifier(table),
                "rows": sql.Identifier(f"rows_of_{table}"),
                "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
                "key": sql.Identifier(key),
                "said": sql.SQL(", ").join(
                    sql.SQL("{} = excluded.{}").format(sql.Identifier(one), sql.Identifier(one)) for one in columns if one != key
                ),
            }
            cursor.execute(sql.SQL("CREATE TEMP TABLE {rows} ON COMMIT DROP AS SELECT {columns} FROM {table}").format(**named))
            insert = "INSERT INTO {table} ({columns}) SELECT {columns} FROM {rows} ON CONFLICT ({key}) DO UPDATE SET {said}"
            with stopwatch(seconds, table):
                cursor.execute(sql.SQL(insert).format(**named))
        transaction.set_rollback(True)
    return seconds


@contextmanager
def _a_file(rows: int, *, changed_each: int = 0) -> Iterator[StoredFile]:
    key = f"bench/customers-{rows}-{changed_each}.csv"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        with path.open("w", encoding="utf-8") as written:
            written.writelines(file_lines(rows, changed_each=changed_each))
        with path.open("rb") as content:
            key = default_storage.save(key, File(content))
    try:
        yield StoredFile.objects.create(
            key=key, name="customers.csv", media_type="text/csv", sha256="", size=default_storage.size(key), owner="bench"
        )
    finally:
        default_storage.delete(key)


@contextmanager
def _timing(steps: dict[str, float]) -> Iterator[Callable[[Any, int, int], None]]:
    """Seconds from the beginning of each step to that of the next."""
    begun: list[tuple[str, float]] = []

    def progress(label: Any, place: int, of: int) -> None:
        begun.append((f"{place} {label or 'analyse'}", perf_counter()))

    yield progress
    begun.append(("", perf_counter()))
    for (label, start), (_label, end) in zip(begun, begun[1:], strict=False):
        steps[label] = round(end - start, 2)


# Twenty kinds of what clerks type; {n} is a number that differs in each round.
KINDS = {
    "common family name": "andersson",
    "common family name, three letters": "and",
    "rare family name": "cederquist",
    "beginning of a family name": "sjöst",
    "given name": "margareta",
    "given and family name": "anna lindqvist",
    "family and given name": "lindqvist anna",
    "two beginnings": "sve ström",
    "accents forgiven": "osterblad goran",
    "number": "{number}",
    "beginning of a number": "1{n:03d}",
    "mobile with blanks": "{mobile_blanks}",
    "mobile, international": "+46{mobile}",
    "end of a telephone number": "{mobile_end}",
    "e-mail, beginning": "anna.lind",
    "e-mail, whole": "{email}",
    "street and number": "storgatan {house}",
    "number and street": "{house} strandvägen",
    "postal code": "{code}",
    "name and town": "nilsson uppsala",
    "nothing of the kind": "xqzw{n}",
}


def bench_search(*, customers: int) -> BenchResult:
    """Each kind of type-ahead at the database and through the web server, on that many customers."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("search"):
        with stopwatch(seconds, "data"):
            fill_register(customers, since=DAY)
        viewer, session = _a_clerk()
        at_the_database = {
            kind: _milliseconds(lambda text: search_customers(text, viewer, limit=8, today=DAY), kind, customers) for kind in KINDS
        }
        with benches.web_server() as server:
            through_the_web = {kind: _milliseconds(lambda text: _ask(server, session, text), kind, customers) for kind in KINDS}
        detail = {
            "worst_p95_ms": {
                "database": max(found["p95"] for found in at_the_database.values()),
                "web": max(found["p95"] for found in through_the_web.values()),
            },
            "database": at_the_database,
            "web": through_the_web,
            "data_seconds": seconds["data"],
            "yardstick": benches.yardstick(),
        }
    total = sum(found["p50"] for found in at_the_database.values()) / 1000
    return BenchResult("search", rows=customers, seconds=total, floor_seconds=None, detail=detail)


def _milliseconds(ask: Callable[[str], Any], kind: str, customers: int) -> dict[str, float]:
    ask(_typed(KINDS[kind], customers))
    times = []
    for number in range(ROUNDS):
        began = perf_counter()
        ask(_typed(KINDS[kind], 1 + number * 7919 % customers))
        times.append((perf_counter() - began) * 1000)
    times.sort()
    return {"p50": round(median(times), 1), "p95": round(times[int(ROUNDS * 0.95)], 1)}


def _typed(pattern: str, customer: int) -> str:
    mobile = f"7{20000000 + customer * 7919 % 79999999}"
    return pattern.format(
        n=customer % 1000, number=100000 + customer, mobile=mobile, mobile_blanks=f"0{mobile[:2]}-{mobile[2:5]} {mobile[5:7]} {mobile[7:]}",
        mobile_end=f"{mobile[3:5]} {mobile[5:7]} {mobile[7:]}", email=f"anna.berg{customer}@example.org", house=customer % 120 + 1,
        code=f"{10000 + customer % 88000}",
    )  # fmt: skip


def _ask(server: HTTPConnection, session: str, text: str) -> None:
    headers = {"HX-Request": "true", "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
    server.request("GET", f"{reverse('desk:search')}?{urlencode({'q': text})}", headers=headers)
    answer = server.getresponse()
    answer.read()
    if answer.status != HTTPStatus.OK:
        raise RuntimeError(f"the search for {text} answered {answer.status}")


def _a_clerk() -> tuple[StaffUser, str]:
    install_ready_roles()
    viewer = StaffUser.objects.create_user("bench", "bench@example.org", "not used")
    viewer.roles.add(Role.objects.get(code="clerk"))
    client = Client()
    client.force_login(viewer)
    return viewer, client.cookies[settings.SESSION_COOKIE_NAME].value


DOUBLES = 10_000
# From here on a manager may let the commit merge unseen; the bench says how often that would be right.
SURE_FROM = 70


def bench_duplicates(*, customers: int) -> BenchResult:
    """Compare a register with itself in which 10,000 doubles are known (a tenth of it, if it is smaller); the floor is COPY of its traits."""
    seconds: dict[str, float] = {}
    doubles = min(DOUBLES, customers // 10)
    with benches.throw_away_database("duplicates"):
        with stopwatch(seconds, "data"):
            fill_register(customers, since=DAY)
            add_doubles(customers, doubles, since=DAY)
        run = begin_run(kind="duplicates", entity=_a_company(), as_of=DAY, actor=None)
        benches.checkpoint()
        with stopwatch(seconds, "run"):
            run = plan_run(run=run)
        found = found_by_kind(run.pk)
        known, hits = (sum(counts) for counts in zip(*found.values(), strict=True))
        typed = sorted(_typing_milliseconds(customers))
        floor = benches.copy_floor(("customer", "address", "contact_point"))
        detail = {
            "recall": round(hits / known, 4),
            "recall_by_kind": {kind: round(right / of, 4) for kind, (of, right) in found.items()},
            "precision": {str(points): _precision(run.pk, points) for points in (PROPOSED_FROM, SURE_FROM)},
            "known": known, "proposed": run.planned_rows, "crowded_signs": run.parameters["crowded"],
            "typing_ms": {"p50": round(median(typed), 1), "p95": round(typed[int(len(typed) * 0.95)], 1)},
            "customers_per_second": round(customers / seconds["run"]), "seconds": seconds, "floor": floor, "yardstick": benches.yardstick(),
        }  # fmt: skip
    return BenchResult("duplicates", rows=customers, seconds=seconds["run"], floor_seconds=sum(floor.values()), detail=detail)


def _precision(run: int, points: int) -> float:
    proposed, right = right_of_proposed(run, at_least=points)
    return round(right / proposed, 4) if proposed else 1.0


def _typing_milliseconds(customers: int) -> Iterator[float]:
    """How long it takes to say who looks like a customer: what a typed form asks."""
    for number in range(ROUNDS * 2):
        asked = Customer.objects.get(pk=1 + number * 7919 % customers)
        began = perf_counter()
        lookalikes_of(asked)
        yield (perf_counter() - began) * 1000


def _a_company() -> LegalEntity:
    return LegalEntity.objects.create(
        code="bench", name="Bench AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="", vat_number="",
        street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
