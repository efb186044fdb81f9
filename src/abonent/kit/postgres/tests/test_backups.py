"""A backup counts because it comes back."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from abonent.kit.postgres import Cluster
from abonent.kit.postgres.backups import back_up, restore
from abonent.kit.postgres.trouble import BackupFailed


def names(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM customer ORDER BY id")]


@pytest.fixture
def url(cluster: Cluster) -> str:
    address = cluster.start()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)")
        connection.execute("INSERT INTO customer (name) VALUES ('Ågren'), ('Łukasz'), ('Őri')")
    return address


@pytest.mark.sql
def test_a_restored_backup_equals_the_day_it_was_made_and_the_replaced_database_is_kept(url: str, cluster: Cluster, tmp_path: Path):
    assert back_up(url, tmp_path / "evening.dump") > 0
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM customer WHERE name = 'Łukasz'")
        connection.execute("INSERT INTO customer (name) VALUES ('Mistake')")
    somebody_connected = psycopg.connect(url)

    kept_as = restore(url, tmp_path / "evening.dump")

    assert names(url) == ["Ågren", "Łukasz", "Őri"]
    assert names(cluster.url_of(kept_as)) == ["Ågren", "Őri", "Mistake"]
    somebody_connected.close()


def test_a_backup_comes_back_on_an_older_server_than_the_programs_are(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    older = Path(os.environ.get("ABONENT_OLD_POSTGRES_BIN", "/usr/lib/postgresql/15/bin"))
    if not (older / "postgres").exists():
        pytest.skip("there is no older PostgreSQL on this machine")
    monkeypatch.setenv("ABONENT_POSTGRES_BIN", str(older))
    url = cluster.start()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE customer (id bigint, name text)")
        connection.execute("INSERT INTO customer VALUES (1, 'Ågren')")

    monkeypatch.delenv("ABONENT_POSTGRES_BIN")
    back_up(url, tmp_path / "evening.dump")
    with psycopg.connect(url) as connection:
        connection.execute("DROP TABLE customer")
    restore(url, tmp_path / "evening.dump")

    assert names(url) == ["Ågren"]


def test_a_damaged_backup_leaves_the_database_as_it_was(url: str, tmp_path: Path):
    file = tmp_path / "evening.dump"
    back_up(url, file)
    file.write_bytes(file.read_bytes()[:-150])

    with pytest.raises(BackupFailed, match="as it was"):
        restore(url, file)

    assert names(url) == ["Ågren", "Łukasz", "Őri"]


def test_a_backup_that_fails_leaves_no_file_behind(url: str, tmp_path: Path):
    with pytest.raises(BackupFailed):
        back_up(url + "&dbname=nowhere", tmp_path / "never.dump")
    assert list(tmp_path.iterdir()) == []
