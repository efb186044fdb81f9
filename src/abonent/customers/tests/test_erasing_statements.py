"""The statements that erase find nothing the second time, and leave other people alone."""

from __future__ import annotations

import pytest

from abonent.access.history import change_by, forgetting
from abonent.customers.models import Address, ContactPoint, Customer
from abonent.customers.operations import change_customer
from abonent.customers.testing import a_customer
from abonent.kit import statements
from abonent.kit.holdings import declared_erasings
from abonent.kit.periods import day

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

CHANGES = {"seen": {"language": "sv"}, "wanted": {"language": "fi"}, "actor": None, "today": day("2026-03-01")}


def test_every_statement_that_erases_is_declared_and_erases_once():
    anna, bo = a_customer("Anna", "Lindqvist", email="anna@example.org"), a_customer("Bo", "Ek", email="bo@example.org")
    change_customer(customer=anna, reason="Anna said so", **CHANGES)
    with change_by(None, "erase_customer"), forgetting():
        for erasing in reversed(list(declared_erasings)):
            first = statements.run(erasing.statement, source=erasing.source, people=[anna.pk])
            assert statements.run(erasing.statement, source=erasing.source, people=[anna.pk]) == 0, (
                f"{erasing.statement} wrote {first}, then more"
            )
    assert not Address.objects.filter(customer=anna).exists() and not ContactPoint.objects.filter(customer=anna).exists()
    assert Customer.objects.get(pk=anna.pk).name == "–"
    assert Customer.objects.get(pk=bo.pk).name == "Bo Ek" and bo.contact_points.exists() and bo.addresses.exists()
