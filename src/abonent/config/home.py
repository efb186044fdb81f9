"""`ABONENT_HOME`: the folder where one installation keeps its database, files, log and `abonent.toml`."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

CHECKOUT = Path(__file__).resolve().parents[3]


@cache
def home() -> Path:
    """`ABONENT_HOME` if it is set, else `var/` in a checkout, else the user's data folder."""
    named = os.environ.get("ABONENT_HOME")
    if named:
        return Path(named).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    return Path(platformdirs.user_data_dir("abonent", appauthor=False))


@cache
def machine_settings() -> dict[str, Any]:
    """The settings of this machine in `abonent.toml`; an environment variable ABONENT_NAME beats the file."""
    file = home() / "abonent.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def setting(name: str, default: Any = None) -> Any:
    """One machine setting by its name in the file, for example `port`."""
    return os.environ.get(f"ABONENT_{name.upper()}", machine_settings().get(name, default))


def secret_key() -> str:
    """The key that signs sessions, made once and kept beside the database, readable by its owner alone."""
    file = home() / "secret.key"
    if not file.exists():
        from django.core.management.utils import get_random_secret_key

        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(get_random_secret_key())
    return file.read_text("utf-8").strip()
