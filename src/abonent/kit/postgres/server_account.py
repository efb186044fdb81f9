"""As whom the server programs run.

PostgreSQL refuses to run as root. Under root the programs are therefore started in a user namespace of their own, in which root is
seen as an ordinary user: files stay root's, no account is made and no permission is opened. Where the machine forbids such
namespaces (some containers do), they run as an account that exists already, and own their folder; `ABONENT_DATABASE_ACCOUNT` names
that account, and then it is used in any case.
"""

import ctypes
import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from abonent.kit.postgres import programs
from abonent.kit.postgres.trouble import NoAccountForServer

CLONE_NEWUSER = 0x10000000
ORDINARY_ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerAccount:
    """As whom, and from which folder, server programs are started."""

    programs: Path
    launch: Mapping[str, Any] = field(default_factory=dict)
    """Arguments for `subprocess` that make the new process somebody who is not root."""
    owner: tuple[int, int] | None = None
    """User and group the server's folders must be given to; None: they stay with whoever makes them."""

    def give(self, path: Path) -> None:
        """Make the server the owner of a folder."""
        if self.owner:
            os.chown(path, *self.owner)


def server_account(area: Path) -> ServerAccount:
    """Choose the account for a cluster in `area`; a cluster keeps the account that it was made with."""
    binaries = programs.folder()
    if os.geteuid() != 0:
        return ServerAccount(binaries)
    owner = _owner_of_cluster(area)
    named = os.environ.get("ABONENT_DATABASE_ACCOUNT")
    if owner == 0 or (owner is None and not named and _works(binaries, {"preexec_fn": _enter_user_namespace})):
        return ServerAccount(binaries, {"preexec_fn": _enter_user_namespace})
    account = pwd.getpwuid(owner) if owner else _ordinary_account((named,) if named else ORDINARY_ACCOUNTS)
    launch = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return ServerAccount(_reachable(binaries, launch, area, account), launch, (account.pw_uid, account.pw_gid))


def _owner_of_cluster(area: Path) -> int | None:
    version_file = area / "data" / "PG_VERSION"
    return version_file.stat().st_uid if version_file.exists() else None


def _ordinary_account(names: Sequence[str]) -> pwd.struct_passwd:
    for name in names:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoAccountForServer(
        f"The database cannot run as root, and this machine has no account called {' or '.join(names)}. "
        "Start Abonent as an ordinary user, or name a server in DATABASE_URL."
    )


def _works(binaries: Path, launch: Mapping[str, Any]) -> bool:
    try:
        answer = subprocess.run([binaries / "postgres", "--version"], capture_output=True, cwd="/", **launch)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.returncode == 0


def _reachable(binaries: Path, launch: Mapping[str, Any], area: Path, account: pwd.struct_passwd) -> Path:
    """The programs themselves, or a copy beside the data where their own folder is closed to the account (root's home, say)."""
    os.chown(area, account.pw_uid, account.pw_gid)
    if not _may_enter(area, launch):
        raise NoAccountForServer(
            f"The database runs as the account {account.pw_name}, which may not enter {area}. Name a folder in ABONENT_HOME that "
            "every account may pass through, start Abonent as an ordinary user, or name a server in DATABASE_URL."
        )
    return binaries if _works(binaries, launch) else _copy_programs(binaries, area / "programs")


def _may_enter(area: Path, launch: Mapping[str, Any]) -> bool:
    return subprocess.run(["test", "-x", area], **launch).returncode == 0


def _copy_programs(binaries: Path, target: Path) -> Path:
    """Copy the installed package's programs with the libraries they look for three folders up."""
    package = binaries.parent.parent
    for part in (package, package.with_name(package.name + ".libs")):
        if part.exists():
            shutil.copytree(part, target / part.name, symlinks=True, dirs_exist_ok=True)
    return target / package.name / binaries.parent.name / binaries.name


_libc = ctypes.CDLL(None, use_errno=True)


def _enter_user_namespace() -> None:
    """Between fork and exec: become, for this process and its children, an ordinary user who still owns root's files."""
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed here")
    for name, line in (("setgroups", "deny"), ("uid_map", f"65534 {user} 1"), ("gid_map", f"65534 {group} 1")):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
        os.write(descriptor, line.encode())
        os.close(descriptor)
