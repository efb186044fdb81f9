"""Commands that are there before Django is: the database, the supervisor, and the door to Django's own commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import psycopg

from abonent.config import supervision
from abonent.config.demo import demo
from abonent.config.home import home
from abonent.kit.command_output import DONE, FAILED, emit, json_option, tell
from abonent.kit.postgres import Cluster, backups, database_url, programs


def _own_cluster() -> Cluster:
    if os.environ.get("DATABASE_URL"):
        raise click.UsageError("DATABASE_URL names a server that Abonent does not run; start and stop it by its own means.")
    return Cluster(home())


@click.command()
@json_option
def start() -> None:
    """Start the embedded database; make it first if there is none."""
    url = _own_cluster().start()
    emit({"state": "running", "url": url}, text=f"The database runs: {url}")


@click.command()
@json_option
def stop() -> None:
    """Stop the embedded database; all that is committed stays."""
    _own_cluster().stop()
    emit({"state": "stopped"}, text="The database is stopped.")


@click.command()
def url() -> None:
    """Print the address of the database, running or not."""
    click.echo(os.environ.get("DATABASE_URL") or Cluster(home()).url)


@click.command()
@json_option
def status() -> None:
    """Say which database is used, whether it answers, and how large it is."""
    elsewhere = os.environ.get("DATABASE_URL")
    address = elsewhere or Cluster(home()).url
    state = _state_of(address)
    where = "the server that DATABASE_URL names" if elsewhere else f"the embedded server in {Cluster(home()).area}"
    detail = f", version {state['version']}, {state['size_bytes'] / 1_000_000:,.1f} MB" if state["running"] else ""
    emit({"url": address, "embedded": not elsewhere, **state}, text=f"{where}: {'runs' if state['running'] else 'does not answer'}{detail}")


def _state_of(address: str) -> dict[str, Any]:
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            row = connection.execute("SELECT current_setting('server_version'), pg_database_size(current_database())").fetchone()
    except psycopg.OperationalError:
        row = None
    return {"running": row is not None, "version": row[0] if row else None, "size_bytes": row[1] if row else None}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("psql_arguments", nargs=-1, type=click.UNPROCESSED)
def shell(psql_arguments: tuple[str, ...]) -> None:
    """Open psql on the database; further arguments are psql's own."""
    psql = programs.folder() / "psql"
    os.execv(psql, [str(psql), database_url(home()), *psql_arguments])


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def backup(file: Path) -> None:
    """Write the whole database into FILE. Stored files (documents, uploads) lie in ABONENT_HOME/files: copy them too."""
    size = backups.back_up(database_url(home()), file)
    emit({"file": str(file), "bytes": size}, text=f"{file}: {size / 1_000_000:,.1f} MB")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database. The old one is kept aside until the next restore."""
    tell("Restoring beside the present database; it is replaced only when all is there.")
    kept = backups.restore(database_url(home()), file)
    # Brings its tables up to date too; the restored database is of the day of the backup.
    subprocess.run([sys.executable, "-m", "abonent.config.preparation", "--restored", file.name], check=True)
    tell("Nothing is billed or sent until somebody lets it go on, under Runs.")
    emit({"file": str(file), "former_database": kept}, text=f"Restored from {file}. The former database is kept as {kept}.")


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port of the web server.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address the web server listens at; leave it to a proxy to face a network."
)
def up(port: int, host: str) -> None:
    """Run database, web server and worker until Ctrl-C, with one log here and in ABONENT_HOME/log."""
    supervision.up(home=home(), host=host, port=port, announce=lambda: tell(f"Abonent runs: http://{host}:{port}"))


@click.command()
def worker() -> None:
    """Work off the jobs that wait, until stopped. `abonent up` runs one."""
    _django("procrastinate", "worker")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Run a command of Django itself: `abonent django migrate`."""
    _django(*arguments)


def _django(*arguments: str) -> None:
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abonent.config.settings")
    execute_from_command_line(["abonent django", *arguments])


@click.command("check-templates")
def check_templates() -> None:
    """Compile every template; needs no database."""
    from abonent.config.templates_compile import broken_templates

    broken = broken_templates()
    for name, reason in broken.items():
        tell(f"{name}: {reason}")
    raise SystemExit(FAILED if broken else DONE)


COMMANDS: dict[str, list[click.Command]] = {
    "": [up, demo, worker, django, check_templates],
    "db": [start, stop, url, status, shell, backup, restore],
}
