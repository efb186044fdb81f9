"""`abonent simulate`: make up a publisher and live its months in an empty database."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from abonent.kit import clock
from abonent.kit.command_output import emit, json_option, tell
from abonent.simulation.days import ZONE
from abonent.simulation.world import MONTHS, SEED, a_world
from abonent.simulation.worlds import digest, make_world, sums, times


@click.command()
@click.option("--subscribers", default=2_000, show_default=True, help="How many subscribers there are in the end.")
@click.option("--months", default=MONTHS, show_default=True, help="How many months they have been with us.")
@click.option("--seed", default=SEED, show_default=True, help="One seed makes one publisher, to the cent.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day that is lived; yesterday if left out.")
@click.option("--check-books", "checked", is_flag=True, help="Check the books at the end of each month.")
@json_option
def simulate(subscribers: int, months: int, seed: int, until: datetime | None, checked: bool) -> None:
    """Make up a publisher in an empty database: a daily and a magazine, their subscribers, invoices and payments."""
    ends_on = until.date() if until else clock.today(ZONE) - timedelta(days=1)
    world = a_world(name="simulated", subscribers=subscribers, months=months, seed=seed, ends_on=ends_on)
    diary = make_world(world, ends_on=ends_on, tell=tell, checked=checked)
    result = {
        "subscribers": subscribers,
        "months": months,
        "seed": seed,
        "first": world.starts_on,
        "latest": ends_on,
        "done": diary.done,
        "seconds": {name: round(seconds, 2) for name, seconds in diary.seconds.items()},
        "sums": sums(),
        "digest": digest(),
    }
    emit(result, text="\n".join([*times(diary), f"digest {result['digest']}"]))


COMMANDS: dict[str, list[click.Command]] = {"": [simulate]}
