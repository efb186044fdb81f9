"""Every column is classified by what it says of people; who is erased is found nowhere but in the books (R20)."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice
from abonent.customers.models import Customer
from abonent.customers.operations import CannotErase, change_customer, disclose_customer, erase_customer, erase_vouchers
from abonent.imports.models import ImportBatch
from abonent.kit import statements
from abonent.kit.holdings import declared_holdings
from abonent.kit.periods import day
from abonent.runs.invariants import declared_invariants

OURS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("abonent.") and not {"testing", "tests"} & set(model.__module__.split("."))
]


def columns_by_table() -> dict[str, set[str]]:
    return {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in OURS
        if model._meta.managed and not model._meta.db_table.endswith("_history")
    }


def test_every_column_is_classified_once():
    said = {holding.table: holding for holding in declared_holdings}
    assert len(said) == len(list(declared_holdings)), "a table is declared twice"
    for table, columns in columns_by_table().items():
        assert table in said, f"{table}: say in personal.py of its folder what it holds of people"
        named = said[table].columns
        assert len(named) == len(set(named)), f"{table} names a column twice"
        assert set(named) == columns, f"{table}: {sorted(set(named) ^ columns)}"


def test_a_table_that_knows_a_customer_says_how_to_find_his_rows():
    said = {holding.table: holding for holding in declared_holdings}
    staged = {"staged_customer", "staged_customer_match"}
    for model in OURS:
        table = model._meta.db_table
        knows = [field for field in model._meta.concrete_fields if field.related_model is Customer]
        if knows and model._meta.managed and not table.endswith("_history") and table not in staged:
            assert said[table].people, f"{table} has {knows[0].name}, and does not say whose rows they are"


def test_only_who_says_whose_rows_they_are_holds_identities():
    for holding in declared_holdings:
        assert holding.people or not (holding.identity or holding.voucher), holding.table


LONG_AFTER, LONG_AFTER_THE_BOOKS = day("2030-01-01"), day("2045-01-01")


@pytest.fixture
def somebody_settled(tiny_world) -> Customer:
    """Somebody who was invoiced and paid; when all terms have run out, nothing is in the way."""
    from abonent.charges.models import OpenCharge
    from abonent.ledger.models import OpenPayment, OpenReceivable

    customers = Customer.objects.filter(pk__in=Invoice.objects.values("payer"), kind="person", contact_points__kind="email")
    for owing in (
        OpenReceivable.objects.values("receivable__customer"),
        OpenPayment.objects.values("payment__customer"),
        OpenCharge.objects.values("charge__payer"),
    ):
        customers = customers.exclude(pk__in=owing)
    found = customers.order_by("pk").first()
    assert found, "the tiny world has nobody who paid all"
    return found


@pytest.fixture
def officer(tiny_world) -> StaffUser:
    from abonent.access.models import Role
    from abonent.organisation.models import LegalEntity

    user = StaffUser.objects.create_user("officer.of.tests")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(*LegalEntity.objects.all())
    return user


def traces_of(customer: Customer) -> list[str]:
    """What would tell who it was: family name, street, contacts, keys."""
    points = [point.normalised.lstrip("+") for point in customer.contact_points.all()]
    streets = [address.place.street_line for address in customer.addresses.select_related("place")]
    keys = [key.key for key in customer.external_keys.all() if len(key.key) > 5]
    return ["Unikenström", f"{customer.given_name} {customer.family_name}", *points, *streets, *keys]


def rows_that_say(traces: list[str]) -> dict[str, list[str]]:
    """Every table of the database, whole, searched for the traces."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        for (table,) in cursor.fetchall():
            for trace in traces:
                cursor.execute(f"SELECT to_jsonb(said)::text FROM {table} AS said WHERE position(%s IN to_jsonb(said)::text) > 0", [trace])  # noqa: S608 - the tables of the catalogue
                found.setdefault(table.removeprefix("public."), []).extend(row for (row,) in cursor.fetchall())
    return {table: rows for table, rows in found.items() if rows}


