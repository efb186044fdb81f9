"""`abonent bench billing`: plan and commit of a big billing run against the floor of COPY."""

from __future__ import annotations

from typing import Any

import click

from abonent.billing.benches import bench_billing
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


def _words(result: dict[str, Any], detail: dict[str, Any]) -> str:
    seconds = detail["seconds"]
    return (
        f"{detail['committed']:,} invoices, {result['rows']:,} rows. Floor {result['floor_seconds']} s; "
        f"plan {seconds['plan']} s ({detail['plan_ratio']} of it), commit {seconds['commit']} s ({detail['commit_ratio']}), "
        f"{detail['rows_per_second']:,} rows a second, {result['peak_mb']} MB at most. Yardstick: {detail['yardstick']}"
    )


COMMANDS: dict[str, list[click.Command]] = {"bench": [billing_bench]}
