"""A copy for practice is whole or not there, and never touches the database it was made of."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from abonent.kit.postgres import Cluster
from abonent.kit.postgres.practice import (
    BeingMade,
    NameTaken,
    drop_copy,
    find_copy,
    is_being_made,
    make_copy,
    may_make_copies,
    practice_url,
    share_made,
)


def names(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM customer ORDER BY name")]


@pytest.fixture
def url(cluster: Cluster) -> str:
    address = cluster.start()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE customer (name text NOT NULL)")
        connection.execute("INSERT INTO customer (name) VALUES ('Ågren'), ('Łukasz')")
    return address


@pytest.mark.sql
def test_a_copy_is_made_while_people_work_replaced_and_thrown_away(url: str, tmp_path: Path):
    assert find_copy(url) is None
    with psycopg.connect(url) as somebody_works:
        somebody_works.execute("INSERT INTO customer (name) VALUES ('Not saved yet')")
        make_copy(url, said={"made_at": 'Maja\'s "second"'}, settle=lambda fresh: None, beside=tmp_path)
    found = find_copy(url)
    assert found is not None
    assert found.said == {"made_at": 'Maja\'s "second"'}
    assert names(found.url) == ["Ågren", "Łukasz"]

    with psycopg.connect(found.url) as copy:
        copy.execute("DELETE FROM customer")
    assert "Not saved yet" in names(url)
    make_copy(url, said={"made_at": "later"}, settle=lambda fresh: None, beside=tmp_path)
    assert names(found.url) == ["Not saved yet", "Ågren", "Łukasz"]

    drop_copy(url)
    assert find_copy(url) is None
    assert share_made(url) == 0


def test_a_copy_that_could_not_be_settled_leaves_the_former_one(url: str, tmp_path: Path):
    make_copy(url, said={"made_at": "first"}, settle=lambda fresh: None, beside=tmp_path)

    def fails(fresh: str) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        make_copy(url, said={"made_at": "second"}, settle=fails, beside=tmp_path)
    found = find_copy(url)
    assert found is not None and found.said == {"made_at": "first"}
    assert share_made(url) == 0, "nothing half done is left on the disk"
    assert not list(tmp_path.iterdir()), "nor the dump"


def test_while_a_copy_is_made_nobody_else_makes_or_throws_one_away(url: str, tmp_path: Path):
    tried = []

    def meanwhile(fresh: str) -> None:
        assert is_being_made(url)
        for try_it in (lambda: drop_copy(url), lambda: make_copy(url, said={}, settle=meanwhile, beside=tmp_path)):
            with pytest.raises(BeingMade):
                try_it()
            tried.append(try_it)

    make_copy(url, said={"made_at": "today"}, settle=meanwhile, beside=tmp_path)
    assert len(tried) == 2
    assert find_copy(url) is not None
    assert not is_being_made(url)


@pytest.mark.parametrize("comment", ["", "COMMENT ON DATABASE abonent_practice IS 'the training room'"])
def test_somebody_elses_database_of_that_name_is_neither_shown_nor_thrown_away(url: str, comment: str, tmp_path: Path):
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE abonent_practice")
        server.execute(comment)
    assert find_copy(url) is None
    with pytest.raises(NameTaken):
        make_copy(url, said={"made_at": "today"}, settle=lambda fresh: None, beside=tmp_path)
    with pytest.raises(NameTaken):
        drop_copy(url)
    psycopg.connect(practice_url(url)).close()


def test_a_user_without_the_right_to_create_databases_is_known(url: str):
    assert may_make_copies(url)
    with psycopg.connect(url) as server:
        server.execute("CREATE ROLE plain LOGIN")
    assert not may_make_copies(make_conninfo(url, user="plain"))
