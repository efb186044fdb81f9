"""Where the supervisor serves the practice copy: it writes the port down, the product's pages read it."""

from __future__ import annotations

from pathlib import Path


def note_port(home: Path, port: int) -> None:
    """Write down the port at which pages of the copy are served."""
    _note(home).write_text(str(port))


def forget_port(home: Path) -> None:
    """Say that no copy is served."""
    _note(home).unlink(missing_ok=True)


def port_of(home: Path) -> int | None:
    """The port of the copy, if one is served."""
    try:
        return int(_note(home).read_text())
    except (OSError, ValueError):
        return None


def _note(home: Path) -> Path:
    return home / "practice.port"
