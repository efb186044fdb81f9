"""The views for other systems: every column is documented, and a log-in reads the rows of its companies and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from abonent.catalog.models import Product, ProductStatus
from abonent.catalog.operations import install_product_statuses
from abonent.catalog.operations.customer_products import Said, set_product_status
from abonent.catalog.testing import a_product, an_entity
from abonent.config.tests.source import PROJECT
from abonent.customers.models import Customer
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.reporting.models import ReadingLogin
from abonent.reporting.operations import CannotMakeLogin, end_login, lift_views, make_login, put_views
from abonent.reporting.view_definitions import SCHEMA, as_markdown, definitions

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


@pytest.fixture(autouse=True)
def views(db) -> None:
    put_views()


@contextmanager
def reading(login: ReadingLogin) -> Iterator[None]:
    """Ask as the other system does."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL SESSION AUTHORIZATION "{login.role_name}"')
        yield
        cursor.execute("RESET SESSION AUTHORIZATION")


def told(login: ReadingLogin, question: str) -> list[Any]:
    with reading(login), connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def a_login(name: str = "advertising", entity: LegalEntity | None = None, **said) -> ReadingLogin:
    told_of = {"purpose": "Advertising looks customers up", "with_national_ids": False, **said}
    return make_login(name=name, entity=entity, actor=None, **told_of).login


def interested(customer: Customer, product: Product) -> None:
    install_product_statuses()
    said = Said(status=ProductStatus.objects.get(name__en="Interested"), since=TODAY)
    set_product_status(customer=customer, product=product, said=said, actor=None, today=TODAY)


@pytest.mark.sql
@pytest.mark.parametrize("view", [pytest.param(view, id=view.name) for view in definitions()])
def test_every_column_of_a_view_is_documented_in_its_order(view):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position",
            [SCHEMA, view.name],
        )
        columns = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT obj_description(%s::regclass)", [f"{SCHEMA}.{view.name}"])
        assert cursor.fetchone() == (view.says,)
    assert columns == list(view.columns) and all(view.columns.values())


def test_the_page_of_the_views_is_what_the_views_say():
    assert (PROJECT / "docs" / "formats" / "views.md").read_text("utf-8") == as_markdown(), (
        "run: abonent views document --to docs/formats/views.md"
    )


def test_a_log_in_of_one_company_reads_its_rows_and_its_customers_alone():
    daily, weekly = a_product(entity=an_entity()), a_product(entity=an_entity(code="veckan"), code="weekly")
    anna, bo, _eva = a_customer("Anna"), a_customer("Bo"), a_customer("Eva")
    interested(anna, daily)
    interested(bo, weekly)
    everything, one = a_login(), a_login("editorial", daily.entity)
    assert told(one, "SELECT given_name FROM reporting.customer") == [("Anna",)]
    assert told(everything, "SELECT given_name FROM reporting.customer ORDER BY 1") == [("Anna",), ("Bo",), ("Eva",)]
    assert told(one, "SELECT product_code FROM reporting.product") == [("daily",)]
    assert told(one, "SELECT customer_number, status, since FROM reporting.customer_product") == [(anna.number, "Interested", TODAY)]
    assert {number for (number,) in told(one, "SELECT customer_number FROM reporting.address")} == {anna.number}


def test_without_a_log_in_of_ours_the_views_are_empty():
    a_customer("Anna")
    with connection.cursor() as cursor:
        for view in definitions():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(SCHEMA, view.name)).as_string())
            assert cursor.fetchone() == (0,), view.name


def test_a_log_in_that_was_taken_back_reads_nothing_and_cannot_come_in():
    a_customer("Anna")
    login = a_login()
    assert len(told(login, "SELECT 1 FROM reporting.customer")) == 1
    ReadingLogin.objects.update(ended_at=login.made_at)
    assert told(login, "SELECT 1 FROM reporting.customer") == []
    ReadingLogin.objects.update(ended_at=None)
    end_login(login=login, actor=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [login.role_name])
        assert cursor.fetchone() == (0,)
    with pytest.raises(CannotMakeLogin, match="taken back already"):
        end_login(login=login, actor=None)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT 1 FROM public.customer",
        "SELECT 1 FROM public.reading_login",
        "DELETE FROM reporting.customer",
        "CREATE TABLE public.mine ()",
    ],
)
def test_a_log_in_reaches_neither_the_tables_nor_a_pen(question: str):
    login = a_login()
    with pytest.raises(DatabaseError, match="permission denied|cannot delete"), reading(login), connection.cursor() as cursor:
        cursor.execute(question)


def test_personal_numbers_are_empty_unless_the_log_in_was_made_with_them():
    Customer.objects.filter(pk=a_customer("Anna").pk).update(national_id="196408233234")
    assert told(a_login(), "SELECT national_id FROM reporting.customer") == [("",)]
    assert told(a_login("payroll", with_national_ids=True), "SELECT national_id FROM reporting.customer") == [("196408233234",)]


def test_a_merged_record_is_told_as_the_customer_it_stands_for():
    kept, merged = a_customer("Anna", mobile="070-174 06 35"), a_customer("Anna", "Ek", email="anna@example.org")
    merge_customers(kept=kept, merged=merged, actor=None, today=TODAY)
    login = a_login()
    assert told(login, "SELECT customer_number FROM reporting.customer") == [(kept.number,)]
    assert {number for (number,) in told(login, "SELECT customer_number FROM reporting.contact")} == {kept.number}


def test_a_name_is_made_plain_and_taken_once():
    assert a_login("Annonser & BI").role_name == "abonent_annonser_bi"
    with pytest.raises(CannotMakeLogin, match="already a log-in abonent_annonser_bi"):
        a_login("annonser-bi")
    with pytest.raises(CannotMakeLogin, match="at least one letter"):
        a_login("!!!")


def test_the_password_is_kept_nowhere():
    made = make_login(name="bi", purpose="Figures", entity=None, with_national_ids=False, actor=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'abonent_bi'")
        (kept,) = cursor.fetchone()
    assert kept.startswith("SCRAM-SHA-256$") and made.password not in kept


def test_the_views_can_be_lifted_and_put_back_and_are_left_alone_when_they_are_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'reporting.customer'::regclass::oid")
        before = cursor.fetchone()
        put_views()
        cursor.execute("SELECT 'reporting.customer'::regclass::oid")
        assert cursor.fetchone() == before
        lift_views()
        put_views()
        cursor.execute("SELECT 'reporting.customer'::regclass::oid")
        assert cursor.fetchone() != before
