"""How another system reaches the views: where the database is, and what it signs in with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from abonent.reporting.operations import MadeLogin
from abonent.reporting.view_definitions import SCHEMA


@dataclass(frozen=True)
class ConnectionDetails:
    """What the other system asks for. `is_local` where the database listens on this machine alone, by its socket."""

    host: str
    port: str
    database: str
    user: str
    password: str

    @property
    def is_local(self) -> bool:
        """Whether only programs of this machine reach it."""
        return self.host.startswith("/")

    def lines(self) -> list[tuple[str, str]]:
        """Each part with what it is called."""
        return [
            (_("Host"), self.host),
            (_("Port"), self.port),
            (_("Database"), self.database),
            (_("User"), self.user),
            (_("Password"), self.password),
            (_("Schema"), SCHEMA),
        ]

    def as_json(self) -> dict[str, str]:
        """The same for programs."""
        return {
            "host": self.host, "port": self.port, "database": self.database, "user": self.user, "password": self.password, "schema": SCHEMA
        }  # fmt: skip


def connection_details(made: MadeLogin) -> ConnectionDetails:
    """The details of a log-in that was made just now."""
    settings = connection.settings_dict
    return ConnectionDetails(
        host=str(settings["HOST"] or "localhost"),
        port=str(settings["PORT"] or "5432"),
        database=str(settings["NAME"]),
        user=made.login.role_name,
        password=made.password,
    )
