"""The statements that bring types, accounts and the cells of a returned workbook in, and those that take them back, each run twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from abonent.customers.models import ContactPoint, Customer, CustomerBankAccount, CustomerCategory, StagedCustomer
from abonent.customers.testing import a_customer
from abonent.customers.tests.test_statements import BLANK, TODAY
from abonent.imports.models import ImportBatch, ImportConflict, ImportedRow
from abonent.kit import statements
from abonent.kit.files import store
from abonent.kit.testing import twice

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

OLD, NEW = "SE4550000000058398257466", "FI2112345600000785"


@pytest.fixture
def batch(settings, tmp_path) -> ImportBatch:
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}
    file = store(name="customers.xlsx", media_type="", content=b"x", owner="import_batch")
    return ImportBatch.objects.create(kind="customers", source="workbook", file=file)


def staged(batch: ImportBatch, customer: Customer, **said: str) -> dict[str, Any]:
    assumed = {"country_assumed": "SE", "language_assumed": "sv", "key": str(customer.number), "version": "as it was"}
    StagedCustomer.objects.create(batch_id=batch.pk, line=2, **{**BLANK, **assumed, **said})
    named = {"batch": batch.pk, "key_source": "workbook", "today": TODAY, "lines": None}
    statements.run("customers/forget_matches", **named)
    statements.run("customers/match_staged_customers", **named)
    return named


def test_types_are_given_taken_and_put_back(batch: ImportBatch):
    school, library = (CustomerCategory.objects.create(name={"en": name}) for name in ("School", "Library"))
    anna = a_customer(category_ids=[school.pk])
    named = staged(batch, anna, types="library")
    statements.run("imports/keep_before_values", source="customers/rows_before_import", **named)

    assert twice("customers/remove_types_gone", **named) == 1
    assert twice("customers/insert_imported_types", **named) == 1
    assert anna.category_ids == [library.pk]

    assert twice("customers/remove_imported_types", **named) == 1
    assert twice("customers/put_back_types", **named) == 1
    assert anna.category_ids == [school.pk]


def test_accounts_are_given_taken_and_put_back(batch: ImportBatch):
    anna = a_customer()
    CustomerBankAccount.objects.create(customer=anna, number=OLD)
    named = staged(batch, anna, iban=NEW)
    statements.run("imports/keep_before_values", source="customers/rows_before_import", **named)

    assert twice("customers/remove_accounts_gone", **named) == 1
    assert twice("customers/insert_imported_accounts", **named) == 1
    assert CustomerBankAccount.objects.get().number == NEW

    assert twice("customers/remove_imported_accounts", **named) == 1
    assert twice("customers/put_back_accounts", **named) == 1
    assert CustomerBankAccount.objects.get().number == OLD


def test_an_emptied_telephone_goes_and_is_put_back(batch: ImportBatch):
    anna = a_customer(mobile="070-174 06 35")
    before = list(ContactPoint.objects.values())
    named = staged(batch, anna, emptied="mobile")
    statements.run("imports/keep_before_values", source="customers/rows_before_import", **named)
    assert ImportedRow.objects.get().before["contact_points"]

    assert twice("customers/remove_emptied_contact_points", **named) == 1
    assert twice("customers/put_back_contact_points", **named) == 1
    assert list(ContactPoint.objects.values()) == before


def test_a_conflict_is_written_down_once_and_gone_when_both_say_the_same(batch: ImportBatch):
    anna = a_customer()
    edited = {"language": {"before": {"language": "fi"}, "mine": {"language": "pl"}}}
    named = staged(batch, anna, language="pl", edited=json.dumps(edited))

    assert twice("imports/record_conflicts", source="customers/conflicts_of_staged", **named) == 1
    conflict = ImportConflict.objects.get()
    assert (conflict.field, conflict.theirs) == ("language", {"language": "sv"})
    assert twice("imports/forget_settled_conflicts", source="customers/conflicts_of_staged", **named) == 0

    Customer.objects.update(language="pl")
    assert twice("imports/forget_settled_conflicts", source="customers/conflicts_of_staged", **named) == 1
