"""What carriers are paid: by the frozen walks and the rates of the day, posted once, corrected by a further statement."""

from __future__ import annotations

import io
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from pypdf import PdfReader

from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.models import Carrier, Draw, FrozenWalk, PayLine, PayPlan, PayRate, PayStatement, Route, RouteCarrier
from abonent.distribution.operations.freezing import withdraw_freeze
from abonent.distribution.operations.pay import KIND, CannotPay, Rate, month_paid, plan_pay, set_pay_rate
from abonent.distribution.testing import a_route, a_stretch, an_outlet
from abonent.kit import clock
from abonent.kit.money import round_amount
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

FRIDAY, SUNDAY = day("2026-07-10"), day("2026-07-12")
AUGUST = day("2026-08-03")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "carriers-pay.md"


@pytest.fixture
def route(paper, entity) -> Route:
    """Route 14, walked by Eva, with three copies behind two doors."""
    route = a_route(entity=entity, number="14")
    a_stretch(route, "Storgatan")
    eva = Carrier.objects.create(entity=entity, number="17", name="Eva Berg", language="sv")
    RouteCarrier.objects.create(route=route, carrier=eva, during=period("2026-01-01", None))
    a_reader(paper, "Storgatan 4", way="carrier", copies=2)
    a_reader(paper, "Storgatan 10", way="carrier")
    return route


def pays(entity, basis, amount, *, route=None, weekdays=127, begins="2026-01-01") -> None:
    rate = Rate(basis, weekdays, None if amount is None else Decimal(amount))
    set_pay_rate(entity=entity, route=route, rate=rate, begins=day(begins), actor=None)


def frozen_on(paper, on, *, addendum=False):
    with clock.set_to(clock.moment(on, time(1), "Europe/Stockholm")):
        [frozen] = freeze(the_issue(paper[0], on), "carrier", addendum=addendum)
    return frozen


def pay_run(entity, as_of=AUGUST) -> Run:
    run = plan_run(run=begin_run(kind=KIND, entity=entity, as_of=as_of, actor=None))
    return commit_run(run=approve_run(run=run, actor=None)) if run.planned_rows else run


def lines(run) -> list[tuple[str, int, str, str]]:
    """(what for, how many, when, how much)"""
    rows = PayLine.objects.filter(statement__run=run)
    return [(row.basis, row.quantity, f"{row.on_day:%d.%m}", str(row.amount)) for row in rows.order_by("on_day", "basis", "turn")]


def test_a_round_its_copies_and_its_doors_are_paid_by_the_rates_of_the_day(paper, entity, route):
    pays(entity, "round", "95")
    pays(entity, "copy", "0.415")
    pays(entity, "door", "1.20")
    pays(entity, "supplement", "15", weekdays=64)
    frozen_on(paper, FRIDAY)
    frozen_on(paper, SUNDAY)
    run = pay_run(entity)
    assert lines(run) == [
        ("copy", 3, "10.07", "1.25"), ("door", 2, "10.07", "2.40"), ("round", 1, "10.07", "95.00"),
        ("copy", 3, "12.07", "1.25"), ("door", 2, "12.07", "2.40"), ("round", 1, "12.07", "95.00"), ("supplement", 1, "12.07", "15.00"),
    ]  # fmt: skip
    statement = PayStatement.objects.get()
    assert (statement.carrier.name, statement.month, statement.number) == ("Eva Berg", day("2026-07-01"), 1)
    assert statement.amount == Decimal("212.30") == sum(PayLine.objects.values_list("amount", flat=True))


