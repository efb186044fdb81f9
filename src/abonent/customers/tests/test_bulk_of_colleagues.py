"""Many customers are given to a colleague or a unit at once, and back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara() -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("clara", first_name="Clara", last_name="Berg")
    user.roles.add(Role.objects.get(code="clerk"))
    return user


def a_unit() -> Unit:
    entity = LegalEntity.objects.create(code="norr", name="Norr AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv")
    return Unit.objects.create(entity=entity, code="south", name="South")


def responsibles() -> list[int | None]:
    return list(Customer.objects.order_by("pk").values_list("responsible_id", flat=True))


def test_several_are_given_to_a_colleague_looked_at_first_and_given_back(clara: StaffUser):
    client = Client()
    client.force_login(clara)
    sven = StaffUser.objects.create_user("sven", first_name="Sven")
    anna, bo = a_customer("Anna"), a_customer("Bo", responsible_id=sven.pk)
    address, chosen = reverse("customers:bulk_responsible"), [anna.pk, bo.pk]
    looked_at = client.post(address, {"chosen": chosen}).content.decode()
    assert "Now Sven" in looked_at
    assert responsibles() == [None, sven.pk]

    client.post(address, {"chosen": chosen, "value": clara.pk})
    assert responsibles() == [clara.pk, clara.pk]
    client.post(reverse("runs:undo", args=[Act.objects.latest("pk").pk]))
    assert responsibles() == [None, sven.pk]

    client.post(address, {"chosen": chosen, "value": ""})
    assert responsibles() == [None, None]


@pytest.mark.sql
def test_a_statement_leaves_whom_it_has_given_alone(clara: StaffUser):
    chosen = [a_customer("Anna").pk, a_customer("Bo").pk]
    assert twice("customers/set_field", field="responsible_id", customers=chosen, value=str(clara.pk), only_from=None) == 1
    assert twice("customers/set_field", field="unit_id", customers=chosen, value=str(a_unit().pk), only_from=None) == 1
    # Who was given to somebody else since is left to him.
    assert twice("customers/set_field", field="responsible_id", customers=chosen, value="", only_from="0") == 0
    assert twice("customers/set_field", field="responsible_id", customers=chosen, value="", only_from=str(clara.pk)) == 1
