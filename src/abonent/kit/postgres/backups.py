"""Backups as files, and their way back: into a fresh database first, which then takes the place of the old one.

A backup is a compressed archive of pg_dump. It holds the database alone; the installation's stored files lie beside it.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from itertools import islice
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from abonent.kit.postgres import programs
from abonent.kit.postgres.trouble import BackupFailed

FRESH = "abonent_restoring"
REPLACED = "abonent_replaced"
LINES_OF_SCRIPT_HEAD = 40


def back_up(url: str, file: Path) -> int:
    """Write the whole database at `url` into `file`, which appears only when it is complete. Returns its bytes."""
    if not file.parent.is_dir():
        raise BackupFailed(f"There is no folder {file.parent} to put the backup in.")
    partial = file.with_name(file.name + ".part")
    try:
        _run("pg_dump", "--format=custom", "--file", partial, "--dbname", url)
        _settle_on_disk(partial)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return file.stat().st_size


def restore(url: str, file: Path) -> str:
    """Put the backup in `file` in the place of the database at `url`; returns the name under which the old one is kept.

    Whoever is connected is disconnected. The old database stays until the next restore, or until somebody drops it.
    """
    if not file.is_file():
        raise BackupFailed(f"There is no backup {file}.")
    _run("pg_restore", "--list", file)
    target = str(conninfo_to_dict(url)["dbname"])
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as server:
        drop_database(server, FRESH)
        server.execute(f'CREATE DATABASE "{FRESH}" TEMPLATE template0')
        try:
            fill_database(make_conninfo(url, dbname=FRESH), file)
            drop_database(server, REPLACED)
            _swap(server, target)
        except BaseException:
            drop_database(server, FRESH)
            raise
    return REPLACED


def fill_database(fresh_url: str, file: Path) -> None:
    """Put all that a backup holds into an empty database."""
    with psycopg.connect(fresh_url, autocommit=True) as connection:
        if connection.info.server_version // 10000 < programs.major_version(programs.folder()):
            _restore_as_script(fresh_url, file)
        else:
            jobs = min(os.cpu_count() or 1, 4)
            _run("pg_restore", "--exit-on-error", "--no-owner", f"--jobs={jobs}", "--dbname", fresh_url, file)
        connection.execute("ANALYZE")


def _restore_as_script(fresh_url: str, file: Path) -> None:
    """Restore through psql without the one setting in the head of the script that servers before 17 do not know."""
    folder = programs.folder()
    with tempfile.TemporaryFile("w+") as complaints:
        script = subprocess.Popen([folder / "pg_restore", "--no-owner", "--file=-", file], stdout=subprocess.PIPE, stderr=complaints)
        psql = [str(folder / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--dbname", fresh_url]
        reader = subprocess.Popen(psql, stdin=subprocess.PIPE, stderr=complaints)
        assert script.stdout and reader.stdin
        with script.stdout, reader.stdin, suppress(BrokenPipeError):
            for line in islice(script.stdout, LINES_OF_SCRIPT_HEAD):
                if not line.startswith(b"SET transaction_timeout"):
                    reader.stdin.write(line)
            shutil.copyfileobj(script.stdout, reader.stdin)
        if reader.wait() | script.wait():
            complaints.seek(0)
            raise BackupFailed(f"{complaints.read().strip()}\nThe database is as it was.")


def _swap(server: psycopg.Connection, target: str) -> None:
    """Shut the old database, rename both in one transaction, open the new one; a failure leaves the old one open again."""
    server.execute(f'ALTER DATABASE "{target}" ALLOW_CONNECTIONS false')
    try:
        server.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [target])
        with server.transaction():
            server.execute(f'ALTER DATABASE "{target}" RENAME TO "{REPLACED}"')
            server.execute(f'ALTER DATABASE "{FRESH}" RENAME TO "{target}"')
    except psycopg.Error:
        server.execute(f'ALTER DATABASE "{target}" ALLOW_CONNECTIONS true')
        raise
    server.execute(f'ALTER DATABASE "{REPLACED}" ALLOW_CONNECTIONS true')


def drop_database(server: psycopg.Connection, database: str) -> None:
    """Remove a database if it is there, whoever is connected to it."""
    server.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _settle_on_disk(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _run(program: str, *arguments: object) -> None:
    command = [str(programs.folder() / program), *map(str, arguments)]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if answer.returncode:
        raise BackupFailed(f"{answer.stderr.strip() or program + ' failed'}\nThe database is as it was.")