def test_who_is_erased_is_found_nowhere_but_in_the_books(somebody_settled, officer, tiny_world):
    customer = somebody_settled
    change_customer(
        customer=customer,
        seen={"family_name": customer.family_name},
        wanted={"family_name": "Unikenström"},
        actor=officer,
        today=tiny_world.today,
        reason="Unikenström said so",
    )
    traces, batches = traces_of(customer), list(ImportBatch.objects.filter(source__in=customer.external_keys.values("source")))
    assert batches
    before = rows_that_say(traces)
    assert {"customer", "customer_history", "act", "pghistory_context"} <= set(before)
    erase_customer(customer=customer, actor=officer, today=LONG_AFTER)
    left = set(rows_that_say(traces))
    books = {holding.table for holding in declared_holdings if holding.voucher}
    for batch in batches:
        batch.file.refresh_from_db()
    assert {batch.file.size for batch in batches} == {0}
    # A door stays a door: others live behind it, or will.
    assert left <= books | {"place"}
    customer.refresh_from_db()
    assert (customer.name, customer.erasure.erased_by) == ("–", officer)
    assert customer.erasure.kept_until is not None


def test_once_the_law_lets_go_who_was_erased_is_found_in_the_books_no_more_and_their_sums_stay(somebody_settled, officer, tiny_world):
    from abonent.billing.operations.printing import pdf_of

    customer = somebody_settled
    traces = [*traces_of(customer), customer.family_name]
    invoices = list(Invoice.objects.filter(payer=customer).order_by("pk"))
    papers = [pdf_of(invoice) for invoice in invoices]
    sums = [(invoice.document_number, invoice.total, invoice.issued_on) for invoice in invoices]
    assert papers and customer.family_name in rows_that_say([customer.family_name])["invoice"][0]

    erase_customer(customer=customer, actor=officer, today=LONG_AFTER)
    with pytest.raises(CannotErase, match="kept until"):
        erase_vouchers(customer=customer, actor=officer, today=LONG_AFTER)
    erase_vouchers(customer=customer, actor=officer, today=LONG_AFTER_THE_BOOKS)

    found = rows_that_say(traces[:-1])
    assert set(found) <= {"place"}, found
    assert not [row for rows in rows_that_say([customer.family_name]).values() for row in rows if f'"payer_id": {customer.pk}' in row]
    assert [
        (invoice.document_number, invoice.total, invoice.issued_on) for invoice in Invoice.objects.filter(payer=customer).order_by("pk")
    ] == sums
    assert customer.erasure.__class__.objects.get(customer=customer).kept_until is None
    assert not [finding for invariant in declared_invariants for finding in statements.rows(invariant.statement)]
    with pytest.raises(CannotErase, match="kept any more"):
        erase_vouchers(customer=customer, actor=officer, today=LONG_AFTER_THE_BOOKS)


def test_nobody_is_erased_who_still_receives_or_owes(officer, tiny_world):
    from abonent.subscriptions.models import Subscription

    running = Subscription.objects.filter(expiry__expires_on__gt=tiny_world.today).first()
    assert running
    with pytest.raises(CannotErase, match="still run"):
        erase_customer(customer=running.payer, actor=officer, today=tiny_world.today)


def test_nobody_hands_out_or_erases_rows_of_companies_he_does_not_work_for(somebody_settled, officer, tiny_world):
    officer.entities.clear()
    with pytest.raises(CannotErase, match="do not work for"):
        erase_customer(customer=somebody_settled, actor=officer, today=LONG_AFTER)


def test_what_is_handed_out_is_all_that_is_held(somebody_settled, officer):
    import json
    from io import BytesIO
    from zipfile import ZipFile

    packed = ZipFile(BytesIO(disclose_customer(customer=somebody_settled, actor=officer)))
    said: dict[str, Any] = json.loads(packed.read("data.json"))
    assert said["customer"][0]["family_name"] == somebody_settled.family_name
    assert {"address", "contact_point", "subscription", "invoice", "payment"} <= set(said)
    papers = [name for name in packed.namelist() if name.endswith(".pdf")]
    assert len(papers) == len(said["invoice"])
    assert packed.read(papers[0]).startswith(b"%PDF")
