"""The three who work at the publisher, and the pass words of one installation."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.organisation.models import LegalEntity

SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo")


@dataclass(frozen=True)
class Colleague:
    """Somebody who signs in: name, ready role, language."""

    username: str
    full_name: str
    role: str
    language: str


@dataclass(frozen=True)
class LogIn:
    """What is typed to sign in, and whose it is."""

    username: str
    password: str
    full_name: str
    role: str
    language: str


CLERK = Colleague("clerk", "Clara Berg", "clerk", "en")
FINANCE = Colleague("finance", "Fredrik Holm", "finance", "en")
MANAGER = Colleague("manager", "Maija Laine", "manager", "en")
COLLEAGUES = (CLERK, FINANCE, MANAGER)


def take_on_colleagues(entities: Iterable[LegalEntity]) -> None:
    """Write the three with pass words that nobody knows; `hand_out_log_ins` gives them theirs."""
    install_ready_roles()
    for colleague in COLLEAGUES:
        take_on_staff(
            username=colleague.username,
            password=secrets.token_urlsafe(24),
            full_name=colleague.full_name,
            roles=[colleague.role],
            entities=list(entities),
            language=colleague.language,
        )


def at_work(colleague: Colleague) -> StaffUser:
    """The member of staff."""
    return StaffUser.objects.get(username=colleague.username)


def hand_out_log_ins(file: Path) -> list[LogIn]:
    """Give the three the pass words that `file` keeps for its owner alone; make them first if there are none."""
    handed_out = log_ins(file) or [LogIn(password=_pass_word(), **asdict(colleague)) for colleague in COLLEAGUES]
    for log_in in handed_out:
        member = StaffUser.objects.get(username=log_in.username)
        member.set_password(log_in.password)
        member.save(update_fields=["password"])
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        json.dump([asdict(log_in) for log_in in handed_out], stream)
    return handed_out


def log_ins(file: Path) -> list[LogIn]:
    """What was handed out in this installation; empty if nothing was."""
    return [LogIn(**entry) for entry in json.loads(file.read_text("utf-8"))] if file.exists() else []


def _pass_word() -> str:
    """Two words that can be said and four digits: about thirty-five bits, enough for a demonstration on one's own machine."""
    words = ["".join(secrets.choice(SYLLABLES) for _ in range(3)) for _ in range(2)]
    return f"{words[0]}-{words[1]}-{secrets.randbelow(9000) + 1000}"
