"""`abonent demo`: the product on a believable publisher, by one command."""

from __future__ import annotations

import os

import click

from abonent.config import supervision
from abonent.config.home import home
from abonent.kit.command_output import tell
from abonent.kit.postgres import database_url


@click.command()
@click.option("--subscribers", default=2_000, show_default=True, help="How many subscribers the publisher has.")
@click.option("--months", default=14, show_default=True, help="For how many months it has been in business.")
@click.option("--port", default=8000, show_default=True, help="Port of the web server.")
@click.option("--fresh", is_flag=True, help="Throw the data of the demo away and begin anew.")
def demo(subscribers: int, months: int, port: int, fresh: bool) -> None:
    """Make up a publisher if there is none yet, start the product on it, and print the address and three log-ins."""
    supervision.demand_free(home=home(), port=port)
    url = database_url(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abonent.config.settings")
    import django

    django.setup()
    from abonent.simulation.demo import prepare_demo, welcome

    handed_out = prepare_demo(url=url, subscribers=subscribers, months=months, fresh=fresh, tell=tell)
    address = f"http://127.0.0.1:{port}"
    supervision.up(home=home(), host="127.0.0.1", port=port, announce=lambda: click.echo(welcome(address, handed_out)))
