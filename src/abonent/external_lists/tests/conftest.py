"""A publisher in Norrvik, two colleagues, a folder of lists of their own."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.kit import clock
from abonent.organisation.models import LegalEntity


@pytest.fixture
def home(settings, tmp_path):
    """Files and the folder of lists lie here."""
    settings.MEDIA_ROOT, settings.HOME = tmp_path / "files", tmp_path
    (tmp_path / "lists").mkdir()
    return tmp_path


@pytest.fixture
def entity(db) -> LegalEntity:
    install_ready_roles()
    return LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip


def a_colleague(username: str, role: str, entity: LegalEntity) -> StaffUser:
    user = StaffUser.objects.create_user(username, first_name=username.capitalize(), last_name="Berg")
    user.roles.add(Role.objects.get(code=role))
    user.entities.add(entity)
    return user


@pytest.fixture
def sara(entity, home) -> StaffUser:
    """Who sells, and brings lists in."""
    return a_colleague("sara", "sales", entity)


@pytest.fixture
def clara(entity, home) -> StaffUser:
    """Who answers the telephone."""
    return a_colleague("clara", "clerk", entity)


@pytest.fixture
def today():
    return clock.today("Europe/Stockholm")


@pytest.fixture
def seller(sara) -> Client:
    client = Client()
    client.force_login(sara)
    return client
