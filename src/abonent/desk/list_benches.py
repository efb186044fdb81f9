"""`abonent bench lists`: every large list over a large register - first page, totals, each order and each filter by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.billing.views.invoice_list import InvoiceList
from abonent.correspondence.views.listing import InteractionList
from abonent.customers.views.listing import CustomerList
from abonent.desk.volume import fill, fill_conversations
from abonent.kit import benches, clock
from abonent.kit.benches import BenchResult, stopwatch
from abonent.ledger.views.journal import JournalList
from abonent.ledger.views.receivables import ReceivableList
from abonent.subscriptions.views.subscription_list import SubscriptionList
from abonent.ui.lists import List
from abonent.ui.lists.filters import Filter
from abonent.ui.lists.page import ListPage

LISTS: dict[str, type[List]] = {
    "customers:list": CustomerList,
    "subscriptions:list": SubscriptionList,
    "billing:list": InvoiceList,
    "ledger:receivables": ReceivableList,
    "ledger:journal": JournalList,
    "correspondence:list": InteractionList,
}
ROUNDS = 3
# What somebody waits for without wondering whether it still works (F060).
FIRST_PAGE_SECONDS, TOTALS_SECONDS = 1.0, 3.0
TYPED = {"town": "uppsala", "postal_code": "121"}
COMMON_WORD = "anders"


def bench_lists(*, customers: int) -> BenchResult:
    """Ask each list by each of its orders and filters; `seconds` is the p95 of all first pages."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("lists"):
        today = clock.today("Europe/Stockholm")
        with stopwatch(seconds, "data"):
            volume = fill(customers=customers, today=today)
            fill_conversations(until=today)
        install_ready_roles()
        viewer = take_on_staff(username="bench", password="not used", full_name="B", roles=[MANAGER], entities=[volume.entity])
        with connection.cursor() as cursor:
            # As autovacuum does within a minute (`access` 0002).
            cursor.execute("ANALYZE staff_entity")
        client = Client()
        client.force_login(viewer)
        lists = {name: _asked(client, reverse(name), _declared(name, viewer), today - timedelta(days=30)) for name in LISTS}
        yardstick = benches.yardstick()
    pages = sorted(asked["page"] for answers in lists.values() for asked in answers.values())
    totals = sorted(asked["totals"] for answers in lists.values() for asked in answers.values())
    detail = {
        "questions": len(pages),
        "page_p95": _p95(pages),
        "totals_p95": _p95(totals),
        "slow": _slow(lists),
        "lists": {name: _summary(answers) for name, answers in lists.items()},
        "data_seconds": seconds["data"],
        "yardstick": yardstick,
    }
    return BenchResult("lists", rows=customers, seconds=_p95(pages), floor_seconds=None, detail=detail)


def _declared(name: str, viewer: StaffUser) -> ListPage:
    request = RequestFactory().get(reverse(name))
    request.user = viewer
    request.resolver_match = resolve(request.path)
    return ListPage(request, LISTS[name](request))


def _asked(client: Client, address: str, page: ListPage, since: Any) -> dict[str, dict[str, float]]:
    """Question -> seconds of its first page and of its totals, each the slowest of some rounds; templates are compiled before."""
    client.get(address)
    return {
        question or "as it opens": {
            "page": _seconds(client, f"{address}?{question or 'view=all'}"),
            "totals": _seconds(client, f"{address}?{question}&part=totals"),
        }
        for question in _questions(page, since)
    }


def _questions(page: ListPage, since: Any) -> Iterator[str]:
    """The query of the list as it opens, of each order both ways, and of each filter on its own."""
    yield ""
    for name in (column.name for column in page.list.columns if column.sort):
        yield f"sort={name}"
        yield f"sort=-{name}"
    for one in page.filters:
        for values in _samples(one, since):
            yield urlencode(values)
        for how, _words in one.hows:
            if how != "not":
                yield urlencode({f"{one.name}_how": how})


def _samples(one: Filter, since: Any) -> Iterator[dict[str, Any]]:
    if one.kind == "text":
        yield {one.name: TYPED.get(one.name, COMMON_WORD)}
    elif one.kind == "choice":
        values = [value for value, _label in one.options()]  # type: ignore[attr-defined]
        yield from ({one.name: value} for value in dict.fromkeys([*values[:1], *values[-1:]]))
    elif one.kind == "boolean":
        yield from ({one.name: said} for said in ("yes", "no"))
    elif one.kind == "period":
        yield {f"{one.name}_from": since.isoformat()}
    elif one.kind == "amount":
        yield {f"{one.name}_from": "700", f"{one.name}_to": "900"}


def _seconds(client: Client, address: str) -> float:
    return round(max(_once(client, address) for _round in range(ROUNDS)), 3)


def _once(client: Client, address: str) -> float:
    began = perf_counter()
    response = client.get(address)
    took = perf_counter() - began
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return took


def _p95(times: list[float]) -> float:
    return times[int(len(times) * 0.95) - 1]


def _summary(answers: dict[str, dict[str, float]]) -> dict[str, Any]:
    worst = {part: max(answers, key=lambda question, part=part: answers[question][part]) for part in ("page", "totals")}  # type: ignore[misc]
    return {
        "questions": len(answers),
        "worst_page": {"question": worst["page"], "seconds": answers[worst["page"]]["page"]},
        "worst_totals": {"question": worst["totals"], "seconds": answers[worst["totals"]]["totals"]},
    }


def _slow(lists: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    return [
        f"{name}?{question}: page {asked['page']} s, totals {asked['totals']} s"
        for name, answers in lists.items()
        for question, asked in answers.items()
        if asked["page"] > FIRST_PAGE_SECONDS or asked["totals"] > TOTALS_SECONDS
    ]
