"""Each statement of the register on a small table, run twice."""

from __future__ import annotations

from typing import Any

import pytest

from abonent.access.models import StaffUser
from abonent.customers.models import (
    Address,
    ContactPoint,
    Customer,
    CustomerSearch,
    ExternalKey,
    Place,
    StagedCustomer,
    StagedCustomerMatch,
)
from abonent.customers.testing import a_customer
from abonent.imports.models import ImportBatch, ImportFault
from abonent.kit import statements
from abonent.kit.files import store
from abonent.kit.periods import day, period
from abonent.kit.testing import twice

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

TODAY = day("2026-02-01")
DOOR = {"country": "SE", "postal_code": "871 32", "town": "Norrvik", "street": "Storgatan", "number": "1", "staircase": "", "flat": ""}
BLANK = {
    field.attname: ""
    for field in StagedCustomer._meta.fields
    if field.attname not in ("batch_id", "line", "own", "faults", "pk")
}  # fmt: skip


@pytest.fixture
def batch(settings, tmp_path) -> ImportBatch:
    settings.MEDIA_ROOT = tmp_path
    file = store(name="customers.csv", media_type="text/csv", content=b"x", owner="import_batch")
    return ImportBatch.objects.create(kind="customers", source="old", file=file)


def staged(batch: ImportBatch, line: int, **said: str) -> None:
    assumed = {"kind": "person", "country_assumed": "SE", "language_assumed": "sv"}
    StagedCustomer.objects.create(batch_id=batch.pk, line=line, **{**BLANK, **assumed, **said})


def matched(batch: ImportBatch) -> dict[str, Any]:
    parameters = {"batch": batch.pk, "key_source": "old", "today": TODAY, "lines": None}
    statements.run("customers/forget_matches", **parameters)
    statements.run("customers/match_staged_customers", **parameters)
    return parameters


def known_anna() -> Customer:
    anna = a_customer(mobile="070-174 06 35")
    ExternalKey.objects.create(source="old", key="1", customer=anna)
    return anna


def test_search_rows_follow_the_customers():
    anna = a_customer()
    Customer.objects.filter(pk=anna.pk).update(family_name="Öberg")

    assert twice("customers/refresh_search", source="customers/named_customers", customer_ids=[anna.pk]) == 1

    assert CustomerSearch.objects.get().family_first == "oberg anna"


def test_a_door_becomes_one_place():
    assert twice("customers/ensure_places", source="customers/entered_door", **DOOR) == 1
    assert twice("customers/ensure_places", source="customers/entered_door", **{**DOOR, "town": "NORRVIK"}) == 0


def test_a_move_ends_corrects_and_begins_addresses():
    anna = a_customer()
    twice("customers/ensure_places", source="customers/entered_door", **DOOR)
    place = Place.objects.get(street="Storgatan")
    move = {
        "customer": anna.pk, "kind": "delivery", "temporary": False, "place": place.pk, "care_of": "", "begins_on": day("2026-03-01"), "ends_on": None,
    }  # fmt: skip

    assert twice("customers/end_former_addresses", source="customers/entered_address", **move) == 1
    assert twice("customers/correct_addresses", source="customers/entered_address", **move) == 0
    assert twice("customers/begin_addresses", source="customers/entered_address", **move) == 1
    assert twice("customers/correct_addresses", source="customers/entered_address", **{**move, "care_of": "Ek"}) == 1

    assert list(Address.objects.order_by("during").values_list("during", "care_of")) == [
        (period("2026-01-01", "2026-03-01"), ""),
        (period("2026-03-01", None), "Ek"),
    ]


def test_a_new_telephone_is_preferred_and_the_former_steps_back():
    anna = a_customer(mobile="070-174 06 35")
    new = {"customer": anna.pk, "kind": "mobile", "value": "070-174 06 36", "normalised": "+46701740636"}

    assert twice("customers/step_back_contact_points", source="customers/entered_contact_point", **new) == 1
    assert twice("customers/prefer_contact_points", source="customers/entered_contact_point", **new) == 1

    assert list(ContactPoint.objects.order_by("id").values_list("normalised", "preferred")) == [
        ("+46701740635", False),
        ("+46701740636", True),
    ]


def test_staged_rows_are_new_changed_or_the_same(batch: ImportBatch):
    known_anna()
    staged(batch, 2, key="1", given_name="Anna", family_name="Lindqvist", mobile="0701740635", mobile_normalised="+46701740635")
    staged(batch, 3, key="2", given_name="Sven", family_name="Ek")

    matched(batch)
    parameters = {"batch": batch.pk, "key_source": "old", "today": TODAY, "lines": None}
    assert twice("customers/forget_matches", batch=batch.pk, lines=None) == 2
    assert twice("customers/match_staged_customers", **parameters) == 2
    counts = statements.row("customers/count_outcomes", batch=batch.pk)

    assert (counts.new, counts.changed, counts.same) == (1, 0, 1)


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        ({"family_name": "Öberg"}, "says_otherwise"),
        ({"language": "fi"}, "says_otherwise"),
        ({"payment_terms_days": "30"}, "says_otherwise"),
        ({"credit_limit": "5000"}, "says_otherwise"),
        ({"street": "Storgatan", "number": "1", "postal_code": "871 32", "town": "Norrvik"}, "lives_elsewhere"),
        ({"mobile": "0701740636", "mobile_normalised": "+46701740636"}, "is_reached_otherwise"),
    ],
)
def test_a_known_row_says_in_what_it_differs(batch: ImportBatch, said: dict[str, str], differs: str):
    known_anna()
    staged(batch, 2, key="1", **said)

    matched(batch)

    match = StagedCustomerMatch.objects.get()
    assert [name for name in ("says_otherwise", "lives_elsewhere", "is_reached_otherwise") if getattr(match, name)] == [differs]


