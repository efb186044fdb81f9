"""The Django form of the database address: the embedded server unless `DATABASE_URL` names another."""

from __future__ import annotations

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from abonent.config.home import home
from abonent.kit.postgres import database_url

# Without jit: our statements are long and take milliseconds, and compiling them takes longer than running them.
SESSION_OPTIONS = "-c lock_timeout=30s -c idle_in_transaction_session_timeout=15min -c jit=off"


def database_settings() -> dict[str, Any]:
    """Settings of the one database; threads share a pool, so no connection outlives its request.

    A connection is looked at before it is handed out, so that a database that was away and is back is used at once.
    """
    parts = {key: str(value) for key, value in conninfo_to_dict(database_url(home())).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "options": SESSION_OPTIONS, "pool": {"min_size": 0, "max_size": 20, "timeout": 10}},
        "TEST": {"TEMPLATE": "template0"},
    }
