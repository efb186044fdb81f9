"""Orders from an agent's file: as the desk would have taken them, the same file again changes nothing, and the whole is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from abonent.catalog.testing import a_price_list, prices_from
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.customers.models import Customer, ExternalKey
from abonent.customers.testing import a_customer
from abonent.imports.kinds import kind_of
from abonent.imports.mapping import guessed_mapping
from abonent.imports.models import ImportBatch, ImportedRow
from abonent.imports.operations import check_batch, commit_batch, keep_faulty_rows, mend_row, take_file
from abonent.imports.reading.trouble import Fault
from abonent.imports.refusals import CannotImport
from abonent.imports.undoing import undo_import
from abonent.kit import clock, statements
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Agent, Entitlement, Expiry, Party, StagedOrder, Subscription, Term
from abonent.subscriptions.operations import install_stop_reasons
from abonent.subscriptions.operations.take_back import take_order_back
from abonent.subscriptions.rules.order_cells import copies, months, starts_on

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HEADERS = "Kundnummer;Produkt;Månader;Från;Antal;Referens;Ombud\n"
ANNA = "1;daily;12;2026-03-01;;A-1001;\n"
BO = "2;Daily;3 månader;1.3.2026;2;A-1002;\n"


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


@pytest.fixture(autouse=True)
def sold(with_issues, price_list):
    install_stop_reasons()
    return price_list


@pytest.fixture(autouse=True)
def anna() -> Customer:
    return keyed(a_customer("Anna", "Ek"), "1")


@pytest.fixture(autouse=True)
def bo() -> Customer:
    return keyed(a_customer("Bo", "Berg"), "2")


@pytest.fixture
def agent() -> Agent:
    return Agent.objects.create(customer=a_customer("Agency", "Post"), mode=Agent.NET)


def keyed(customer: Customer, key: str) -> Customer:
    ExternalKey.objects.create(source="crm", key=key, customer=customer)
    return customer


def checked(content: str, **defaults: str) -> ImportBatch:
    file = store(name="orders.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="orders", file=file, source="crm", actor=None, defaults=defaults)
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def brought_in(content: str, **defaults: str) -> ImportBatch:
    with clock.set_to(NOON):
        return commit_batch(batch=checked(content, **defaults), actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int]:
    return batch.new_count, batch.same_count, batch.error_count


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(batch.faults.order_by("line", "field", "code").values_list("line", "field", "code"))


def everything() -> list[int]:
    return [table.objects.count() for table in (Subscription, Expiry, Term, Charge, ChargeComponent, OpenCharge, Party, Entitlement)]


def test_orders_come_in_as_the_desk_takes_them_and_again_nothing_changes(agent, anna, bo):
    batch = brought_in(HEADERS + ANNA + BO, default_agent=str(agent.customer.number))
    assert counts(batch) == (2, 0, 0)
    his = Subscription.objects.get(subscriber=bo)
    assert (his.copies, his.term_length, his.started_on, his.reference) == (2, 3, day("2026-03-01"), "A-1002")
    assert (his.sales_channel, his.delivery_method) == ("agent", "post")
    assert {(one.payer, one.parties.get().customer) for one in Subscription.objects.all()} == {(agent.customer, agent.customer)}
    charged = Charge.objects.get(source_id=his.terms.get().pk, source_kind="term")
    assert (charged.amount, charged.payer) == (Decimal("1598.00"), agent.customer)
    assert not [finding for one in INVARIANTS for finding in check(one)]
    before = everything()
    assert counts(brought_in(HEADERS + ANNA + BO, default_agent=str(agent.customer.number))) == (0, 2, 0)
    assert everything() == before and not StagedOrder.objects.exists()


def test_a_row_may_name_its_own_agent_and_through_one_on_commission_the_reader_pays(agent, anna, bo):
    other = Agent.objects.create(customer=a_customer("Seller", "Ek"), mode=Agent.COMMISSION)
    brought_in(HEADERS + ANNA.replace("A-1001;", f"A-1001;{other.customer.number}") + BO, default_agent=str(agent.customer.number))
    assert Subscription.objects.get(subscriber=anna).payer == anna
    assert Subscription.objects.get(subscriber=bo).payer == agent.customer


def test_the_whole_is_taken_back_with_terms_and_charges(agent):
    before = everything()
    batch = brought_in(HEADERS + ANNA + BO, default_agent=str(agent.customer.number))
    assert everything() != before
    undo_import(batch=batch, actor=None, today=TODAY)
    assert everything() == before and not ImportedRow.objects.filter(batch=batch).exists()


def test_what_is_invoiced_or_begun_stays(anna, bo):
    batch = brought_in(HEADERS + ANNA + BO)
    OpenCharge.objects.filter(charge__payer=anna).delete()
    undo_import(batch=batch, actor=None, today=TODAY)
    assert list(Subscription.objects.values_list("subscriber", flat=True)) == [anna.pk]
    again = brought_in(HEADERS + BO)
    with pytest.raises(CannotImport, match="used since"):
        undo_import(batch=again, actor=None, today=day("2026-03-02"))


def test_an_order_that_was_taken_back_comes_in_anew(bo):
    brought_in(HEADERS + BO)
    with clock.set_to(NOON):
        take_order_back(subscriptions=list(Subscription.objects.values_list("pk", flat=True)), actor=None, today=TODAY)
    assert counts(brought_in(HEADERS + BO)) == (1, 0, 0)


def test_each_row_says_what_is_wrong_with_it_and_is_mended(agent):
    wrong = [
        "3;daily;12;2026-03-01;;;\n",
        "1;weekly;12;2026-03-01;;;\n",
        "1;daily;7;2026-03-01;;;\n",
        "1;daily;12;;;;\n",
        "1;daily;twelve;2026-07-01;;;\n",
        "2;daily;12;2026-04-01;0;;\n",
        "2;daily;12;2026-05-01;;;4711\n",
        "2;daily;12;2026-06-01;;;\n",
        "2;Daily;12;2026-06-01;;;\n",
    ]
    batch = checked(HEADERS + "".join(wrong))
    assert faults(batch) == [
        (2, "customer_key", "whose.nobody"),
        (3, "product", "product.unknown"),
        (4, "months", "order.no_price"),
        (5, "starts_on", "order.no_day"),
        (6, "months", "order.no_number"),
        (7, "copies", "order.no_number"),
        (8, "agent", "order.no_agent"),
        (9, "product", "order.twice"),
        (10, "product", "order.twice"),
    ]
    keep_faulty_rows(batch=batch)
    mend_row(batch=batch, line=4, cells={batch.mapping["months"]: "12"}, actor=None, today=TODAY)
    assert (4, "months", "order.no_price") not in faults(batch)


def test_of_several_price_lists_the_row_names_one(daily, sold):
    second = a_price_list(entity=daily.entity, code="agents")
    prices_from("2025-01-01", second, {(daily, 12): "2000.00"})
    assert faults(checked(HEADERS + ANNA)) == [(2, "months", "order.several_prices")]
    brought_in(HEADERS.replace("\n", ";Prislista\n") + ANNA.replace("\n", ";agents\n"))
    assert Subscription.objects.get().price_list == second and Term.objects.get().amount == Decimal("2000.00")


def test_what_the_desk_would_refuse_refuses_the_file(agent):
    Customer.objects.filter(pk=agent.customer_id).update(credit_limit=1000)
    with pytest.raises(CannotImport, match="Agency Post may owe"):
        brought_in(HEADERS + ANNA, default_agent=str(agent.customer.number))
    assert not Subscription.objects.exists()


def test_the_file_is_brought_in_on_the_page_where_the_agent_is_chosen(desk, agent, bo):
    file = SimpleUploadedFile("orders.csv", (HEADERS + BO).encode(), content_type="text/csv")
    page = desk.post(reverse("imports:new", args=["orders"]), {"source": "crm", "file": file}, follow=True)
    form, batch = page.context["form"], ImportBatch.objects.get()
    assert form.fields["delivery"].initial == "post" and "Agency Post" in page.content.decode()
    chosen = {name: field.initial or "" for name, field in form.fields.items()} | {"default_agent": str(agent.customer.number)}
    desk.post(reverse("imports:check", args=[batch.pk]), chosen)
    desk.post(reverse("imports:commit", args=[batch.pk]))
    made = Subscription.objects.get()
    assert (
        made.payer == agent.customer
        and made.url in desk.get(reverse("subscriptions:list"), {"agent": agent.customer.number}).content.decode()
    )


def test_who_mediates_no_new_orders_is_not_offered(agent):
    names = lambda: [value for value, _label in kind_of("orders").field("default_agent").choices]  # noqa: E731
    assert str(agent.customer.number) in names()
    Agent.objects.update(retired=True)
    assert str(agent.customer.number) not in names()


@pytest.mark.parametrize(
    ("headers", "field"),
    [("Ensimmäinen päivä;Alkaen", "starts_on"), ("Liczba;Miesiące", "months"), ("Ügynök;Hónap", "agent"), ("Copies;From", "copies")],
)
def test_headers_are_known_in_each_language(headers, field):
    assert field in guessed_mapping(kind_of("orders"), headers.split(";"), source="crm")


def test_cells_are_read_as_people_write_them():
    assert (months("12 mån"), copies(""), starts_on("1.3.2026")) == (("12",), ("1",), ("2026-03-01",))
    for wrong in ("0", "-1", "many"):
        with pytest.raises(Fault):
            copies(wrong)


def test_the_statements_change_nothing_the_second_time(agent):
    batch = checked(HEADERS + ANNA)
    named = {"batch": batch.pk, "lines": None, "today": TODAY, "key_source": "crm"}
    twice("subscriptions/forget_order_matches", **named)
    twice("subscriptions/match_staged_orders", **named)
    made = brought_in(HEADERS + BO)
    twice("subscriptions/name_imported_orders", batch=batch.pk, order_lines=[2], subscriptions=[Subscription.objects.get().pk])
    Charge.objects.all().delete()
    statements.run("charges/withdraw_charges", source="subscriptions/charges_of_imported", batch=made.pk)
    twice("subscriptions/remove_imported_orders", batch=made.pk)
    twice("subscriptions/erase_staged_orders", people=list(Customer.objects.values_list("pk", flat=True)))
    assert not StagedOrder.objects.exists() and not Subscription.objects.exists()
