"""Two imports at once do not wait for each other where each only counts what has come in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from abonent.customers.models import Customer
from abonent.customers.tests.test_import import GOOD, TODAY, checked
from abonent.imports.operations import commit_batch
from abonent.imports.undoing import undo_import

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@contextmanager
def counted_by_another(*tables: str) -> Iterator[None]:
    """Another import, not yet at its end, has counted these tables; nobody waits for it longer than a moment."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE UPDATE EXCLUSIVE MODE")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1s'")
        yield
    finally:
        other.close()


def test_a_file_is_checked_committed_and_undone_while_another_import_is_at_work():
    with counted_by_another(
        "staged_customer", "staged_customer_match", "customer", "external_key", "place", "address", "contact_point", "imported_row"
    ):
        batch = commit_batch(batch=checked(GOOD), actor=None, today=TODAY)
        assert batch.new_count and Customer.objects.count() == batch.new_count
        undo_import(batch=batch, actor=None, today=TODAY)
    assert not Customer.objects.exists()
