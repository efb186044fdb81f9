"""`abonent bench pages`: the most used pages over a large register - statements, time in SQL, time in all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from time import perf_counter, process_time
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.billing.models import Invoice
from abonent.customers.models import Customer
from abonent.desk.volume import Volume, fill
from abonent.kit import benches, clock
from abonent.kit.benches import BenchResult
from abonent.subscriptions.models import Subscription

ROUNDS = 20
MOST_STATEMENTS = 15
# A page may take four times its SQL and this much processor time.
PROCESSOR_MS = 15


@dataclass
class Spent:
    """What SQL took while a page was made."""

    statements: int = 0
    milliseconds: float = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = (perf_counter() - began) * 1000
            self.statements += 1
            self.milliseconds += took


def bench_pages(*, customers: int) -> BenchResult:
    """Ten pages, each `ROUNDS` times for other records; the ratio is the worst page's p95 to (its SQL + 15 ms)."""
    with benches.throw_away_database("pages"):
        today = clock.today("Europe/Stockholm")
        began = perf_counter()
        volume = fill(customers=customers, today=today)
        made = perf_counter() - began
        install_ready_roles()
        viewer = take_on_staff(username="bench", password="not used", full_name="B", roles=[MANAGER], entities=[volume.entity])
        pages = {name: _page(address, viewer) for name, address in _addresses(volume, customers, today).items()}
        detail = {
            "pages": pages,
            "most_statements": max(page["statements"] for page in pages.values()),
            "data_seconds": round(made, 1),
            "yardstick": benches.yardstick(),
        }
    worst = max(pages.values(), key=lambda page: page["p95_ms"] / page["allowed_ms"])
    return BenchResult("pages", rows=customers, seconds=worst["p95_ms"] / 1000, floor_seconds=worst["floor_ms"] / 1000, detail=detail)


def _addresses(volume: Volume, customers: int, today: date) -> dict[str, Callable[[int], str]]:
    """Name -> the address for a round; rounds fall on records all over the register."""
    numbers = list(
        Customer.objects.filter(pk__in=[1 + round_ * 7919 % customers for round_ in range(ROUNDS)]).values_list("number", flat=True)
    )
    subscriptions = list(Subscription.objects.order_by("number").values_list("number", flat=True)[:: max(1, customers // 2 // ROUNDS)])
    invoices = list(Invoice.objects.order_by("pk").values_list("pk", flat=True)[:ROUNDS])
    return {
        "home": lambda _round: reverse("desk:home") + "?role=service",
        "home, finance": lambda _round: reverse("desk:home") + "?role=finance",
        "customers": lambda _round: reverse("customers:list"),
        "customers, a name": lambda round_: reverse("customers:list") + f"?q={('and', 'lind', 'sve', 'ek')[round_ % 4]}",
        "customer": lambda round_: reverse("desk:customer", args=[numbers[round_ % len(numbers)]]),
        "search": lambda round_: reverse("desk:search") + f"?q={('anna lind', 'strandv', 'sjö', '070-12')[round_ % 4]}",
        "subscriptions": lambda _round: reverse("subscriptions:list"),
        "subscription": lambda round_: reverse("subscriptions:subscription", args=[subscriptions[round_ % len(subscriptions)]]),
        "invoices": lambda _round: reverse("billing:list"),
        "invoice": lambda round_: reverse("billing:invoice", args=[invoices[round_ % len(invoices)]]),
        "open items": lambda _round: reverse("ledger:receivables"),
        "runs": lambda _round: reverse("runs:list"),
        "run": lambda _round: reverse("runs:run", args=[volume.billing.pk]),
        "bank": lambda _round: reverse("ledger:bank"),
    }


def _page(address: Callable[[int], str], viewer: StaffUser) -> dict[str, Any]:
    client = Client()
    client.force_login(viewer)
    client.get(address(0))
    rounds = [_asked(client, address(round_)) for round_ in range(ROUNDS)]
    p95 = sorted(rounds, key=lambda asked: asked["ms"])[int(ROUNDS * 0.95) - 1]
    floor = p95["sql_ms"] + PROCESSOR_MS
    return {
        "p50_ms": round(sorted(asked["ms"] for asked in rounds)[ROUNDS // 2], 1),
        "p95_ms": round(p95["ms"], 1),
        "sql_ms": round(p95["sql_ms"], 1),
        "cpu_ms": round(p95["cpu_ms"], 1),
        "floor_ms": round(floor, 1),
        "allowed_ms": round(4 * floor, 1),
        "statements": max(asked["statements"] for asked in rounds),
    }


def _asked(client: Client, address: str) -> dict[str, Any]:
    with _watched() as spent:
        processor = process_time()
        began = perf_counter()
        response = client.get(address)
        took = (perf_counter() - began) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return {"ms": took, "sql_ms": spent.milliseconds, "cpu_ms": (process_time() - processor) * 1000, "statements": spent.statements}


@contextmanager
def _watched() -> Iterator[Spent]:
    spent = Spent()
    with connection.execute_wrapper(spent):
        yield spent
