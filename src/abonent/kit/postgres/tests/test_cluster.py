"""The embedded database starts by itself, keeps what it has acknowledged, and is shared by several processes."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from abonent.kit.postgres import Cluster, DatabaseTrouble, database_url, programs

AS_ROOT = os.geteuid() == 0

START_AND_PRINT_ITS_TIME = """
import sys, psycopg
from pathlib import Path
from abonent.kit.postgres import Cluster
with psycopg.connect(Cluster(Path(sys.argv[1])).start()) as connection:
    print(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0])
"""


def postmaster_pid(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


@pytest.mark.sql
def test_a_cluster_keeps_its_rows_over_stop_and_start(cluster: Cluster):
    with psycopg.connect(cluster.start()) as connection:
        connection.execute("CREATE TABLE title (name text)")
        connection.execute("INSERT INTO title VALUES ('Dagens Blad')")

    cluster.stop()
    assert not cluster.is_running()

    with psycopg.connect(cluster.start()) as connection:
        assert connection.execute("SELECT name FROM title").fetchall() == [("Dagens Blad",)]


@pytest.mark.sql
def test_upper_and_lower_case_are_right_for_letters_of_every_language(cluster: Cluster):
    with psycopg.connect(cluster.start()) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT upper('åłőż'), lower('ÅŁŐŻ'), 'Østergård' ILIKE 'ØSTERGÅRD', show_trgm('åö')").fetchone()
    assert row is not None
    assert row[:3] == ("ÅŁŐŻ", "åłőż", True)
    assert len(row[3]) == 3


def test_the_server_is_durable_and_listens_to_no_network(cluster: Cluster):
    with psycopg.connect(cluster.start()) as connection:
        rows = connection.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses')"
        ).fetchall()
    assert dict(rows) == {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "listen_addresses": ""}
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_two_processes_that_start_at_once_share_one_server(cluster: Cluster):
    command = [sys.executable, "-c", START_AND_PRINT_ITS_TIME, str(cluster.home)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate()[0].strip() for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert answers[0] == answers[1] != ""


def test_rows_acknowledged_before_a_kill_of_the_server_are_there_after_the_next_start(cluster: Cluster):
    batch, acknowledged = 200, 0
    connection = psycopg.connect(cluster.start(), autocommit=True)
    connection.execute("CREATE TABLE line (id bigint PRIMARY KEY)")
    killer = threading.Timer(0.5, os.kill, (postmaster_pid(cluster), signal.SIGKILL))
    killer.start()

    with pytest.raises(psycopg.OperationalError):
        while True:
            connection.execute("INSERT INTO line SELECT generate_series(%s::int, %s::int)", [acknowledged + 1, acknowledged + batch])
            acknowledged += batch
            _die_with_the_postmaster(connection)
    killer.join()

    with psycopg.connect(cluster.start()) as after:
        kept, largest = after.execute("SELECT count(*), max(id) FROM line").fetchone() or (0, 0)
    assert acknowledged > 0
    assert kept == largest
    assert kept in (acknowledged, acknowledged + batch)


def _die_with_the_postmaster(connection: psycopg.Connection) -> None:
    """A backend outlives its postmaster while it has work; idle it notices, so leave it a moment between batches."""
    time.sleep(0.001)
    connection.execute("SELECT 1")


def test_a_server_killed_with_its_backend_still_busy_starts_again(cluster: Cluster):
    busy = psycopg.connect(cluster.start(), autocommit=True)
    sleeper = threading.Thread(target=_sleep_in_database, args=[busy])
    sleeper.start()
    time.sleep(0.2)

    os.kill(postmaster_pid(cluster), signal.SIGKILL)
    with psycopg.connect(cluster.start()) as after:
        assert after.execute("SELECT 1").fetchone() == (1,)
    sleeper.join()


def _sleep_in_database(connection: psycopg.Connection) -> None:
    try:
        connection.execute("SELECT count(*) FROM generate_series(1, 8000000)")
    except psycopg.OperationalError:
        return


def test_a_server_that_recovers_from_a_killed_backend_is_waited_for(cluster: Cluster):
    connection = psycopg.connect(cluster.start())
    os.kill(connection.info.backend_pid, signal.SIGKILL)
    while "was terminated by signal 9" not in cluster.log.read_text():  # until the server has noticed
        time.sleep(0.02)
    with psycopg.connect(cluster.start()) as after:
        assert after.execute("SELECT 1").fetchone() == (1,)


def test_a_server_with_no_room_for_another_client_is_running(cluster: Cluster):
    cluster.start()
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET max_connections = 5")
        connection.execute("ALTER SYSTEM SET superuser_reserved_connections = 0")
    cluster.stop()
    crowd = [psycopg.connect(cluster.start())]
    with pytest.raises(psycopg.OperationalError, match="too many clients"):
        while True:
            crowd.append(psycopg.connect(cluster.url))

    assert cluster.is_running()
    with pytest.raises(psycopg.OperationalError, match="too many clients"):
        cluster.start()

    for connection in crowd:
        connection.close()


def test_a_home_with_a_very_long_path_has_its_socket_elsewhere(cluster: Cluster):
    deep = Cluster(cluster.home / ("a-rather-long-folder-name-" * 5))
    try:
        with psycopg.connect(deep.start()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert not deep.sockets.is_relative_to(deep.home)
        assert deep.sockets.stat().st_mode & 0o077 == 0
    finally:
        deep.stop()
    assert not deep.sockets.exists()


@pytest.mark.skipif(not AS_ROOT, reason="only root can give a folder to somebody else")
def test_a_socket_folder_that_somebody_else_has_laid_is_not_used(cluster: Cluster):
    deep = Cluster(cluster.home / ("a-rather-long-folder-name-" * 5))
    deep.sockets.mkdir(mode=0o777)
    try:
        os.chown(deep.sockets, pwd.getpwnam("nobody").pw_uid, -1)
        with pytest.raises(DatabaseTrouble, match="belongs to somebody else"):
            deep.start()
    finally:
        deep.sockets.rmdir()


def test_a_damaged_cluster_is_refused_with_what_the_server_says(cluster: Cluster):
    cluster.start()
    cluster.stop()
    (cluster.data / "global" / "pg_control").unlink()

    with pytest.raises(DatabaseTrouble, match="pg_control"):
        cluster.start()


def test_a_cluster_of_another_version_is_refused_with_the_way_over(cluster: Cluster):
    cluster.start()
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(DatabaseTrouble, match="made by PostgreSQL 14.*abonent db backup"):
        cluster.start()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path):
    (tmp_path / "database").write_text("a file where the folder would be")
    with pytest.raises(DatabaseTrouble, match="ABONENT_HOME"):
        Cluster(tmp_path).start()


def test_stopping_spares_a_process_that_has_got_the_number_of_a_server_long_gone(cluster: Cluster):
    cluster.start()
    cluster.stop()
    bystander = subprocess.Popen(["sleep", "60"])
    (cluster.data / "postmaster.pid").write_text(f"{bystander.pid}\n{cluster.data}\n")

    cluster.stop()

    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_database_url_names_another_server_and_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://clara@db.example/abonent")
    assert database_url(tmp_path) == "postgresql://clara@db.example/abonent"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not AS_ROOT, reason="only root is anybody else to the server")
def test_under_root_the_files_stay_roots_and_the_server_is_not_root(cluster: Cluster):
    cluster.start()
    assert (cluster.data / "PG_VERSION").stat().st_uid in (0, pwd.getpwnam("nobody").pw_uid)
    if cluster.account.owner is None:
        status = Path(f"/proc/{postmaster_pid(cluster)}/uid_map").read_text().split()
        assert status[:1] == ["65534"]


@pytest.mark.skipif(not AS_ROOT, reason="only root can become another account")
def test_under_root_a_named_account_runs_the_server_and_owns_its_files(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ABONENT_DATABASE_ACCOUNT", "nobody")
    with psycopg.connect(cluster.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    nobody = pwd.getpwnam("nobody").pw_uid
    assert (cluster.data / "PG_VERSION").stat().st_uid == nobody
    assert Path(f"/proc/{postmaster_pid(cluster)}").stat().st_uid == nobody

    monkeypatch.delenv("ABONENT_DATABASE_ACCOUNT")
    again = Cluster(cluster.home)
    again.stop()
    with psycopg.connect(again.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(not AS_ROOT, reason="the rest of these tests run as an ordinary user already")
def test_an_ordinary_user_starts_a_cluster_of_his_own(cluster: Cluster):
    nobody = pwd.getpwnam("nobody")
    if subprocess.run([programs.folder() / "postgres", "--version"], user=nobody.pw_uid, capture_output=True).returncode:
        pytest.skip("the ordinary user may not enter the folder that this checkout lies in")
    os.chown(cluster.home, nobody.pw_uid, nobody.pw_gid)

    process = multiprocessing.get_context("fork").Process(target=_start_as, args=[nobody, cluster])
    process.start()
    process.join()

    assert process.exitcode == 0
    assert Path(f"/proc/{postmaster_pid(cluster)}").stat().st_uid == nobody.pw_uid


def _start_as(account: pwd.struct_passwd, cluster: Cluster) -> None:
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    with psycopg.connect(cluster.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
