"""Where the file of a list lies: among the stored files, and, if it is watched, in the folder of lists too.

The folder is `lists` under ABONENT_HOME. What lies there under a plain name may be opened; links that lead elsewhere are not
followed. A file that is no longer as it was read is never written.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from abonent.external_lists.models import ExternalList
from abonent.kit.files import read_stored
from abonent.kit.refusals import Refusal

ENDINGS = (".csv", ".txt", ".tsv", ".tab", ".xlsx", ".xlsm")
MOST_BYTES = 10 * 2**20


class CannotWrite(Refusal):
    """A file that is left as it is."""

    sentences = {
        "list.changed": _("%(file)s was changed by somebody else since it was read. Read it again, then save. Nothing is written."),
        "list.file_gone": _("%(file)s is no longer in the folder of lists. Put it back there. Nothing is written."),
        "list.not_placed": _("%(file)s is not as it was read: row %(line)s cannot be found in it. Read it again. Nothing is written."),
        "list.no_name": _("%(file)s is not a file in the folder of lists."),
        "list.too_large": _("%(file)s has more than %(most)s MB, too much to be worked as a list. Split it."),
    }


@dataclass(frozen=True)
class FileThere:
    """A file in the folder of lists."""

    name: str
    size: int
    changed_at: datetime


def folder() -> Path:
    """The folder of lists, made when it is first asked for."""
    place = Path(settings.HOME) / "lists"
    place.mkdir(parents=True, exist_ok=True)
    return place


def files_there() -> list[FileThere]:
    """The files in the folder that can be opened as lists, by name."""
    found = [path for path in sorted(folder().iterdir()) if path.suffix.lower() in ENDINGS and _is_plain(path)]
    return [FileThere(path.name, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC)) for path in found if (stat := path.stat())]


def read_from_folder(name: str) -> bytes:
    """A file of the folder; refuses a name that leads anywhere else."""
    path = folder() / name
    if Path(name).name != name or not _is_plain(path):
        raise CannotWrite("list.no_name", file=name)
    if path.stat().st_size > MOST_BYTES:
        raise CannotWrite("list.too_large", file=name, most=MOST_BYTES // 2**20)
    return path.read_bytes()


def content_to_write(external_list: ExternalList) -> bytes:
    """The present content of a list, if it is as it was read; refused if somebody else has changed it since."""
    file = external_list.file
    assert file is not None
    content = read_stored(file)
    if external_list.watched:
        if not (folder() / external_list.watched).exists():
            raise CannotWrite("list.file_gone", file=file.name)
        content = read_from_folder(external_list.watched)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise CannotWrite("list.changed", file=file.name)
    return content


def put_into_folder(external_list: ExternalList, content: bytes) -> None:
    """Let a watched file be this content from one moment to the next; of others there is none in the folder."""
    if not external_list.watched:
        return
    path = folder() / external_list.watched
    mode = path.stat().st_mode & 0o777
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    Path(beside).chmod(mode)
    Path(beside).replace(path)


def take_from_folder(external_list: ExternalList) -> None:
    """Throw a watched file away."""
    if external_list.watched:
        (folder() / external_list.watched).unlink(missing_ok=True)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")
