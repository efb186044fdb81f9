"""Where the server's socket lies: a folder that only its owner may enter, with a path short enough for the system."""

import hashlib
import os
import stat
from pathlib import Path

from abonent.kit.postgres.trouble import SocketFolderTaken

LONGEST_SOCKET_PATH = 103
"""Bytes, without the closing zero: macOS allows 103, Linux 107; the smaller serves both."""


def socket_folder(area: Path) -> Path:
    """A folder inside `area`, or where that path is too long one in /tmp, named after `area`.

    /tmp by its name: what the environment calls the temporary folder differs between a log-in and a nightly job, and both must find
    the same server.
    """
    inside = area / "socket"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
        return inside
    mark = hashlib.sha256(os.fsencode(area)).hexdigest()[:16]
    return Path("/tmp") / f"abonent-{mark}"


def make_private(folder: Path, owner: int) -> None:
    """Create the folder for its owner alone; one that another person has laid there is refused, not used."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
        raise SocketFolderTaken(
            f"{folder} belongs to somebody else; the database will not put its socket there. Remove it and start again."
        )
    folder.chmod(0o700)
