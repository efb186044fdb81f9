"""What is invoiced again and again: which days are due and what they come to, made once, changed, paused, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from abonent.access.models import StaffUser
from abonent.billing.invariants import INVARIANTS
from abonent.billing.models import DueRecurrence, DueRecurrenceLine, Recurrence, RecurrenceLine, RecurrencePlan, RecurringInvoice
from abonent.billing.operations.recurring import (
    KIND,
    CannotRecur,
    LineDescription,
    RecurringDescription,
    add_recurring,
    change_recurring,
    describe_recurring,
    pause_recurring,
    preview_recurring,
    resume_recurring,
    take_recurrences_back,
)
from abonent.billing.recurring_queries import recurring_on
from abonent.billing.testing import a_billing, a_payer, a_publisher, invoices_of
from abonent.catalog.testing import a_product
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("a_thursday")]

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "recurring-invoices.md"


def rows(heading: str) -> list[tuple[str, Decimal, Decimal]]:
    part = PAGE.read_text("utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return [(due, Decimal(price), Decimal(amount)) for due, price, amount in cells[2:]]


@pytest.fixture
def a_thursday() -> Iterator[None]:
    """Thursday 9 July 2026, in the morning."""
    with clock.set_to(clock.moment(day("2026-07-09"), time(10), "Europe/Stockholm")):
        yield


@pytest.fixture
def firm() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def payer() -> Customer:
    return a_payer()


def words(price: str = "500.00", quantity: str = "1", text: str = "Care of the web site") -> LineDescription:
    return LineDescription(
        text=text, quantity=Decimal(quantity), unit_price=Decimal(price), tax_category="standard", revenue_class="service"
    )


def described(payer: Customer, *lines: LineDescription, starts_on: str = "2026-05-01", **said) -> RecurringDescription:
    return RecurringDescription(payer=payer, name="Care", starts_on=day(starts_on), lines=lines or (words(),), **said)


def a_recurring(firm: LegalEntity, payer: Customer, *lines: LineDescription, **said) -> RecurringInvoice:
    return add_recurring(entity=firm, described=described(payer, *lines, **said), actor=None)


def planned(firm: LegalEntity, as_of: str = "2026-07-09", **parameters) -> Run:
    return plan_run(run=begin_run(kind=KIND, entity=firm, as_of=day(as_of), actor=None, parameters=parameters))


def made(firm: LegalEntity, as_of: str = "2026-07-09", **parameters) -> Run:
    return commit_run(run=approve_run(run=planned(firm, as_of, **parameters), actor=None))


def due(recurring: RecurringInvoice) -> list[str]:
    return [f"{on}" for on in DueRecurrence.objects.filter(recurring=recurring).order_by("due_on").values_list("due_on", flat=True)]


def priced(recurring: RecurringInvoice) -> list[tuple[str, Decimal, Decimal]]:
    lines = DueRecurrenceLine.objects.filter(recurring=recurring).order_by("due_on").values_list("due_on", "unit_price", "amount")
    return [(f"{on}", price, amount) for on, price, amount in lines]


def test_the_worked_table(firm, payer):
    ends = {"starts_on": "2026-01-31", "ends_on": day("2026-06-30")}
    rising = {"index_percent": Decimal("2.5"), "indexed_from": day("2026-03-31")}
    recurring = a_recurring(firm, payer, words(quantity="2"), **ends, **rising)
    pause_recurring(recurring=recurring, during=period("2026-04-01", "2026-05-01"), reason="", actor=None)
    assert priced(recurring) == rows("Worked table")


def test_prices_rise_upon_each_other_and_days_end_a_year_ahead(firm, payer):
    yearly = {"every_count": 12, "starts_on": "2026-01-01", "times": 3}
    recurring = a_recurring(firm, payer, words("99.95"), **yearly, index_percent=Decimal(3), indexed_from=day("2027-01-01"))
    assert priced(recurring) == rows("Second table")


def test_days_and_weeks_are_counted_from_the_first_day(firm, payer):
    fortnightly = a_recurring(firm, payer, every_unit="week", every_count=2, ends_on=day("2026-06-01"))
    every_ten = a_recurring(firm, payer, every_unit="day", every_count=10, ends_on=day("2026-05-25"))
    assert due(fortnightly) == ["2026-05-01", "2026-05-15", "2026-05-29"]
    assert due(every_ten) == ["2026-05-01", "2026-05-11", "2026-05-21"]


def test_a_run_makes_every_day_that_is_due_and_none_twice(firm, payer):
    recurring = a_recurring(firm, payer, words(), words("10.00", "3", "Mail boxes"))
    run = made(firm)
    assert [f"{one.due_on}" for one in recurring.recurrences.order_by("due_on")] == ["2026-05-01", "2026-06-01", "2026-07-01"]
    assert Charge.objects.filter(source_kind="recurring").count() == 6
    assert (run.planned_rows, run.committed_rows, run.total_amount) == (3, 3, Decimal("1590.00"))
    assert due(recurring)[0] == "2026-08-01"
    assert planned(firm).planned_rows == 0


def test_a_charge_says_what_it_is_for_and_which_time_it_pays(firm, payer):
    a_recurring(firm, payer, starts_on="2026-07-01", text="Your order 17")
    made(firm)
    charge = Charge.objects.get(source_kind="recurring")
    assert (charge.payer, charge.amount, charge.basis, charge.currency) == (payer, Decimal("500.00"), "net", "SEK")
    assert (charge.during.lower, charge.during.upper) == (day("2026-07-01"), day("2026-08-01"))
    assert charge.description == {"code": "charge.recurring", "text": "Care of the web site", "note": "Your order 17"}
    assert OpenCharge.objects.get(charge=charge).due_on == day("2026-07-01")
    component = ChargeComponent.objects.get(charge=charge)
    assert (component.tax_category, component.revenue_class, component.deferred) == ("standard", "service", False)


@pytest.mark.parametrize(("covers", "first"), [("behind", "2026-06-01"), ("", None)])
def test_an_invoice_may_pay_for_the_time_before_it_or_for_none(firm, payer, covers, first):
    a_recurring(firm, payer, starts_on="2026-07-01", covers=covers)
    made(firm)
    during = Charge.objects.get(source_kind="recurring").during
    assert (f"{during.lower}" if during else None) == first


def test_a_product_is_split_to_its_parts_to_the_cent(firm, payer):
    product = a_product(entity=firm)
    a_recurring(firm, payer, LineDescription(product=product, quantity=Decimal(3), unit_price=Decimal("33.35")), starts_on="2026-07-01")
    made(firm)
    charge = Charge.objects.get(source_kind="recurring")
    parts = ChargeComponent.objects.filter(charge=charge).order_by("ordinal")
    assert charge.amount == sum(part.amount for part in parts) == Decimal("100.05")
    assert [part.tax_category for part in parts] == [component.tax_category_id for component in product.components.order_by("ordinal")]


def test_the_billing_run_invoices_what_was_made_once_with_its_vat(firm, payer):
    a_recurring(firm, payer, starts_on="2026-07-01")
    made(firm)
    [invoice] = invoices_of(a_billing(firm, as_of="2026-07-09"))
    assert (invoice.payer, invoice.net, invoice.vat, invoice.total) == (payer, Decimal("500.00"), Decimal("125.00"), Decimal("625.00"))
    assert invoices_of(a_billing(firm, as_of="2026-07-10")) == []


def test_a_day_can_stand_once(firm, payer):
    recurring = a_recurring(firm, payer, starts_on="2026-07-01")
    run = made(firm)
    with pytest.raises(IntegrityError, match="recurrence_once_a_day"), transaction.atomic():
        Recurrence.objects.create(recurring=recurring, due_on=day("2026-07-01"), amount=1, run=run)


def test_statements_write_once(firm, payer):
    a_recurring(firm, payer)
    run = planned(firm)
    asked = {"run": run.pk, "entity": firm.pk, "as_of": run.as_of, "recurring": None}
    assert twice("billing/plan_recurrences", **asked) == 0
    RecurrencePlan.objects.filter(run=run).delete()
    assert twice("billing/plan_recurrences", **asked) == 3
    assert twice("billing/write_recurrences", run=run.pk, first=1, latest=9) == 3


def test_what_was_changed_paused_or_made_since_the_plan_is_left_out(firm, payer):
    changed, paused, same = (a_recurring(firm, payer, starts_on="2026-07-01") for _ in range(3))
    waiting = planned(firm)
    change_recurring(recurring=changed, described=described(payer, words("600.00"), starts_on="2026-07-01"), actor=None)
    pause_recurring(recurring=paused, during=period("2026-07-01", None), reason="", actor=None)
    commit_run(run=approve_run(run=waiting, actor=None))
    assert [one.recurring for one in Recurrence.objects.all()] == [same]
    assert planned(firm).total_amount == Decimal("600.00")


def test_a_run_of_one_makes_that_one(firm, payer):
    one, _other = a_recurring(firm, payer), a_recurring(firm, payer)
    made(firm, recurring=one.pk)
    assert {made_one.recurring for made_one in Recurrence.objects.all()} == {one}


def test_a_run_that_is_taken_back_leaves_its_days_due_until_one_is_invoiced(firm, payer):
    recurring = a_recurring(firm, payer)
    run = made(firm)
    undo_act(act=Act.objects.get(verb="make_recurrences"), actor=None, today=day("2026-07-09"))
    assert not Charge.objects.filter(source_kind="recurring").exists()
    assert due(recurring)[0] == "2026-05-01"
    with pytest.raises(CannotRecur) as refusal:
        take_recurrences_back(run=run, actor=None)
    assert refusal.value.code == "recurring.withdrawn"
    again = made(firm)
    a_billing(firm, as_of="2026-07-09")
    with pytest.raises(CannotRecur) as refusal:
        take_recurrences_back(run=again, actor=None)
    assert refusal.value.code == "recurring.invoiced"


def test_so_many_times_counts_what_is_made(firm, payer):
    recurring = a_recurring(firm, payer, times=4)
    assert due(recurring) == ["2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01"]
    made(firm)
    assert due(recurring) == ["2026-08-01"]
    made(firm, "2026-08-01")
    assert due(recurring) == []


def test_a_change_holds_from_now_on_and_can_be_undone(firm, payer):
    recurring = a_recurring(firm, payer)
    made(firm)
    change_recurring(recurring=recurring, described=described(payer, words("600.00"), words("5.00", text="More")), actor=None)
    assert Recurrence.objects.filter(recurring=recurring).first().amount == Decimal("500.00")
    assert priced(recurring)[0] == ("2026-08-01", Decimal("600.00"), Decimal("600.00"))
    undo_act(act=Act.objects.get(verb="change_recurring", undone_at=None), actor=None, today=day("2026-07-09"))
    assert describe_recurring(RecurringInvoice.objects.get(pk=recurring.pk)) == replace(
        described(payer, words("500.000000", "1.000")), lines=[words("500.000000", "1.000")]
    )


def test_another_rhythm_begins_after_what_is_made(firm, payer):
    recurring = a_recurring(firm, payer)
    made(firm)
    with pytest.raises(CannotRecur) as refusal:
        change_recurring(recurring=recurring, described=described(payer, every_count=3), actor=None)
    assert (refusal.value.code, refusal.value.parameters) == ("recurring.made_since", {"day": day("2026-07-01")})
    change_recurring(recurring=recurring, described=described(payer, every_count=3, starts_on="2026-08-01"), actor=None)
    assert due(recurring)[:2] == ["2026-08-01", "2026-11-01"]


def test_a_pause_can_be_ended_and_ending_it_undone(firm, payer):
    recurring = a_recurring(firm, payer)
    pause_recurring(recurring=recurring, during=period("2026-06-01", None), reason="Rebuilding", actor=None)
    assert due(recurring) == ["2026-05-01"]
    with pytest.raises(CannotRecur) as refusal:
        pause_recurring(recurring=recurring, during=period("2026-09-01", None), reason="", actor=None)
    assert refusal.value.code == "recurring.paused"
    resume_recurring(recurring=recurring, on=day("2026-07-09"), actor=None)
    assert due(recurring)[:2] == ["2026-05-01", "2026-08-01"]
    undo_act(act=Act.objects.get(verb="resume_recurring"), actor=None, today=day("2026-07-09"))
    assert due(recurring) == ["2026-05-01"]
    undo_act(act=Act.objects.get(verb="pause_recurring"), actor=None, today=day("2026-07-09"))
    assert due(recurring)[:2] == ["2026-05-01", "2026-06-01"]


def test_a_new_one_is_gone_when_it_is_undone_unless_something_is_made(firm, payer):
    gone, stays = a_recurring(firm, payer), a_recurring(firm, payer)
    made(firm, recurring=stays.pk)
    acts = {act.subject_ids[0]: act for act in Act.objects.filter(verb="add_recurring")}
    undo_act(act=acts[gone.pk], actor=None, today=day("2026-07-09"))
    with pytest.raises(CannotRecur) as refusal:
        undo_act(act=acts[stays.pk], actor=None, today=day("2026-07-09"))
    assert refusal.value.code == "recurring.made"
    assert list(RecurringInvoice.objects.all()) == [stays]


def test_what_is_shown_is_what_is_saved(firm, payer):
    asked = described(payer, words("100.00"))
    effect = preview_recurring(entity=firm, described=asked, recurring=None, actor=None)
    assert [f"{one.due_on} {one.amount}" for one in effect.days][:2] == ["2026-05-01 100.00", "2026-06-01 100.00"]
    assert not RecurringInvoice.objects.exists()
    with pytest.raises(CannotRecur) as refusal:
        add_recurring(entity=firm, described=described(payer, words("101.00")), actor=None, effect=effect.digest)
    assert refusal.value.code == "recurring.effect_changed"
    assert not RecurringInvoice.objects.exists()
    add_recurring(entity=firm, described=asked, actor=None, effect=effect.digest)


@pytest.mark.parametrize(("said", "code"), [({"lines": ()}, "recurring.no_line"), ({}, "recurring.unchanged")])
def test_what_cannot_be_is_refused(firm, payer, said, code):
    recurring = a_recurring(firm, payer)
    with pytest.raises(CannotRecur) as refusal:
        change_recurring(recurring=recurring, described=replace(described(payer), **said), actor=None)
    assert refusal.value.code == code


def test_a_product_of_another_company_is_refused(firm, payer):
    foreign = a_product(entity=a_publisher("FI"))
    with pytest.raises(CannotRecur) as refusal:
        a_recurring(firm, payer, LineDescription(product=foreign, quantity=Decimal(1), unit_price=Decimal(1)))
    assert refusal.value.code == "recurring.another_company"


def test_the_states_of_the_list(firm, payer):
    manager = StaffUser.objects.create_user("manager")
    manager.entities.add(firm)
    on = day("2026-07-09")
    due_now = a_recurring(firm, payer)
    runs = a_recurring(firm, payer, starts_on="2026-08-01")
    ended = a_recurring(firm, payer, starts_on="2026-08-01", times=1)
    made(firm, "2026-08-01", recurring=ended.pk)
    paused = a_recurring(firm, payer, starts_on="2026-08-01")
    pause_recurring(recurring=paused, during=period("2026-07-01", None), reason="", actor=None)
    found = {one.pk: (one.state, one.due_days, one.next_on, one.next_amount) for one in recurring_on(manager, on)}
    assert found == {
        due_now.pk: ("due", 3, day("2026-05-01"), Decimal("500.00")),
        runs.pk: ("running", 0, day("2026-08-01"), Decimal("500.00")),
        ended.pk: ("ended", 0, None, None),
        paused.pk: ("paused", 0, None, None),
    }


def test_whom_something_is_still_to_be_invoiced_is_not_erased(firm, payer):
    recurring = a_recurring(firm, payer)
    [found] = statements.rows("billing/recurring_of_people", people=[payer.pk], today=day("2026-07-09"))
    assert (found.customer_id, found.row_id) == (payer.pk, recurring.pk)
    change_recurring(recurring=recurring, described=described(payer, times=1), actor=None)
    made(firm)
    assert statements.rows("billing/recurring_of_people", people=[payer.pk], today=day("2026-07-09")) == []


@pytest.mark.parametrize("damage", ["amount", "line", "charged"])
def test_check_books_finds_what_does_not_come_to_its_charges(firm, payer, damage):
    a_recurring(firm, payer, starts_on="2026-07-01")
    made(firm)
    [invariant] = [one for one in INVARIANTS if one.statement == "billing/check_recurrences"]
    assert not check(invariant)
    if damage == "amount":
        Recurrence.objects.update(amount=Decimal("499.00"))
    elif damage == "line":
        RecurrenceLine.objects.update(amount=Decimal("499.00"))
    else:
        Recurrence.objects.update(withdrawn_at="2026-07-09T08:00:00Z")
    [finding] = check(invariant)
    assert "Care of 2026-07-01" in finding.message
