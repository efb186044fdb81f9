"""A page shows the day and the hour of the company its reader works for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.kit import clock
from abonent.ledger.testing import an_entity

pytestmark = [pytest.mark.django_db, pytest.mark.day]

# In Stockholm it is the next day already, and night; in London it is still the day before.
LATE = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


def test_the_day_is_that_of_the_readers_company():
    install_ready_roles()
    user = take_on_staff(username="eva", password="long enough for us", full_name="Eva", roles=[MANAGER], entities=[an_entity()])
    client = Client()
    with clock.set_to(LATE):
        client.force_login(user)
        page = client.get("/").content.decode()
    assert "Thursday 2 July" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Good morning" in page


def test_who_works_for_no_company_yet_reads_by_utc():
    assert StaffUser.objects.create_user("nobody").zone == "UTC"
