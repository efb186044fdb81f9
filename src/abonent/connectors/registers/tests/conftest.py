"""Registers on this machine, and two colleagues who ask them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.connectors.registers.models import PublicRegister
from abonent.connectors.registers.operations import switch_register
from abonent.connectors.registers.testing import Registers, registers_running
from abonent.kit import clock
from abonent.organisation.models import LegalEntity


@pytest.fixture
def server(settings) -> Iterator[Registers]:
    """Nothing is asked of the real registers."""
    with registers_running() as running:
        settings.REGISTER_ADDRESSES = running.addresses
        yield running


@pytest.fixture
def clara(db) -> StaffUser:
    install_ready_roles()
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    user = StaffUser.objects.create_user("clara", first_name="Clara", last_name="Berg")
    user.roles.add(Role.objects.get(code="clerk"), Role.objects.get(code="administrator"))
    user.entities.add(entity)
    return user


@pytest.fixture
def all_on(clara) -> None:
    for register in PublicRegister:
        switch_register(register=register, on=True, actor=clara)


@pytest.fixture
def clerk(clara) -> Client:
    client = Client()
    client.force_login(clara)
    return client


@pytest.fixture
def today():
    return clock.today("Europe/Stockholm")
