"""What is due is collected by mandates: planned, ordered, paid, tried again where the account lacked cover, and never twice at a time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.testing import a_customer
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger import readers
from abonent.ledger.models import Receivable
from abonent.ledger.operations import match_bank_lines
from abonent.ledger.testing import LINES_READER, TODAY, Line, a_receivable, bring, bring_and_match
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.invariants import INVARIANTS
from abonent.payment_orders.models import Collection, CollectionTerms, Mandate, PaymentOrder, PlannedCollection
from abonent.payment_orders.operations import (
    CannotOrder,
    answer_mandate,
    cancel_mandate,
    fetch_order_file,
    request_mandate,
    set_payer_method,
    set_receivable_method,
    withdraw_payment_order,
)
from abonent.payment_orders.operations.collections import (
    CannotCollect,
    hold_collections_back,
    note_failure,
    set_collection_terms,
    write_orders,
)
from abonent.payment_orders.rules.retry import ENDING, NO_COVER
from abonent.payment_orders.testing import a_payer_back, collected, findings, planned
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import approve_run, commit_run, undo_act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_elsewhere(settings, tmp_path: Path, monkeypatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(readers._readers, "lines", LINES_READER)


@pytest.fixture
def norrvik() -> LegalEntity:
    """It collects by Autogiro: what is due within 5 days, twice again after 3 days."""
    entity = a_payer_back()
    giro = entity.bank_accounts.get(scheme="bankgiro")
    terms = CollectionTerms(entity=entity, autogiro_account=giro, autogiro_customer="471117", days_before=5, retry_days=3, retries=2)
    set_collection_terms(terms=terms, actor=None)
    return entity


@pytest.fixture
def anna(norrvik):
    """She pays by direct debit, and her bank agreed."""
    customer = a_customer()
    set_payer_method(customer=customer, method="direct_debit", actor=None)
    asked = {"scheme": "autogiro", "account": "5000, 1234567", "signed_on": day("2026-07-01")}
    mandate = request_mandate(entity=norrvik, customer=customer, **asked, actor=None, today=TODAY)
    answer_mandate(mandate=mandate, approved=True, actor=None)
    return customer


@pytest.fixture
def item(norrvik, anna) -> Receivable:
    return a_receivable(anna, "100.00", entity=norrvik, reference="10000016", due_on="2026-07-12")


def failed(collection: Collection, code: str, on: date = TODAY) -> None:
    note_failure(collection=collection, code=code, actor=None, today=on)


def test_what_is_due_is_collected_on_its_day_once(norrvik, anna, item):
    [collection] = collected(norrvik)
    assert (collection.amount, collection.attempt, collection.sequence, collection.state) == (Decimal("100.00"), 1, "FRST", "under_way")
    order = collection.order
    assert (order.kind, order.layout, order.execute_on, order.pieces, order.amount) == (
        "direct_debit",
        "autogiro",
        day("2026-07-12"),
        1,
        Decimal("100.00"),
    )
    assert planned(norrvik).planned_rows == 0
    assert findings() == []


@pytest.mark.parametrize("why_not", ["due later", "another method", "own method", "no mandate", "not answered", "no agreement", "settled"])
def test_nothing_else_is_collected(norrvik, anna, item, why_not):
    if why_not == "due later":
        Receivable.objects.filter(pk=item.pk)
        assert planned(norrvik, as_of=day("2026-07-06")).planned_rows == 0
        return
    if why_not == "another method":
        set_payer_method(customer=anna, method="card", actor=None)
    if why_not == "own method":
        set_receivable_method(receivable=item, method="bank_transfer", actor=None)
    if why_not == "no mandate":
        cancel_mandate(mandate=Mandate.objects.get(), actor=None)
    if why_not == "not answered":
        Mandate.objects.update(state="requested")
    if why_not == "no agreement":
        CollectionTerms.objects.update(autogiro_customer="")
    if why_not == "settled":
        bring_and_match(norrvik, Line("100.00", "10000016"))
    assert planned(norrvik).planned_rows == 0


def test_an_item_of_a_payer_who_usually_pays_otherwise_can_be_collected(norrvik, anna, item):
    set_payer_method(customer=anna, method="bank_transfer", actor=None)
    set_receivable_method(receivable=item, method="direct_debit", actor=None)
    assert planned(norrvik).planned_rows == 1


def test_a_company_without_an_agreement_collects_nothing(norrvik, anna, item):
    run = planned(norrvik)
    CollectionTerms.objects.all().delete()
    with pytest.raises(CannotCollect, match="has no agreement to collect"):
        approve_run(run=run, actor=None)


def test_each_day_has_an_order_of_its_own_and_a_mandate_is_used_first_once(norrvik, anna, item):
    a_receivable(anna, "50.00", entity=norrvik, due_on="2026-07-13")
    a_receivable(anna, "25.00", entity=norrvik, due_on="2026-06-01")
    collections = collected(norrvik)
    told = [(one.order.execute_on.isoformat(), one.amount, one.sequence) for one in collections]
    # What was due before is taken on the first day that a bank can.
    assert told == [
        ("2026-07-10", Decimal("25.00"), "FRST"),
        ("2026-07-12", Decimal("100.00"), "RCUR"),
        ("2026-07-13", Decimal("50.00"), "RCUR"),
    ]
    assert PaymentOrder.objects.count() == 3
    undo_act(act=Act.objects.get(verb="order_payments"), actor=None, today=TODAY)
    assert set(Collection.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert findings() == []
    assert planned(norrvik).planned_rows == 3


@pytest.mark.parametrize("shift", ["paid", "paid in part", "mandate ended", "own method"])
def test_a_row_whose_ground_has_shifted_since_it_was_looked_at_is_left_out(norrvik, anna, item, shift):
    run = planned(norrvik)
    if shift == "paid":
        bring_and_match(norrvik, Line("100.00", "10000016"))
    if shift == "paid in part":
        bring_and_match(norrvik, Line("40.00", "10000016"))
    if shift == "mandate ended":
        cancel_mandate(mandate=Mandate.objects.get(), actor=None)
    if shift == "own method":
        set_receivable_method(receivable=item, method="card", actor=None)
    commit_run(run=approve_run(run=run, actor=None))
    assert (run.committed_rows, run.left_out_rows) == (0, 1)
    assert not PaymentOrder.objects.exists()


def test_a_row_that_is_held_back_is_not_collected(norrvik, anna, item):
    run = planned(norrvik)
    row = PlannedCollection.objects.get(run=run)
    assert hold_collections_back(run=run, collections=[row.collection_id], held=True) == 1
    commit_run(run=approve_run(run=run, actor=None))
    assert not Collection.objects.exists()
    with pytest.raises(CannotCollect, match="is not waiting for a decision"):
        hold_collections_back(run=run, collections=[row.collection_id], held=False)


def test_a_killed_commit_goes_on_and_collects_nothing_twice(norrvik, anna, item):
    run = approve_run(run=planned(norrvik), actor=None)
    with transaction.atomic():
        assert write_orders(run) == 1
    # The process dies here: the orders are written, the line of their step is not.
    commit_run(run=run)
    assert (Collection.objects.count(), PaymentOrder.objects.count(), run.committed_rows) == (1, 1, 1)
    assert findings() == []


def test_the_database_refuses_a_second_collection_under_way(norrvik, anna, item):
    [first] = collected(norrvik)
    first.pk, first.attempt = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_money_that_comes_makes_it_paid_and_money_that_goes_back_makes_it_failed(norrvik, anna, item):
    [collection] = collected(norrvik)
    bring_and_match(norrvik, Line("100.00", "10000016", on="2026-07-12", account="77"))
    assert planned(norrvik, day("2026-07-13")).planned_rows == 0
    collection.refresh_from_db()
    assert (collection.state, collection.answered_on) == ("paid", day("2026-07-13"))
    bring(Line("-100.00", "10000016", on="2026-07-14", account="77", is_reversal=True), number="2")
    match_bank_lines(entity=norrvik, actor=None, as_of=day("2026-07-14"))
    run = planned(norrvik, day("2026-07-14"))
    collection.refresh_from_db()
    assert collection.state == "failed"
    # The bank did not say why: it is left to a person.
    assert run.planned_rows == 0
    assert Mandate.objects.get().state == "approved"
    assert findings() == []


def test_where_the_account_lacked_cover_it_is_tried_again_so_often_and_no_more(norrvik, anna, item):
    on = TODAY
    for attempt in (1, 2, 3):
        [collection] = collected(norrvik, on)
        assert collection.attempt == attempt
        failed(collection, "1", on)
        assert planned(norrvik, on + timedelta(days=2)).planned_rows == 0
        on += timedelta(days=3)
    assert planned(norrvik, on).planned_rows == 0
    assert Mandate.objects.get().state == "approved"
    assert findings() == []


@pytest.mark.parametrize(("code", "ends"), [("2", True), ("AC04", True), ("MD06", False), ("", False)])
def test_another_answer_is_not_tried_again_and_may_end_the_mandate(norrvik, anna, item, code, ends):
    [collection] = collected(norrvik)
    failed(collection, code)
    assert planned(norrvik, day("2026-07-20")).planned_rows == 0
    assert Mandate.objects.get().state == ("cancelled" if ends else "approved")
    undo_act(act=Act.objects.get(verb="note_failure"), actor=None, today=TODAY)
    collection.refresh_from_db()
    assert (collection.state, collection.code, Mandate.objects.get().state) == ("under_way", "", "approved")


def test_a_failure_that_was_tried_again_stays(norrvik, anna, item):
    [first] = collected(norrvik)
    failed(first, "1")
    noted = Act.objects.get(verb="note_failure")
    collected(norrvik, TODAY + timedelta(days=3))
    with pytest.raises(CannotCollect, match="tried again since"):
        undo_act(act=noted, actor=None, today=TODAY)
    with pytest.raises(CannotCollect, match="not under way any more"):
        failed(first, "2")


def test_the_file_names_the_payer_the_amount_and_the_reference_and_stays(norrvik, anna, item):
    [collection] = collected(norrvik)
    opening, payment = read_stored(fetch_order_file(order=collection.order, actor=None).stored_file).decode("iso-8859-1").splitlines()
    assert opening.startswith("01") and opening[62:68] == "471117"
    assert payment.rstrip() == f"82202607120    {anna.number}01".replace(f"{anna.number}01", f"{anna.number}01".zfill(16)) + (
        "000000010000" + "0050501055" + "10000016"
    )
    with pytest.raises(CannotOrder, match="was fetched"):
        withdraw_payment_order(order=collection.order, actor=None, today=TODAY)


def test_euros_are_collected_by_sepa():
    entity = a_payer_back(code="hbl", country="FI", currency="EUR")
    iban = entity.bank_accounts.get(scheme="iban")
    terms = CollectionTerms(entity=entity, sepa_account=iban, creditor_id="FI97ZZZ12345678", days_before=5, retry_days=3, retries=2)
    set_collection_terms(terms=terms, actor=None)
    bo = a_customer("Bo", "Ek")
    set_payer_method(customer=bo, method="direct_debit", actor=None)
    asked = {"scheme": "sepa", "account": "FI2112345600000785", "signed_on": day("2026-07-01")}
    request_mandate(entity=entity, customer=bo, **asked, actor=None, today=TODAY)
    a_receivable(bo, "35.90", entity=entity, reference="10000016", due_on="2026-07-12")
    [collection] = collected(entity)
    assert collection.order.layout == "pain.008.001.08"
    content = read_stored(fetch_order_file(order=collection.order, actor=None).stored_file)
    assert b"<MndtId>%s01</MndtId>" % str(bo.number).encode() in content and b"FI97ZZZ12345678" in content


@pytest.mark.sql
def test_statements_of_collections(norrvik, anna, item):
    run = planned(norrvik).pk
    PlannedCollection.objects.filter(run=run).delete()
    dated = {"entity": norrvik.pk, "as_of": TODAY}
    assert twice("payment_orders/plan_collections", run=run, **dated, no_cover=list(NO_COVER)) == 1
    order = PaymentOrder.objects.create(
        kind="direct_debit",
        run_id=run,
        entity=norrvik,
        number=1,
        layout="autogiro",
        bank_account=norrvik.bank_accounts.get(scheme="bankgiro"),
        execute_on=day("2026-07-12"),
        currency="SEK",
        pieces=1,
        amount=100,
    )
    standing = {"source": "payment_orders/standing_collections", "run": run}
    group = {"order": order.pk, "scheme": "autogiro", "collect_on": day("2026-07-12")}
    assert twice("payment_orders/write_collections", **standing, **group) == 1
    assert findings() == []
    bring_and_match(norrvik, Line("100.00", "10000016"))
    assert twice("payment_orders/settle_collections", **dated, ending=list(ENDING)) >= 0
    assert Collection.objects.get().state == "paid"
    Collection.objects.update(state="under_way", answered_on=None)
    assert twice("payment_orders/withdraw_collections", order=order.pk, today=TODAY) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE payment_order SET amount = amount + 1",
        "UPDATE payment_order SET withdrawn_at = made_at",
        "UPDATE collection SET amount = amount + 1",
        "UPDATE collection SET receivable_id = receivable_id + 1000",
        "UPDATE mandate SET entity_id = entity_id + 1000",
        "DELETE FROM collection",
    ],
)
def test_damage_to_an_order_of_direct_debit_is_found(norrvik, anna, item, damage):
    collected(norrvik)
    rule = next(one for one in INVARIANTS if one.statement == "payment_orders/check_collections")
    assert not check(rule)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
        cursor.execute("SET LOCAL session_replication_role = origin")
    [finding] = check(rule)
    assert finding.message.startswith("Payment order 1 of ")


@pytest.fixture
def desk(client: Client, norrvik) -> Client:
    install_ready_roles()
    eva = take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])
    client.force_login(eva)
    return client


def test_the_pages_of_direct_debit(desk, norrvik, anna, item, django_assert_max_num_queries):
    run = planned(norrvik)
    plan = reverse("payment_orders:planned_collections", args=[run.pk])
    with django_assert_max_num_queries(15):
        page = desk.get(plan).content.decode()
    assert "Anna Lindqvist" in page and "5000, 1234567" in page
    row = PlannedCollection.objects.get(run=run)
    desk.post(reverse("payment_orders:hold_collections"), {"chosen": row.collection_id})
    row.refresh_from_db()
    assert row.is_held_back
    desk.post(reverse("payment_orders:release_collections"), {"chosen": row.collection_id})
    commit_run(run=approve_run(run=run, actor=None))
    collection = Collection.objects.get()
    with django_assert_max_num_queries(15):
        order = desk.get(collection.order.url).content.decode()
    address = reverse("payment_orders:collection", args=[collection.pk])
    assert address in order and "under way" in order
    with django_assert_max_num_queries(15):
        assert "The bank did not pay" in desk.get(address).content.decode()
    desk.post(reverse("payment_orders:failure", args=[collection.pk]), {"code": "am04"})
    collection.refresh_from_db()
    assert (collection.state, collection.code) == ("failed", "AM04")
    assert "The bank did not pay" not in desk.get(address).content.decode()


def test_a_company_says_how_it_collects_and_takes_it_back(desk, norrvik):
    address = reverse("payment_orders:collection_terms", args=[norrvik.pk])
    giro, iban = norrvik.bank_accounts.get(scheme="bankgiro"), norrvik.bank_accounts.get(scheme="iban")
    said = {"autogiro_account": giro.pk, "autogiro_customer": "471117", "days_before": "7", "retry_days": "4", "retries": "1"}
    assert desk.post(address, {**said, "sepa_account": iban.pk}).status_code == 422
    assert desk.post(address, said).status_code == 302
    assert CollectionTerms.objects.get().days_before == 7
    undo_act(act=Act.objects.filter(verb="set_collection_terms").latest("pk"), actor=None, today=TODAY)
    assert CollectionTerms.objects.get().days_before == 5
