"""`abonent bench billing`: plan and commit of a big billing run. `abonent bench documents`: its invoices as PDF."""

from __future__ import annotations

from typing import Any

import click

from abonent.billing.benches import bench_billing, bench_documents
from abonent.kit.command_output import emit, json_option


@click.command("billing")
@click.option("--customers", type=click.IntRange(min=1), default=1_000_000, show_default=True, help="Customers in the register.")
@click.option("--subscriptions", type=click.IntRange(min=1), default=500_000, show_default=True, help="Charges, one per subscription.")
@click.option("--due", type=click.IntRange(min=1), default=200_000, show_default=True, help="How many of them are due.")
@json_option
def billing_bench(customers: int, subscriptions: int, due: int) -> None:
    """Bill in a database that is thrown away, beside the COPY of the same rows into the same tables."""
    result = bench_billing(customers=customers, subscriptions=subscriptions, due=due).as_json()
    emit(result, text=_words(result, result["detail"]))


@click.command("documents")
@click.option("--documents", type=click.IntRange(min=1), default=2_000, show_default=True, help="How many invoices are set.")
@json_option
def documents_bench(documents: int) -> None:
    """Set invoices as PDF in batches and keep them, beside typst alone with the same data."""
    result = bench_documents(documents=documents).as_json()
    detail = result["detail"]
    text = (
        f"{result['rows']:,} invoices, {detail['pages']:,} pages set and kept in {result['seconds']} s, {detail['per_second']} a second; "
        f"typst alone {result['floor_seconds']} s ({result['ratio']} of it). Yardstick: {detail['yardstick']}"
    )
    emit(result, text=text)


def _words(result: dict[str, Any], detail: dict[str, Any]) -> str:
    seconds = detail["seconds"]
    return (
        f"{detail['committed']:,} invoices, {result['rows']:,} rows. Floor {result['floor_seconds']} s; "
        f"plan {seconds['plan']} s ({detail['plan_ratio']} of it), commit {seconds['commit']} s ({detail['commit_ratio']}), "
        f"{detail['rows_per_second']:,} rows a second, {result['peak_mb']} MB at most. Yardstick: {detail['yardstick']}"
    )


COMMANDS: dict[str, list[click.Command]] = {"bench": [billing_bench, documents_bench]}