def test_amounts_are_rounded_as_the_worked_table_says(paper, entity, route):
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    table = [row for row in rows if row[0] != "for"]
    assert {row[0] for row in table} == {"round", "copy", "door", "supplement", "charge"}
    # The numbers of the page are walked as if they had been frozen; the charge is of complaints, and paid with them.
    quantities = {row[0]: int(row[1]) for row in table}
    for basis, _quantity, rate, _amount in (row for row in table if row[0] != "charge"):
        pays(entity, basis, rate)
    frozen = frozen_on(paper, SUNDAY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE frozen_walk SET copies = %s, doors = %s", [quantities["copy"], quantities["door"]])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert FrozenWalk.objects.get(list=frozen).copies == 131
    paid = {basis: (quantity, amount) for basis, quantity, _on, amount in lines(pay_run(entity))}
    assert paid == {row[0]: (int(row[1]), row[3]) for row in table if row[0] != "charge"}
    assert all(round_amount(int(quantity) * Decimal(rate)) == Decimal(amount) for _basis, quantity, rate, amount in table)


def test_the_rate_of_a_route_goes_before_that_of_the_company_even_if_it_is_nothing(paper, entity, route):
    pays(entity, "round", "95")
    pays(entity, "copy", "1")
    pays(entity, "round", "120", route=route)
    pays(entity, "copy", "0", route=route)
    frozen_on(paper, FRIDAY)
    assert lines(pay_run(entity)) == [("round", 1, "10.07", "120.00")]


def test_the_copies_of_outlets_are_carried_too(paper, entity, route):
    pays(entity, "copy", "1")
    Draw.objects.create(outlet=an_outlet(entity=entity), product=paper[0], copies=[12] * 7, during=period("2026-01-01", None))
    frozen_on(paper, FRIDAY)
    assert lines(pay_run(entity)) == [("copy", 15, "10.07", "15.00")]


def test_who_was_frozen_as_walking_is_paid_whoever_walks_by_now(paper, entity, route):
    pays(entity, "round", "95")
    frozen_on(paper, FRIDAY)
    nils = Carrier.objects.create(entity=entity, number="18", name="Nils")
    RouteCarrier.objects.update(carrier=nils)
    pay_run(entity)
    assert PayStatement.objects.get().carrier.name == "Eva Berg"


def test_nothing_is_paid_twice(paper, entity, route):
    pays(entity, "round", "95")
    frozen_on(paper, FRIDAY)
    pay_run(entity)
    again = pay_run(entity)
    assert again.planned_rows == 0 and PayStatement.objects.count() == 1
    line = PayLine.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        told = {"statement": line.statement, "carrier": line.carrier, "route": line.route, "on_day": line.on_day, "basis": line.basis}
        PayLine.objects.create(**told, ordinal=99, turn=1, quantity=1, unit_amount=95, due_amount=95, amount=95)


def test_a_posted_statement_stays_and_a_further_one_corrects_it(paper, entity, route):
    pays(entity, "round", "95")
    pays(entity, "copy", "1")
    frozen_on(paper, FRIDAY)
    first = pay_run(entity)
    with pytest.raises(ProgrammingError), transaction.atomic():
        PayStatement.objects.update(amount=0)
    a_reader(paper, "Storgatan 12", way="carrier", copies=4)
    frozen_on(paper, FRIDAY, addendum=True)
    pays(entity, "round", "90", begins="2026-07-01")
    further = pay_run(entity)
    assert lines(first) == [("copy", 3, "10.07", "3.00"), ("round", 1, "10.07", "95.00")]
    assert lines(further) == [("copy", 7, "10.07", "4.00"), ("round", 1, "10.07", "-5.00")]
    assert [(one.number, str(one.amount)) for one in PayStatement.objects.order_by("number")] == [(1, "98.00"), (2, "-1.00")]


def test_what_is_not_due_any_more_is_taken_back(paper, entity, route):
    pays(entity, "round", "95")
    frozen = frozen_on(paper, FRIDAY)
    pay_run(entity)
    withdraw_freeze(run=frozen.run, actor=None)
    assert lines(pay_run(entity)) == [("round", 0, "10.07", "-95.00")]


def test_a_run_pays_the_month_before_and_looks_two_months_further_back(paper, entity, route):
    pays(entity, "round", "95")
    for on in ("2026-04-30", "2026-05-01", "2026-07-31", "2026-08-01"):
        frozen_on(paper, day(on))
    assert [on for _basis, _quantity, on, _amount in lines(pay_run(entity))] == ["01.05", "31.07"]
    assert month_paid(day("2026-01-31")) == day("2025-12-01")


def test_a_rate_ends_where_the_next_begins_and_undo_lets_it_be(entity, route):
    pays(entity, "round", "95")
    pays(entity, "round", "99", begins="2026-08-01")
    assert [(str(row.amount.normalize()), row.during.upper) for row in PayRate.objects.order_by("during")] == [
        ("95", day("2026-08-01")),
        ("99", None),
    ]
    undo_act(act=Act.objects.latest("pk"), actor=None, today=day("2026-07-09"))
    assert [(str(row.amount.normalize()), row.during.upper) for row in PayRate.objects.all()] == [("95", None)]
    pays(entity, "round", None, begins="2026-09-01")
    assert PayRate.objects.get().during.upper == day("2026-09-01")


@pytest.mark.parametrize(
    ("weekdays", "amount", "code"), [(64, "20", "pay.other_weekdays"), (127, "95", "pay.unchanged")], ids=["overlap", "unchanged"]
)
def test_a_rate_that_cannot_be_is_refused_in_words(entity, weekdays, amount, code):
    pays(entity, "round", "95")
    with pytest.raises(CannotPay) as refused:
        pays(entity, "round", amount, weekdays=weekdays, begins="2026-08-01")
    assert refused.value.code == code


def test_the_statements_write_nothing_twice(paper, entity, route):
    pays(entity, "round", "95")
    frozen = frozen_on(paper, FRIDAY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM frozen_walk")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert twice("distribution/freeze_walks", run=frozen.run_id) == 1
    run = begin_run(kind=KIND, entity=entity, as_of=AUGUST, actor=None)
    source, asked = "distribution/no_carrier_charges", {"first": day("2026-05-01"), "until": day("2026-08-01"), "exponent": 2}
    assert twice("distribution/plan_pay", source=source, run=run.pk, entity=entity.pk, **asked) == 1
    posted = {"month": day("2026-07-01"), "currency": "SEK", "posted_by": None}
    assert twice("distribution/post_pay_statements", run=run.pk, **posted) == 1
    assert twice("distribution/post_pay_lines", run=run.pk, first=1, latest=10) == 1
    assert plan_pay(run) == 0


DAMAGES = {
    "paid twice": (
        "INSERT INTO pay_line SELECT statement_id, 99, on_day, basis, of_id, turn + 1, quantity, unit_amount, due_amount, amount, carrier_id, route_id "
        "FROM pay_line"
    ),
    "another sum": "UPDATE pay_statement SET amount = amount + 1",
    "a turn is missing": "UPDATE pay_line SET turn = 2",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_is_found_and_said_in_words(paper, entity, route, damage):
    pays(entity, "round", "95")
    frozen_on(paper, FRIDAY)
    pay_run(entity)
    [invariant] = [one for one in INVARIANTS if one.statement == "distribution/check_pay"]
    assert not check(invariant)
    sql = DAMAGES[damage]
    if sql.startswith("INSERT"):
        names = "statement_id, ordinal, on_day, basis, of_id, turn, quantity, unit_amount, due_amount, amount, carrier_id, route_id"
        sql = sql.replace("pay_line SELECT", f"pay_line ({names}) SELECT", 1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")
    found = check(invariant)
    assert found and "Eva Berg" in found[0].message and "%(" not in found[0].message


def test_the_screens_show_the_rates_the_plan_and_what_was_posted(paper, entity, route, signed_in):
    client = signed_in("circulation", entity)
    every_day = client.get(reverse("distribution:new_pay_rate")).context["form"]["weekdays"].value()
    typed = {"basis": "round", "entity": entity.pk, "weekdays": every_day, "amount": "95,50", "begins": "2026-07-01"}
    answer = client.post(reverse("distribution:new_pay_rate"), typed, follow=True)
    assert "95,50 SEK" in answer.content.decode()
    frozen_on(paper, FRIDAY)
    run = plan_run(run=begin_run(kind=KIND, entity=entity, as_of=AUGUST, actor=None))
    plan = client.get(reverse("distribution:pay_plan", args=[run.pk])).content.decode()
    assert "Eva Berg" in plan and "95,50" in plan and PayPlan.objects.count() == 1
    commit_run(run=approve_run(run=run, actor=None))
    statement = PayStatement.objects.get()
    listed = client.get(reverse("distribution:pay")).content.decode()
    assert "Eva Berg" in listed and statement.url in listed
    page = client.get(statement.url).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "July 2026" in page and "95,50" in page
    paper_of_it = client.get(reverse("distribution:pay_paper", args=[statement.pk]))
    words = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(paper_of_it.content)).pages).split())
    assert "Eva Berg" in words and "95,50" in words and "juli 2026" in words


def test_who_may_not_see_pay_does_not(paper, entity, route, signed_in):
    client = signed_in("clerk", entity)
    assert client.get(reverse("distribution:pay")).status_code == 403
    assert reverse("distribution:pay") not in client.get(reverse("distribution:carriers")).content.decode()
