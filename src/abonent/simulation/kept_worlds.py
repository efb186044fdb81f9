"""Finished worlds kept as dumps under ABONENT_HOME/worlds, by parameters and by the version of the program that made them."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connections

import abonent
from abonent.kit.postgres import backups
from abonent.simulation.world import World

STALE_AFTER = timedelta(days=31)
SHOWS_ONLY = {"tests", "views", "templatetags", "ui", "desk", "locale"}


@dataclass(frozen=True)
class KeptWorld:
    """A dump and the files beside it; the world in it has lived until `ends_on`."""

    folder: Path
    world: World
    ends_on: date


def keep(world: World, ends_on: date, url: str) -> KeptWorld:
    """Dump the database at `url` and copy the stored files; the folder has its name only when all is in it."""
    target = folder_of(world)
    partial = target.with_name(target.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    backups.back_up(url, partial / "database.dump")
    if Path(settings.MEDIA_ROOT).exists():
        shutil.copytree(settings.MEDIA_ROOT, partial / "files")
    says = asdict(world) | {"starts_on": world.starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    (partial / "world.json").write_text(json.dumps(says, indent=1), "utf-8")
    shutil.rmtree(target, ignore_errors=True)
    partial.rename(target)
    return KeptWorld(target, world, ends_on)


def find_kept(world: World, ends_on: date) -> KeptWorld | None:
    """The kept world of these parameters, if this version of the program made it and it is not too old to be lived on."""
    says_file = folder_of(world) / "world.json"
    if not says_file.exists():
        return None
    says = json.loads(says_file.read_text("utf-8"))
    kept = KeptWorld(folder_of(world), replace(world, starts_on=date.fromisoformat(says["starts_on"])), date.fromisoformat(says["ends_on"]))
    return kept if ends_on - STALE_AFTER <= kept.ends_on <= ends_on else None


def bring_back(kept: KeptWorld, url: str) -> None:
    """Put the kept world in the place of the database at `url`, and its files beside the others."""
    let_go_of_database()
    backups.restore(url, kept.folder / "database.dump")
    if (kept.folder / "files").exists():
        shutil.copytree(kept.folder / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)


def let_go_of_database() -> None:
    """Close this program's connections and their pool, before the database under them is replaced."""
    connections["default"].close()
    connections["default"].close_pool()  # type: ignore[attr-defined]


@cache
def version() -> str:
    """A digest of all code, statements and tables of facts that a world rests on; pages, tests and words do not matter."""
    package = Path(abonent.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.suffix in (".py", ".sql", ".csv") and not SHOWS_ONLY & set(file.relative_to(package).parts):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def folder_of(world: World) -> Path:
    """Where a world of these parameters is kept by this version of the program."""
    return Path(settings.HOME) / "worlds" / f"{world.name}-{world.subscribers}x{world.months}-seed{world.seed}-{version()}"
