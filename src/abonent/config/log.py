"""One log for all that runs together: readable on standard error, and one JSON object a line in `ABONENT_HOME/log/abonent.log`."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

LARGEST_FILE = 10_000_000
FILES_KEPT = 9
NAME = "abonent.up"


def open_log(home: Path) -> structlog.stdlib.BoundLogger:
    """The log of the installation in `home`; old files are numbered and the oldest go."""
    folder = home / "log"
    folder.mkdir(parents=True, exist_ok=True)
    to_file = RotatingFileHandler(folder / "abonent.log", maxBytes=LARGEST_FILE, backupCount=FILES_KEPT, encoding="utf-8")
    to_file.setFormatter(ProcessorFormatter(processor=structlog.processors.JSONRenderer(ensure_ascii=False)))
    to_screen = logging.StreamHandler(sys.stderr)
    to_screen.setFormatter(ProcessorFormatter(processor=_as_line))

    target = logging.getLogger(NAME)
    target.setLevel(logging.INFO)
    target.propagate = False
    target.handlers = [to_file, to_screen]
    return structlog.wrap_logger(
        target,
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _as_line(_logger: Any, _method: str, said: MutableMapping[str, Any]) -> str:
    """Time, who, what, and what else is known about it."""
    time, process, level, event = (said.pop(key, "") for key in ("timestamp", "process", "level", "event"))
    loud = f"{level.upper()} " if level in ("warning", "error") else ""
    return " ".join([f"{time[:19]}Z {process:8} {loud}{event}", *(f"{key}={value}" for key, value in said.items())])
