"""Whatever could reach another machine asks first whether this is a practice copy; a new way out that forgets it is found here."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import abonent
from abonent.connectors.registers.calling import NoAnswer, ask
from abonent.imports.external import CannotLoad, Question, write_answer

MADE_AT = "2026-11-22T08:00:00+00:00"
PACKAGE = Path(abonent.__file__).parent
WAYS_OUT = ("aiohttp", "anymail", "ftplib", "http.client", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "sqlalchemy")
WAYS_OUT += ("ssl", "urllib.request", "urllib3", "paramiko", "django.core.mail", "telnetlib", "asyncio.streams", "xmlrpc")
# The second lends its connections to whoever speaks HTTP.
ASKING = ("settings.PRACTICE_OF", "from abonent.kit.outbound import")
# The supervisor looks whether its own web server answers; a bench asks one that it has started.
OWN_MACHINE = ("config/serving.py", "config/supervision.py", "config/practice.py", "kit/benches.py", "customers/benches.py")


def reaching_out() -> list[Path]:
    """The modules of the product that import a way to another machine."""
    files = [file for file in PACKAGE.rglob("*.py") if not {"tests", "testing"} & set(file.parts)]
    return sorted(file for file in files if any(name.startswith(WAYS_OUT) for name in imported(file)))


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_every_way_out_asks_whether_this_is_a_practice_copy():
    found = {str(file.relative_to(PACKAGE)): file.read_text("utf-8") for file in reaching_out()}
    forgetful = [name for name, text in found.items() if name not in OWN_MACHINE and not any(word in text for word in ASKING)]
    assert {"imports/external.py", "kit/outbound.py"} <= set(found)
    assert not forgetful, "these modules reach another machine from a practice copy too"


def test_no_register_is_reached_from_the_copy(settings):
    settings.PRACTICE_OF = MADE_AT
    with pytest.raises(NoAnswer, match="practice copy"):
        ask("vies", "/", base="https://register.example")


def test_no_other_database_is_reached_from_the_copy(settings, tmp_path):
    settings.PRACTICE_OF = MADE_AT
    (tmp_path / "other.sqlite").touch()
    with (tmp_path / "answer.csv").open("wb") as answer, pytest.raises(CannotLoad, match="practice copy"):
        write_answer(Question(f"sqlite:///{tmp_path}/other.sqlite", "SELECT 1", 10), answer)


def test_mail_from_the_copy_goes_nowhere_and_its_sessions_and_folders_are_its_own(tmp_path):
    told = "from abonent.config import settings as s; print(s.EMAIL_BACKEND, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DROP_FOLDER)"
    of_a_copy = {"ABONENT_PRACTICE_OF": MADE_AT, "ABONENT_HOME": str(tmp_path), "DATABASE_URL": "postgresql:///none"}
    of_a_copy["ABONENT_DROP_FOLDER"] = "/srv/handed-in"
    answer = subprocess.run([sys.executable, "-c", told], env={**os.environ, **of_a_copy}, capture_output=True, text=True, check=True)
    mail = "django.core.mail.backends.dummy.EmailBackend"
    assert answer.stdout.split() == [mail, "practice_sessionid", "practice_csrftoken", str(tmp_path / "drop")]
