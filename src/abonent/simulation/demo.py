"""What `abonent demo` needs before the product starts: a database with the demo's world, and three log-ins."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from abonent.access.roles import READY_ROLES
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.simulation.days import ZONE
from abonent.simulation.founding import CannotSimulate
from abonent.simulation.kept_worlds import let_go_of_database
from abonent.simulation.staff import LogIn, hand_out_log_ins, log_ins
from abonent.simulation.world import World, a_world
from abonent.simulation.worlds import make_or_bring_back

READY, BEING_MADE = "ready", "being made"


def prepare_demo(*, url: str, subscribers: int, months: int, fresh: bool, tell: Callable[[str], None]) -> list[LogIn]:
    """Make the database at `url` the demo's, unless it is already; with `fresh` in any case. Returns the log-ins.

    A demo that was interrupted while it was made is made anew. A database that is somebody's own is refused, even with `fresh`.
    """
    note, log_in_file = Path(settings.HOME) / "demo.json", Path(settings.HOME) / "demo-log-ins.json"
    state = json.loads(note.read_text("utf-8"))["state"] if note.exists() else None
    if state == READY and not fresh:
        call_command("migrate", verbosity=0, skip_checks=True)
        return log_ins(log_in_file)
    if state is None:
        call_command("migrate", verbosity=0, skip_checks=True)
        _demand_nobodys()
    ends_on = clock.today(ZONE) - timedelta(days=1)
    world = a_world(name="demo", subscribers=subscribers, months=months, ends_on=ends_on)
    note.write_text(json.dumps({"state": BEING_MADE}), "utf-8")
    empty_database(url)
    call_command("migrate", verbosity=0, skip_checks=True)
    make_or_bring_back(world, ends_on=ends_on, url=url, tell=tell)
    handed_out = hand_out_log_ins(log_in_file)
    note.write_text(json.dumps(_says(world, ends_on)), "utf-8")
    let_go_of_database()
    return handed_out


def empty_database(url: str) -> None:
    """Put an empty database in the place of the one at `url`; whoever is connected is disconnected."""
    let_go_of_database()
    name = sql.Identifier(str(conninfo_to_dict(url)["dbname"]))
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))


def welcome(address: str, handed_out: list[LogIn]) -> str:
    """Where the product is and who may come in, as it is printed once pages are served."""
    languages = dict(settings.LANGUAGES)
    lines = [
        f"  {log_in.username:<10} {log_in.password:<24} {log_in.full_name}, {READY_ROLES[log_in.role]}, {languages[log_in.language]}"
        for log_in in handed_out
    ]
    head = f"\nAbonent runs: {address}\n\nSign in as"
    foot = "\nEach may choose another language under the name at the top right. Stop with Ctrl-C; the data stays."
    return "\n".join([head, *lines, foot])


def _demand_nobodys() -> None:
    if LegalEntity.objects.exists():
        raise CannotSimulate("simulate.not_empty")


def _says(world: World, ends_on: date) -> dict[str, object]:
    return {"state": READY, "subscribers": world.subscribers, "months": world.months, "seed": world.seed, "ends_on": ends_on.isoformat()}
