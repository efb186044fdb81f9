"""The format that tests write bank files in is known while they run; and who sits at the desk of the ledger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.testing import a_customer
from abonent.ledger import readers
from abonent.ledger.testing import LINES_READER, an_entity


@pytest.fixture(autouse=True)
def _lines_reader() -> Iterator[None]:
    readers._readers["lines"] = LINES_READER
    yield
    del readers._readers["lines"]


@pytest.fixture
def norrvik(db: None):
    return an_entity()


@pytest.fixture
def eva(norrvik) -> StaffUser:
    install_ready_roles()
    return take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])


@pytest.fixture
def desk(client, eva):
    client.force_login(eva)
    return client


@pytest.fixture
def anna(db: None):
    return a_customer("Anna", "Lindqvist")
