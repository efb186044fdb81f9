"""`abonent bench pages`: the most used pages and effect strips over a large register - statements, time in SQL, time in all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
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


@dataclass(frozen=True)
class Asked:
    """A page, or an effect strip: what is typed in a panel and sent while the clerk types."""

    address: str
    typed: dict[str, str] = field(default_factory=dict)
    strip: str = ""

    def of(self, client: Client) -> Any:
        """The answer to it."""
        if self.strip:
            return client.post(self.address, self.typed, headers={"HX-Request": "true", "HX-Target": self.strip})
        return client.get(self.address)


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
    """Pages and effect strips, each `ROUNDS` times for other records; the ratio is the worst page's p95 to (its SQL + 15 ms)."""
    with benches.throw_away_database("pages"):
        today = clock.today("Europe/Stockholm")
        began = perf_counter()
        volume = fill(customers=customers, today=today)
        made = perf_counter() - began
        install_ready_roles()
        viewer = take_on_staff(username="bench", password="not used", full_name="B", roles=[MANAGER], entities=[volume.entity])
        asked = {**_pages(volume, customers, today), **_strips(customers, today)}
        pages = {name: _page(each, viewer) for name, each in asked.items()}
        detail = {
            "pages": pages,
            "most_statements": max(page["statements"] for page in pages.values()),
            "data_seconds": round(made, 1),
            "yardstick": benches.yardstick(),
        }
    worst = max(pages.values(), key=lambda page: page["p95_ms"] / page["allowed_ms"])
    return BenchResult("pages", rows=customers, seconds=worst["p95_ms"] / 1000, floor_seconds=worst["floor_ms"] / 1000, detail=detail)


def _pages(volume: Volume, customers: int, today: date) -> dict[str, Callable[[int], Asked]]:
    def shown(address: Callable[[int], str]) -> Callable[[int], Asked]:
        return lambda round_: Asked(address(round_))

    return {name: shown(address) for name, address in _addresses(volume, customers, today).items()}


def _addresses(volume: Volume, customers: int, today: date) -> dict[str, Callable[[int], str]]:
    """Name -> the address for a round; rounds fall on records all over the register."""
    numbers = list(
        Customer.objects.filter(pk__in=[1 + round_ * 7919 % customers for round_ in range(ROUNDS)]).values_list("number", flat=True)
    )
    subscriptions = [one.number for one in _some_subscriptions(customers)]
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


def _some_subscriptions(customers: int) -> list[Subscription]:
    """As many as there are rounds, from all over the register."""
    known = Subscription.objects.order_by("number").only("number", "subscriber_id")
    return list(known[:: max(1, customers // 2 // ROUNDS)])


def _strips(customers: int, today: date) -> dict[str, Callable[[int], Asked]]:
    """Name -> what a clerk types in a panel in a round."""
    subscriptions = _some_subscriptions(customers)
    first, last = today + timedelta(days=20), today + timedelta(days=34)
    span, day = f"{first.day}/{first.month}-{last.day}/{last.month}", f"{first.day}/{first.month}"
    door = {"to": "new", "address": "Sandvägen 3, 871 40 Norrvik", "country": "SE"}
    weekdays = [str(one) for one in range(6)]  # the paper of Monday to Saturday

    def strip(panel: str, name: str, **typed: Any) -> Callable[[int], Asked]:
        return lambda round_: Asked(f"{subscriptions[round_ % len(subscriptions)].url}{panel}/", typed, f"{name}-effect")

    def moving(round_: int) -> Asked:
        subscriber = subscriptions[round_ % len(subscriptions)].subscriber_id
        return Asked(reverse("subscriptions:move", args=[subscriber]), {"moves_on": day, **door, "invoices": "there"}, "move-effect")

    return {
        "effect of a pause": strip("pause", "pause", days=span),
        "effect of a redirect": strip("redirect", "redirect", days=span, **door, delivery_method="carrier", weekdays=weekdays),
        "effect of a move": moving,
        "effect of a stop": strip("cancellation", "stop", last_day=day, reason="moved"),
        "effect of another quantity": strip("copies", "copies", from_on=day, copies="2"),
    }


def _page(asked: Callable[[int], Asked], viewer: StaffUser) -> dict[str, Any]:
    client = Client()
    client.force_login(viewer)
    asked(0).of(client)
    rounds = [_measured(client, asked(round_)) for round_ in range(ROUNDS)]
    p95 = sorted(rounds, key=lambda one: one["ms"])[int(ROUNDS * 0.95) - 1]
    floor = p95["sql_ms"] + PROCESSOR_MS
    return {
        "p50_ms": round(sorted(one["ms"] for one in rounds)[ROUNDS // 2], 1),
        "p95_ms": round(p95["ms"], 1),
        "sql_ms": round(p95["sql_ms"], 1),
        "cpu_ms": round(p95["cpu_ms"], 1),
        "floor_ms": round(floor, 1),
        "allowed_ms": round(4 * floor, 1),
        "statements": max(one["statements"] for one in rounds),
    }


def _measured(client: Client, asked: Asked) -> dict[str, Any]:
    with _watched() as spent:
        processor = process_time()
        began = perf_counter()
        response = asked.of(client)
        took = (perf_counter() - began) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{asked.address} answered {response.status_code}")
    # With the effect comes its name, on which saving insists.
    if asked.strip and b'name="effect"' not in response.content:
        raise RuntimeError(f"{asked.address} brought no effect of {asked.typed}: {response.content.decode()}")
    return {"ms": took, "sql_ms": spent.milliseconds, "cpu_ms": (process_time() - processor) * 1000, "statements": spent.statements}


@contextmanager
def _watched() -> Iterator[Spent]:
    spent = Spent()
    with connection.execute_wrapper(spent):
        yield spent
