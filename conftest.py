"""Fixtures that every folder's tests may use."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from datetime import time as time_of_day
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django.test import TransactionTestCase
from psycopg import sql

# R24: the day after a night in which clocks changed, shortly before and after midnight, where it begins early, now and late.
CHANGE_OF_CLOCKS = date(2026, 3, 29)
DAY_SETTINGS = [
    (zone, at) for zone in ("UTC", "Europe/Helsinki", "America/Los_Angeles") for at in (time_of_day(23, 30), time_of_day(0, 30))
]

# What a fresh database holds before anybody writes into it.
MADE_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}

pytest_plugins = ["abonent.ui.testing.fixtures", "abonent.simulation.testing"]


def _empty(tables: list[sql.Identifier], filled: sql.Composed) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Waits for requests that are still being answered.
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(sql.SQL(", ").join(tables)))
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(filled)
        for (number,) in cursor.fetchall():
            cursor.execute(sql.SQL("DELETE FROM {}").format(tables[number]))


@pytest.fixture(autouse=True, scope="session")
def only_filled_tables_are_emptied() -> Iterator[None]:
    """After a test with several connections Django truncates all two hundred tables, which takes a second, and posted rows refuse it.

    Here the rows of those few tables go that have any, past guards and foreign keys. What the migrations made stays.
    """

    def emptied(case: TransactionTestCase) -> None:
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        tables = [sql.Identifier(name) for name in names if name not in MADE_BY_MIGRATIONS]
        filled = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(number), table) for number, table in enumerate(tables)
        )
        for patience in reversed(range(5)):
            try:
                _empty(tables, filled)
                return
            except OperationalError:
                # A request that is still being answered held one table and wanted another: let it through first.
                if not patience:
                    raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture(autouse=True, scope="session")
def one_connection_for_a_thread() -> None:
    """Django keeps another connection for each asynchronous call stack; the event loop that Playwright leaves in this thread would
    part a test from its own open transaction."""
    connections._connections = threading.local()


@pytest.fixture
def page_as(page_of: Callable[..., Any], transactional_db: None) -> Callable[..., Any]:
    """`page_as("clerk", width=390)`: a page as a member of staff with this ready role; for every entity there is."""
    from abonent.access.models import Role, StaffUser
    from abonent.access.operations import install_ready_roles
    from abonent.organisation.models import LegalEntity

    def opened(role: str, **look: Any) -> Any:
        install_ready_roles()
        user = StaffUser.objects.create_user(f"{role}.of.tests", f"{role}@example.se", first_name="Maja", last_name="Sandberg")
        user.roles.add(Role.objects.get(code=role))
        user.entities.add(*LegalEntity.objects.all())
        return page_of(user, **look)

    return opened


def pytest_configure() -> None:
    """A password that is slow to guess is slow to make; tests make hundreds. No test fails because a machine is slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hypothesis.settings.register_profile(
        "patient", hypothesis.settings(), deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("patient")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `day` runs in all six settings."""
    if metafunc.definition.get_closest_marker("day"):
        metafunc.fixturenames.append("day_setting")
        metafunc.parametrize("day_setting", DAY_SETTINGS, indirect=True, ids=[f"{zone}-{at:%H%M}" for zone, at in DAY_SETTINGS])


@pytest.fixture
def day_setting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own zone, and what time it is there."""
    from abonent.kit import clock

    zone, at = request.param
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    with clock.set_to(clock.moment(CHANGE_OF_CLOCKS, at, zone)):
        yield
    monkeypatch.undo()
    time.tzset()
