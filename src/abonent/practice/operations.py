"""The verbs of the practice copy: ask for one, make it, throw it away."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from psycopg.conninfo import make_conninfo

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.postgres import DatabaseTrouble, practice
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

TASK = "practice.make"
WAITING = ("todo", "doing")
SHARE_OF_DUMP = 0.5
"""A compressed dump is never more than half of its database."""
ROOM_FOR_WORK = 500_000_000
"""What must stay free on the disk: a full one would stop the product itself."""
MEGABYTE = 1_000_000


class CannotPractise(Refusal):
    """Why no practice copy can be made here, or none be thrown away."""

    sentences = {
        "practice.within_practice": _("This is the practice copy itself. Make and throw away copies in the product."),
        "practice.being_made": _("A copy is being made. Wait until it is there."),
        "practice.not_allowed": _("The database server does not let this program create databases. Give its user the right CREATEDB."),
        "practice.name_taken": _("The database server has a database with the name of the copy that is no copy. Have it renamed."),
        "practice.no_room": _("A copy needs %(needed)s MB, and %(free)s MB of the disk are free. Make room first."),
    }


def address() -> str:
    """The address of the database that this process works on."""
    database = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    told = {key: value for key, value in database["OPTIONS"].items() if key not in ("options", "pool")}
    return make_conninfo(**told, **{key: database[name] for key, name in named.items() if database[name]})


def _name_of(actor: StaffUser | None) -> str:
    return (actor.get_full_name() or actor.get_username()) if actor else getpass.getuser()


def practice_home() -> Path:
    """The folder of the copy, inside that of the product."""
    return Path(settings.HOME) / "practice"


def is_being_made() -> bool:
    """Whether somebody makes a copy, or a worker is about to."""
    return ProcrastinateJob.objects.filter(task_name=TASK, status__in=WAITING).exists() or practice.is_being_made(address())


def latest_failed() -> bool:
    """Whether the latest try ended without a copy."""
    latest = ProcrastinateJob.objects.filter(task_name=TASK).order_by("-id").first()
    return latest is not None and latest.status == "failed"


def ask_for_copy(*, actor: StaffUser) -> None:
    """Have a worker make a copy of the data as they are when it begins; one that is there is replaced."""
    from abonent.practice.jobs import make

    _demand_the_product()
    if is_being_made():
        raise CannotPractise("practice.being_made")
    _demand_right_and_room()
    try:
        make.defer(actor_id=actor.pk)
    except AlreadyEnqueued as waiting:
        raise CannotPractise("practice.being_made") from waiting


def make_copy(*, actor: StaffUser | None) -> None:
    """Copy database and files, empty what would go out, and let the supervisor serve it; without an actor, by the account of the machine."""
    _demand_the_product()
    _demand_right_and_room()
    made_at = clock.now().isoformat(timespec="seconds")
    said = {"made_at": made_at, "by": _name_of(actor)}
    with _refusals():
        practice.make_copy(address(), said=said, settle=lambda url: _settle(url, made_at), beside=Path(settings.HOME))
    record_act(actor=actor, verb="make_practice_copy", subject_kind="practice_copy", subject_ids=[])


def throw_away(*, actor: StaffUser | None) -> None:
    """Drop the copy with all that was done in it."""
    _demand_the_product()
    if ProcrastinateJob.objects.filter(task_name=TASK, status__in=WAITING).exists():
        raise CannotPractise("practice.being_made")
    with _refusals():
        practice.drop_copy(address())
    for folder in (practice_home(), _fresh_home(), Path(settings.HOME) / practice.DUMP_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
    record_act(actor=actor, verb="throw_practice_copy_away", subject_kind="practice_copy", subject_ids=[])


@contextmanager
def _refusals() -> Iterator[None]:
    """What the database says of a turn or of a name, as a refusal with its cure."""
    try:
        yield
    except practice.BeingMade as busy:
        raise CannotPractise("practice.being_made") from busy
    except practice.NameTaken as taken:
        raise CannotPractise("practice.name_taken") from taken


def _settle(url: str, made_at: str) -> None:
    """Before anybody uses it: no waiting job of the product is done twice, and the tables stand still.

    The folder of the former copy is replaced last, so that a try that fails leaves that copy as it was.
    """
    with psycopg.connect(url) as copy:
        copy.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, django_session CASCADE")
    _copy_files(_fresh_home())
    environment = {**os.environ, "DATABASE_URL": url, "ABONENT_HOME": str(_fresh_home()), "ABONENT_PRACTICE_OF": made_at}
    command = [sys.executable, "-m", "abonent.config.preparation", "--restored", "practice"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if answer.returncode:
        raise DatabaseTrouble(f"The practice copy could not be prepared:\n{answer.stderr.strip()}")
    shutil.rmtree(practice_home(), ignore_errors=True)
    _fresh_home().rename(practice_home())


def _copy_files(target: Path) -> None:
    """The stored files, as further names of the same bytes where the disk can do that: they are never written twice.

    Files in the folder of lists are written by others too, so the copy has its own.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True, mode=0o700)
    _copy_folder(Path(settings.MEDIA_ROOT), target / "files", _link_or_copy)
    _copy_folder(Path(settings.HOME) / "lists", target / "lists", _copy)
    built = Path(settings.HOME) / "frontend"
    if built.is_dir():
        (target / "frontend").symlink_to(built)


def _copy_folder(source: Path, target: Path, copy: Callable[[str, str], None]) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, copy_function=copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        _copy(source, target)


def _copy(source: str, target: str) -> None:
    """People work meanwhile: a file that somebody has just thrown away is no file of the copy."""
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)


def _fresh_home() -> Path:
    return Path(settings.HOME) / "practice_making"


def _demand_right_and_room() -> None:
    """Refuse what would fail, with the cure; a server elsewhere has disks of its own, which cannot be asked."""
    url = address()
    if not practice.may_make_copies(url):
        raise CannotPractise("practice.not_allowed")
    with _refusals():
        practice.demand_own_name(url)
    size = practice.bytes_to_copy(url)
    needed = size * (SHARE_OF_DUMP if "DATABASE_URL" in os.environ else 1 + SHARE_OF_DUMP) + ROOM_FOR_WORK
    free = shutil.disk_usage(settings.HOME).free
    if free < needed:
        raise CannotPractise("practice.no_room", needed=round(needed / MEGABYTE), free=free // MEGABYTE)


def _demand_the_product() -> None:
    if settings.PRACTICE_OF:
        raise CannotPractise("practice.within_practice")
