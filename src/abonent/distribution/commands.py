"""`abonent bench distribution`."""

from __future__ import annotations

import json

import click

from abonent.distribution import benches
from abonent.kit.command_output import emit, json_option


@click.command("distribution")
@click.option("--subscriptions", default=500_000, show_default=True, help="Subscriptions that bring the issue.")
@click.option("--routes", default=4_000, show_default=True, help="Routes that have their doors.")
@json_option
def distribution_bench(subscriptions: int, routes: int) -> None:
    """Freeze an issue and make all its files; the ratio is of the freeze to COPY of the same rows into the same indexed tables."""
    result = benches.bench_distribution(subscriptions=subscriptions, routes=routes)
    emit(result.as_json(), text=json.dumps(result.as_json(), indent=1))


COMMANDS: dict[str, list[click.Command]] = {"bench": [distribution_bench]}
