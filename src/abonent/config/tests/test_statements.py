"""Every statement stands on the schema, says what it touches, and keeps to its place on the ladder."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection

from abonent.config.tests.source import PACKAGE, ladder, prepared_text, statement_names, tables
from abonent.kit import statements
from abonent.kit.holdings import declared_erasings, declared_voucher_erasings

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

FORBIDDEN_CLOCKS = re.compile(r"\b(now\(\)|current_date|current_timestamp|clock_timestamp|statement_timestamp|localtime)", re.IGNORECASE)
WORK_TABLE = re.compile(r"^(pg_\w+|work_\w+|staging_\w+|information_schema)$")


def folder_of_table() -> dict[str, str]:
    """Which folder each table of ours belongs to."""
    return {
        model._meta.db_table: model.__module__.split(".")[1]
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("abonent.")
    }


@pytest.mark.parametrize("name", statement_names())
def test_a_statement_can_be_prepared(name: str):
    statement = statements.load(name)
    with connection.cursor() as cursor:
        # Statements that fill a session's own work table stand after the one that makes it; those cannot be prepared alone.
        if "work table of the session" in statement.head.reads + statement.head.writes or statement.sql.upper().startswith(
            ("CREATE", "ANALYZE", "DROP", "SET", "LOCK")
        ):
            pytest.skip("needs the work table that an earlier statement of the session makes")
        cursor.cursor.connection.execute(f"PREPARE checked AS {prepared_text(statement)}", prepare=False)
        cursor.execute("DEALLOCATE checked")


@pytest.mark.parametrize("name", statement_names())
def test_a_statement_says_what_it_reads_and_writes_and_stays_in_its_place(name: str):
    statement = statements.load(name)
    own_folder = name.split("/")[0].split(".")[0]
    heights, owner = ladder(), folder_of_table()
    read, written = tables(statement)

    assert statement.head.says, "the first line of the head says what the statement does"
    said = set(re.findall(r"\w+", f"{statement.head.reads} {statement.head.writes}"))
    unsaid = {table for table in read | written if table in owner} - said
    assert not unsaid, f"the head is silent about {sorted(unsaid)}"
    for table in read & set(owner):
        assert owner[table] == own_folder or heights[owner[table]] < heights[own_folder], (
            f"reads {table} of {owner[table]}, which is not below"
        )
    for table in written & set(owner):
        assert owner[table] == own_folder, f"writes {table}, which belongs to {owner[table]}"


@pytest.mark.parametrize("name", statement_names())
def test_a_statement_reads_no_clock(name: str):
    found = FORBIDDEN_CLOCKS.search(statements.load(name).sql)
    assert not found, f"{found and found[0]}: days come in as parameters, moments from abonent_now()"


def test_every_writing_statement_is_run_twice_by_a_test():
    tested = "\n".join(file.read_text("utf-8") for file in PACKAGE.rglob("tests/*.py"))
    writing = [
        name
        for name in statement_names()
        if statements.load(name).head.writes and not statements.load(name).head.writes.startswith(("nothing", "a work table"))
    ]
    # Those that erase people are run twice together, in their order, by customers/tests/test_erasing_statements.py.
    writing = [name for name in writing if name not in {erasing.statement for erasing in (*declared_erasings, *declared_voucher_erasings)}]
    untested = [name for name in writing if not re.search(rf"twice\(\s*[\"']{re.escape(name)}[\"']", tested)]
    assert not untested, f"no test says twice() of: {', '.join(untested)}"
