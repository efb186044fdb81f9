"""`abonent bench bank`."""

from __future__ import annotations

import json

import click

from abonent.kit.command_output import emit, json_option
from abonent.ledger.benches import bench_bank


@click.command("bank")
@click.option("--entries", default=100_000, show_default=True, help="Payments in the file.")
@json_option
def bank(entries: int) -> None:
    """Import, match and post a camt.054 file in a database to throw away; the floor is the reading of the file alone."""
    result = bench_bank(entries=entries).as_json()
    emit(result, text=json.dumps(result, indent=2))


COMMANDS: dict[str, list[click.Command]] = {"bench": [bank]}
