"""Folders that other systems put files into: what lies there, and where it goes once it was read.

All of them lie in one folder of the installation, `drop` under ABONENT_HOME unless the operator has named another. Nothing outside is
opened: a folder is held by its descriptor, its files are opened beside it, and links are not followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from abonent.imports.external import CannotLoad
from abonent.imports.reading.limits import MEGABYTE, Limits

DONE, FAILED = "done", "failed"
MOST_MB = Limits().file_mb
_MOST_FILES = 10_000
_LONGEST_NAME = 150
# What programs call a file that they have not finished.
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp")


@dataclass(frozen=True)
class Found:
    """A file in a folder: its name there and as it can be shown, its size, when it was written, and why it must not be read."""

    name: str
    shown: str
    size: int
    changed_ns: int
    trouble: str = ""


def drop_root() -> Path:
    """The folder that all folders of sources lie in."""
    return Path(settings.DROP_FOLDER)


@contextmanager
def opened_folder(folder: str) -> Iterator[int]:
    """A descriptor of a source's folder, made if it is not there; refused where it is a link or cannot be worked in."""
    place = drop_root() / folder
    try:
        for one in (place, place / DONE, place / FAILED):
            one.mkdir(mode=0o770, parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise CannotLoad("source.folder_unusable", folder=str(place), detail=error.strerror) from None
    try:
        if not all(os.access(one, os.W_OK, dir_fd=descriptor) and _is_folder(one, descriptor) for one in (".", DONE, FAILED)):
            raise CannotLoad("source.folder_unusable", folder=str(place), detail=os.strerror(13))
        yield descriptor
    finally:
        os.close(descriptor)


def files_in(descriptor: int) -> list[Found]:
    """What lies in a folder, the oldest first; hidden and unfinished files and folders are left alone."""
    with os.scandir(descriptor) as entries:
        there = [entry for entry in islice(entries, _MOST_FILES) if not entry.is_dir(follow_symlinks=False) and _is_finished(entry.name)]
        found = []
        for entry in there:
            with suppress(FileNotFoundError):
                found.append(_found(entry.name, entry.stat(follow_symlinks=False)))
    return sorted(found, key=lambda one: (one.changed_ns, one.shown))


@contextmanager
def opened_file(descriptor: int, found: Found) -> Iterator[BinaryIO | None]:
    """The content of a file as it was found; None if it is another by now."""
    try:
        opened = os.open(found.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=descriptor)
    except OSError:
        yield None
        return
    with os.fdopen(opened, "rb") as stream:
        yield stream if is_unchanged(stream, found) else None


def is_unchanged(stream: BinaryIO, found: Found) -> bool:
    """Whether an open file is the one that was found, and nobody has written to it since."""
    about = os.fstat(stream.fileno())
    return stat.S_ISREG(about.st_mode) and (about.st_size, about.st_mtime_ns) == (found.size, found.changed_ns)


def put_away(descriptor: int, found: Found, *, into: str, called: str) -> None:
    """Move a file that was read into the folder beside it; a link is moved itself."""
    try:
        os.rename(found.name, f"{into}/{called}", src_dir_fd=descriptor, dst_dir_fd=descriptor)
    except OSError as error:
        raise CannotLoad("source.cannot_move", file=found.shown, detail=error.strerror) from None


def write_beside(descriptor: int, name: str, content: bytes) -> None:
    """Write a report beside a file that was put away."""
    opened = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o660, dir_fd=descriptor)
    with os.fdopen(opened, "wb") as stream:
        stream.write(content)


def throw_away(folder: str, moved_to: str) -> None:
    """Delete a file that was put away, and what was written beside it."""
    with suppress(CannotLoad), opened_folder(folder) as descriptor:
        for name in (moved_to, f"{moved_to}{REPORT}", f"{moved_to}{ERRORS}"):
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=descriptor)


REPORT, ERRORS = ".report.txt", ".errors.csv"


def _found(name: str, about: os.stat_result) -> Found:
    trouble = ""
    if not stat.S_ISREG(about.st_mode):
        trouble = "file.no_plain_file"
    elif about.st_size > MOST_MB * MEGABYTE:
        trouble = "file.too_large"
    return Found(name, _shown(name), about.st_size, about.st_mtime_ns, trouble)


def _shown(name: str) -> str:
    """A name that any screen, report and folder can bear: odd letters replaced, cut where it is long, its ending kept."""
    plain = "".join(letter if letter.isprintable() and letter not in '\\/:*?"<>|' else "_" for letter in name)
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > 5:
        stem, dot, ending = plain, "", ""
    return stem.encode()[:_LONGEST_NAME].decode(errors="ignore") + dot + ending


def _is_finished(name: str) -> bool:
    return not name.startswith(".") and not name.lower().endswith(_UNFINISHED)


def _is_folder(name: str, descriptor: int) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode)
