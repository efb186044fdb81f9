"""`abonent bench renewal`, `abonent bench price_change`, `abonent bench copies`, `abonent bench deferred`."""

from __future__ import annotations

import json

import click

from abonent.kit.command_output import emit, json_option
from abonent.subscriptions import benches


@click.command("renewal")
@click.option("--subscriptions", default=500_000, show_default=True, help="Subscriptions, all due.")
@click.option("--situations", default=5_000, show_default=True, help="Distinct situations, about.")
@json_option
def renewal_bench(subscriptions: int, situations: int) -> None:
    """Plan and commit a renewal run; the ratio is to COPY of the same rows into the same indexed tables."""
    result = benches.bench_renewal(subscriptions=subscriptions, situations=situations)
    emit(result.as_json(), text=json.dumps(result.as_json(), indent=1))


@click.command("price_change")
@click.option("--subscriptions", default=500_000, show_default=True, help="Subscriptions whose price changes.")
@click.option("--situations", default=5_000, show_default=True, help="Distinct situations, about.")
@json_option
def price_change_bench(subscriptions: int, situations: int) -> None:
    """Plan a price change beside a renewal of the same subscriptions, and commit it."""
    result = benches.bench_price_change(subscriptions=subscriptions, situations=situations)
    emit(result.as_json(), text=json.dumps(result.as_json(), indent=1))


@click.command("copies")
@click.option("--subscriptions", default=500_000, show_default=True, help="Subscriptions that bring the issue.")
@json_option
def copies_bench(subscriptions: int) -> None:
    """Say of every copy of one issue whether it is due and where it goes; the ratio is to the same join without that question."""
    result = benches.bench_copies(subscriptions=subscriptions)
    emit(result.as_json(), text=json.dumps(result.as_json(), indent=1))


@click.command("deferred")
@click.option("--subscriptions", default=500_000, show_default=True, help="Subscriptions with a term that runs.")
@json_option
def deferred_bench(subscriptions: int) -> None:
    """Say what is deferred before and after a month, by product; the ratio is to the bare sums of the same charges."""
    result = benches.bench_deferred(subscriptions=subscriptions)
    emit(result.as_json(), text=json.dumps(result.as_json(), indent=1))


COMMANDS: dict[str, list[click.Command]] = {"bench": [renewal_bench, price_change_bench, copies_bench, deferred_bench]}
