"""A server that may forget what it has acknowledged is refused: money is kept there."""

import psycopg

from abonent.kit.postgres.server_settings import NON_DURABLE, non_durable_allowed
from abonent.kit.postgres.trouble import NonDurableServer


def refuse_non_durable(connection: psycopg.Connection) -> None:
    """Raise `NonDurableServer` if a durability setting is off, unless `ABONENT_ALLOW_NON_DURABLE=1` says that this is a throw-away."""
    if non_durable_allowed():
        return
    rows = connection.execute(
        "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off' ORDER BY name", [list(NON_DURABLE)]
    ).fetchall()
    if rows:
        names = ", ".join(row[0] for row in rows)
        raise NonDurableServer(
            f"The database server runs with {names} off: it may lose work that it has acknowledged. Turn the setting on and restart the "
            "server. Only for a server whose data may be thrown away: set ABONENT_ALLOW_NON_DURABLE=1."
        )
