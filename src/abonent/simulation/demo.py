"""What `abonent demo` needs before the product starts: a database with the demo's world, and three log-ins."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from abonent.access.roles import READY_ROLES
from abonent.kit import clock
from abonent.simulation.days import ZONE, live
from abonent.simulation.for_a_look import prepare_for_a_look
from abonent.simulation.founding import CannotSimulate
from abonent.simulation.kept_worlds import bring_back, find_kept, keep, let_go_of_database
from abonent.simulation.publisher import COMPANIES
from abonent.simulation.staff import LogIn, hand_out_log_ins, log_ins
from abonent.simulation.world import World, a_world
from abonent.simulation.worlds import Tell, make_world, times

READY, BEING_MADE = "ready", "being made"


def prepare_demo(*, url: str, subscribers: int, months: int, fresh: bool, tell: Tell) -> list[LogIn]:
    """Make the database at `url` the demo's, unless it is already; with `fresh` in any case. Returns the log-ins.

    A demo that was interrupted while it was made is made anew. A database that is somebody's own is refused, even with `fresh`.
    """
    note, log_in_file = Path(settings.HOME) / "demo.json", Path(settings.HOME) / "demo-log-ins.json"
    state = json.loads(note.read_text("utf-8"))["state"] if note.exists() else None
    if state == READY and not fresh:
        return log_ins(log_in_file)
    _demand_nobody_elses(url, state)
    ends_on = clock.today(ZONE) - timedelta(days=1)
    world = a_world(name="demo", subscribers=subscribers, months=months, ends_on=ends_on)
    note.write_text(json.dumps({"state": BEING_MADE}), "utf-8")
    _fill(world, ends_on=ends_on, url=url, tell=tell)
    prepare_for_a_look(world, today=ends_on + timedelta(days=1))
    handed_out = hand_out_log_ins(log_in_file)
    note.write_text(json.dumps(_says(world, ends_on)), "utf-8")
    let_go_of_database()
    return handed_out


def _fill(world: World, *, ends_on: date, url: str, tell: Tell) -> None:
    """Bring the kept world back and live it on to the day; make it anew and keep it where there is none."""
    kept = find_kept(world, ends_on)
    if kept is None:
        empty_database(url)
        call_command("migrate", verbosity=0, skip_checks=True)
        for line in times(make_world(world, ends_on=ends_on, tell=tell)):
            tell(line)
        keep(world, ends_on, url)
        return
    tell(_("Bringing back the publisher that was kept on %(day)s") % {"day": kept.ends_on})
    bring_back(kept, url)
    if kept.ends_on < ends_on:
        live(kept.world, first=kept.ends_on + timedelta(days=1), latest=ends_on, tell=tell)


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
    runs = _("Abonent runs: %(address)s") % {"address": address}
    foot = _("Each may choose another language under the name at the top right. Stop with Ctrl-C; the data stays.")
    return "\n".join(["", runs, "", _("Sign in as"), *lines, "", foot])


def _demand_nobody_elses(url: str, state: str | None) -> None:
    """Nothing is thrown away but what the demo made; asked of the tables as they stand, whatever version laid them."""
    with psycopg.connect(url) as connection:
        laid = connection.execute("SELECT to_regclass('legal_entity') IS NOT NULL").fetchone() == (True,)
        codes = {code for (code,) in connection.execute("SELECT code FROM legal_entity")} if laid else set()
    if codes - set(COMPANIES) or (codes and state is None):
        raise CannotSimulate("simulate.not_empty")


def _says(world: World, ends_on: date) -> dict[str, object]:
    return {"state": READY, "subscribers": world.subscribers, "months": world.months, "seed": world.seed, "ends_on": ends_on.isoformat()}
