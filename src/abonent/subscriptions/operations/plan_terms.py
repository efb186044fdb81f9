"""Plan the terms that are due: which they are by statements, what they cost once per situation in Python, then one join."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from abonent.catalog.queries import currency_exponents, price_book
from abonent.catalog.rules.pricing import OrderLine, PriceBook, Priced, Unpriced, price_situation, trace_digest
from abonent.catalog.rules.pricing import Situation as PricedBy
from abonent.charges.operations import keep_traces
from abonent.kit import statements
from abonent.subscriptions.models import Situation

SITUATIONS_AT_A_TIME = 5_000

PRICE_COLUMNS = [
    "run_id", "situation", "unit_price", "amount", "currency", "basis", "price_list_version_id", "trace_id", "description", "refusal",
]  # fmt: skip
COMPONENT_COLUMNS = [
    "run_id", "situation", "ordinal", "tax_category", "revenue_class", "deferred", "unit_id", "description", "amount",
]  # fmt: skip

WORK_TABLES = ("work_renewal", "work_step", "work_order", "work_term")


def plan_terms(*, run: int, entity: int, as_of: date, subscriptions: Sequence[int] | None = None) -> int:
    """Fill `renewal_plan` with every term of the entity that is due as of a day; returns how many.

    `run` is the key of the plan. With `subscriptions` (several hundred ids at most) only theirs are planned: a single
    subscription is a plan of one.
    """
    empty_work_tables()
    statements.run("subscriptions/find_renewals", entity=entity, as_of=as_of, subscriptions=subscriptions and list(subscriptions))
    return _plan_found(run=run, as_of=as_of)


def plan_offers(*, run: int, as_of: date, subscriptions: Sequence[int]) -> int:
    """Fill `renewal_plan` with the next term of these subscriptions and of those in `work_notice`, whenever it begins; returns how many.

    It is what the renewal run would make, priced as it prices: what a renewal notice offers.
    """
    statements.run("subscriptions/make_work_notice")
    empty_work_tables()
    statements.run("subscriptions/find_offered", subscriptions=list(subscriptions))
    return _plan_found(run=run, as_of=as_of)


def empty_work_tables() -> None:
    """Begin a plan: the work tables of the session are there, and nothing is in them."""
    for table in WORK_TABLES:
        statements.run(f"subscriptions/make_{table}")
    statements.run("subscriptions/empty_work_tables")


def _plan_found(*, run: int, as_of: date) -> int:
    """Plan the next terms of the subscriptions in `work_renewal`."""
    statements.run("subscriptions/analyze_work_renewal")
    statements.run("subscriptions/find_steps_by_month")
    statements.run("subscriptions/find_steps_by_issue")
    statements.run("subscriptions/find_steps_by_promotion")
    statements.run("subscriptions/analyze_work_step")
    price_steps(run=run, as_of=as_of)
    return statements.run("subscriptions/plan_renewals", run=run, as_of=as_of)


def price_steps(*, run: int, as_of: date, by_sold_lists: bool = False) -> None:
    """Price the steps of the session's work tables: their orders, their situations, each once. `by_sold_lists` for terms that are there."""
    statements.run("subscriptions/find_orders")
    statements.run("subscriptions/analyze_work_order")
    statements.run("subscriptions/find_terms")
    if by_sold_lists:
        statements.run("subscriptions/keep_sold_lists")
    statements.run("subscriptions/analyze_work_term")
    statements.run("subscriptions/find_situations", run=run)
    price_situations(run=run, as_of=as_of)
    statements.run("subscriptions/analyze_situation_price")
    statements.run("subscriptions/analyze_situation_component")


def price_situations(*, run: int, as_of: date) -> int:
    """Price the situations of a plan that have no price yet, each once; returns how many."""
    rows = Situation.objects.filter(run_id=run)
    ordered = {row.product_id for row in statements.rows("subscriptions/ordered_products", run=run)}
    book = price_book(
        version_ids=set(rows.exclude(price_list_version=None).values_list("price_list_version_id", flat=True).distinct()),
        product_ids=set(rows.values_list("product_id", flat=True).distinct()) | ordered,
        promotion_step_ids=set(rows.exclude(promotion_step=None).values_list("promotion_step_id", flat=True).distinct()),
    )
    exponents = currency_exponents({version.currency for version in book.versions.values()}, as_of)
    return sum(_price_chunk(run, chunk, book, exponents) for chunk in _chunks(run))


def _chunks(run: int) -> Iterator[list[Any]]:
    while chunk := statements.rows("subscriptions/unpriced_situations", run=run, at_most=SITUATIONS_AT_A_TIME):
        yield chunk


def _price_chunk(run: int, chunk: Sequence[Any], book: PriceBook, exponents: dict[str, int]) -> int:
    priced = [(row, _price(row, book, exponents)) for row in chunk]
    traces = {trace_digest(price.trace): price.trace for _row, price in priced if isinstance(price, Priced)}
    trace_ids = keep_traces(traces)
    statements.copy_in("situation_price", PRICE_COLUMNS, (_price_row(run, row, price, book, trace_ids) for row, price in priced))
    statements.copy_in("situation_component", COMPONENT_COLUMNS, _component_rows(run, priced, book))
    return len(chunk)


def _price(row: Any, book: PriceBook, exponents: dict[str, int]) -> Priced | Unpriced:
    situation = PricedBy(
        product_id=row.product_id,
        version_id=row.price_list_version_id,
        shares_from=row.shares_from,
        term_kind=row.term_kind,
        term_unit=row.term_unit,
        term_length=row.term_length,
        weekdays=row.weekdays,
        copies=row.copies,
        price_group_id=row.price_group_id,
        customer_id=row.customer_id,
        promotion_step_id=row.promotion_step_id,
        agreed_price=row.agreed_price,
        retention_percent=row.retention_percent,
        discounts_from=row.discounts_from,
        order_lines=tuple(OrderLine(*line) for line in json.loads(row.order_lines or "[]")),
    )
    version = book.versions.get(row.price_list_version_id)
    return price_situation(situation, book, exponent=exponents[version.currency] if version else 2)


def _price_row(run: int, row: Any, price: Priced | Unpriced, book: PriceBook, trace_ids: dict[str, int]) -> tuple[Any, ...]:
    description = json.dumps(
        {
            "code": "charge.term",
            "product": dict(book.products[row.product_id].name),
            "term_kind": row.term_kind,
            "term_unit": row.term_unit,
            "term_length": row.term_length,
        }
    )
    if isinstance(price, Unpriced):
        return run, row.situation, None, None, row.currency, row.basis, row.price_list_version_id, None, description, price.reason
    trace_id = trace_ids[trace_digest(price.trace)]
    version = price.version
    return (
        run, row.situation, price.unit_price, price.amount, version.currency, version.basis, version.version_id, trace_id, description, "",
    )  # fmt: skip


def _component_rows(run: int, priced: Sequence[tuple[Any, Priced | Unpriced]], book: PriceBook) -> Iterator[tuple[Any, ...]]:
    for row, price in priced:
        if isinstance(price, Unpriced):
            continue
        product = book.products[row.product_id]
        for part in price.parts:
            component = part.component
            yield (
                run, row.situation, component.ordinal, component.tax_category, component.revenue_class, product.deferred,
                product.unit_id, json.dumps(dict(component.name)), part.amount,
            )  # fmt: skip
