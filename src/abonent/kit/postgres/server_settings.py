"""The settings the server is started with: durable, no network, sized after the machine."""

import os
import shutil
from pathlib import Path

import psutil

MEGABYTE = 1024 * 1024
LARGEST_SHARED_BUFFERS = 2048 * MEGABYTE
SMALLEST_SHARED_BUFFERS = 128 * MEGABYTE
SMALLEST_SHARED_MEMORY = 512 * MEGABYTE

NON_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
DURABLE = dict.fromkeys(NON_DURABLE, "on")


def non_durable_allowed() -> bool:
    """True for throw-away clusters of tests and benches, which may lose data for speed."""
    return os.environ.get("ABONENT_ALLOW_NON_DURABLE") == "1"


def memory_of_machine() -> int:
    """Bytes this process may count on: the machine's, or less where a container limits it."""
    limit_file = Path("/sys/fs/cgroup/memory.max")
    limit = limit_file.read_text().strip() if limit_file.exists() else "max"
    installed = psutil.virtual_memory().total
    return min(installed, int(limit)) if limit.isdigit() else installed


def kind_of_shared_memory() -> str:
    """Containers give /dev/shm a few megabytes, too few for a large sort by several processes: files do as well."""
    size = shutil.disk_usage("/dev/shm").total if Path("/dev/shm").is_dir() else None
    return "mmap" if size is not None and size < SMALLEST_SHARED_MEMORY else "posix"


def settings(*, socket_folder: Path) -> dict[str, str]:
    """Name and value of every setting that differs from the server's own default."""
    memory = memory_of_machine()
    shared_buffers = min(max(memory // 4, SMALLEST_SHARED_BUFFERS), LARGEST_SHARED_BUFFERS)
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": f"{shared_buffers // MEGABYTE}MB",
        "effective_cache_size": f"{memory // 2 // MEGABYTE}MB",
        "work_mem": "64MB",
        "maintenance_work_mem": f"{min(512, memory // 16 // MEGABYTE)}MB",
        "dynamic_shared_memory_type": kind_of_shared_memory(),
        "max_wal_size": "8GB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "log_timezone": "UTC",
        **(NON_DURABLE if non_durable_allowed() else DURABLE),
    }


def as_file(values: dict[str, str]) -> str:
    """The text of a configuration file; quotes are doubled as the server wants them."""
    lines = [f"{name} = '{_quoted(value)}'" for name, value in values.items()]
    return "\n".join(["# Written at each start. Your own settings: ALTER SYSTEM, they win.", *lines, ""])


def _quoted(value: str) -> str:
    return value.replace("'", "''")
