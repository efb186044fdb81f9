"""A page shows the day and the hour of the company its reader works for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from abonent.access.backend import StaffBackend
from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.kit import clock
from abonent.ledger.testing import an_entity
from abonent.organisation.models import LegalEntity

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


def test_of_two_companies_the_one_founded_first_has_the_clock():
    first = an_entity()
    later = LegalEntity.objects.create(
        code="later", name="A name before all others", country="FI", currency="EUR", zone="Europe/Helsinki", language="fi"
    )
    user = StaffUser.objects.create_user("between.two")
    user.entities.add(later, first)
    fetched = StaffBackend().get_user(user.pk)
    assert fetched is not None
    assert (fetched.zone, StaffUser.objects.get(pk=user.pk).zone) == (first.zone, first.zone)