def test_an_empty_cell_says_nothing(batch: ImportBatch):
    known_anna()
    staged(batch, 2, key="1", family_name="Öberg")
    matched(batch)

    assert twice("customers/update_imported_customers", batch=batch.pk) == 1

    anna = Customer.objects.get()
    assert (anna.given_name, anna.family_name, anna.language, anna.version) == ("Anna", "Öberg", "sv", 2)


def test_new_rows_become_customers_with_key_place_address_and_contacts(batch: ImportBatch):
    staged(
        batch, 2, key="7", given_name="Sven", family_name="Ek", street="Storgatan", number="1", postal_code="871 32", town="Norrvik",
        email="Sven@example.org", email_normalised="sven@example.org",
    )  # fmt: skip
    matched(batch)
    parameters = {"batch": batch.pk, "key_source": "old", "today": TODAY, "lines": None}

    assert twice("customers/insert_imported_customers", batch=batch.pk) == 1
    assert twice("customers/insert_imported_keys", batch=batch.pk, key_source="old") == 1
    assert twice("customers/ensure_places", source="customers/imported_doors", batch=batch.pk) == 1
    assert twice("customers/insert_imported_addresses", batch=batch.pk, today=TODAY) == 1
    assert twice("customers/prefer_contact_points", source="customers/imported_contacts", batch=batch.pk) == 1
    assert twice("customers/step_back_contact_points", source="customers/imported_changed_contacts", batch=batch.pk) == 0
    assert twice("customers/end_former_addresses", source="customers/imported_moves", **parameters) == 0
    assert twice("customers/refresh_search", source="customers/imported_customers", batch=batch.pk) == 1

    sven = Customer.objects.get(external_keys__key="7")
    assert (sven.canonical_id, sven.name, sven.addresses.get().place.street_line) == (sven.pk, "Sven Ek", "Storgatan 1")


def test_a_known_row_that_moved_is_handed_to_the_rule_of_moves(batch: ImportBatch):
    known_anna()
    staged(batch, 2, key="1", street="Storgatan", number="1", postal_code="871 32", town="Norrvik")
    parameters = matched(batch)
    statements.run("customers/ensure_places", source="customers/imported_doors", **parameters)

    assert twice("customers/end_former_addresses", source="customers/imported_moves", **parameters) == 1
    assert twice("customers/begin_addresses", source="customers/imported_moves", **parameters) == 1

    assert Address.objects.get(during__contains=TODAY).place.street == "Storgatan"


def test_faults_are_written_down_once(batch: ImportBatch):
    known_anna()
    ExternalKey.objects.create(source="old", key="1b", customer=Customer.objects.get())
    staged(batch, 2, key="5", family_name="Ek")
    staged(batch, 3, key="5", family_name="Alm")
    staged(batch, 4, key="", family_name="Ask")
    staged(batch, 5, key="6")
    staged(batch, 6, key="1", family_name="Lindqvist")
    staged(batch, 7, key="1b", family_name="Lindqvist")
    StagedCustomer.objects.filter(line=2).update(faults=[["email", "email.unreadable", {"value": "x@"}]])
    parameters = {"batch": batch.pk, "key_source": "old", "lines": None}

    assert twice("imports/record_faults", source="customers/faults_of_reading", **parameters) == 1
    assert twice("imports/record_faults", source="customers/faults_of_keys", **parameters) == 3
    assert twice("imports/record_faults", source="customers/faults_of_names", **parameters) == 1
    assert twice("imports/record_faults", source="customers/faults_of_identity", **parameters) == 2

    assert list(ImportFault.objects.order_by("line", "code").values_list("line", "code")) == [
        (2, "email.unreadable"), (2, "key.twice"), (3, "key.twice"), (4, "key.missing"), (5, "name.missing"), (6, "customer.twice"), (7, "customer.twice"),
    ]  # fmt: skip


def test_the_people_beside_a_customer():
    viewer = StaffUser.objects.create_user("clara")
    anna, bo = a_customer(), a_customer("Bo")
    asked = {"customers": [anna.pk], "viewer": viewer.pk, "today": TODAY, "limit": 8}
    for _time in range(2):
        [row] = statements.rows("customers/household", **asked)
        assert (row.id, row.signs, row.people) == (bo.pk, ["door"], 1)
