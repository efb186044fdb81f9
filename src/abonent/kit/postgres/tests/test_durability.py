"""Money is kept only by a server that keeps what it has acknowledged."""

from __future__ import annotations

import psycopg
import pytest

from abonent.kit.postgres import Cluster, NonDurableServer, refuse_non_durable


def test_a_throw_away_server_is_refused_unless_that_is_allowed(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ABONENT_ALLOW_NON_DURABLE", "1")
    with psycopg.connect(cluster.start()) as connection:
        refuse_non_durable(connection)

        monkeypatch.delenv("ABONENT_ALLOW_NON_DURABLE")
        with pytest.raises(NonDurableServer, match="fsync, full_page_writes, synchronous_commit"):
            refuse_non_durable(connection)


def test_a_session_that_does_not_wait_for_the_disk_is_refused(cluster: Cluster):
    with psycopg.connect(cluster.start()) as connection:
        refuse_non_durable(connection)

        connection.execute("SET synchronous_commit = off")
        with pytest.raises(NonDurableServer, match="synchronous_commit off"):
            refuse_non_durable(connection)
