"""What outlets drew is charged once, at the price of its day: the worked table, late returns, terms, and a run that is taken back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from abonent.catalog.models import Price, PriceList, Product
from abonent.catalog.testing import a_price_list, prices_from
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.models import Draw, DrawReturn, DrawSettlement, Outlet, OutletTerms, PlannedSettlement, SettledDraw
from abonent.distribution.operations.draw_settlement import KIND, AskedTerms, CannotSettle, set_outlet_terms, take_settlement_back
from abonent.distribution.outlet_queries import drawn
from abonent.distribution.testing import an_outlet
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("a_thursday", "with_issues")]

TODAY, FRIDAY, SUNDAY = day("2026-07-09"), day("2026-07-03"), day("2026-07-05")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "draw-settlement.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def counter(daily: Product) -> PriceList:
    price_list = a_price_list(entity=daily.entity, code="counter")
    version = prices_from("2025-01-01", price_list, {(daily, 1): "35.00"}, term_unit="issue")
    version.prices.create(product=daily, term_unit="issue", term_length=1, weekdays=64, unit_price=Decimal("45.00"))
    return price_list


@pytest.fixture
def kiosk(daily: Product, counter: PriceList) -> Outlet:
    outlet = an_outlet(entity=daily.entity)
    Draw.objects.create(outlet=outlet, product=daily, copies=[10] * 7, during=period("2026-01-01", None))
    agree(outlet, counter, "2026-07-03", percent="25")
    return outlet


def agree(outlet: Outlet, price_list: PriceList, from_on: str, *, percent: str = "0", per_copy: str = "0") -> OutletTerms:
    asked = AskedTerms(price_list=price_list, from_on=day(from_on), percent=Decimal(percent), per_copy=Decimal(per_copy))
    return set_outlet_terms(outlet=outlet, asked=asked, actor=None)


def came_back(outlet: Outlet, product: Product, on: str, copies: int) -> None:
    [issue] = [one for one in drawn(outlet, first=day(on), until=day("2026-12-01")) if one.on == day(on)]
    DrawReturn.objects.filter(outlet=outlet, issue=issue.issue_id).delete()
    DrawReturn.objects.create(outlet=outlet, product=product, issue_id=issue.issue_id, copies=copies, came_on=TODAY)


def planned(kiosk: Outlet, as_of=TODAY, **parameters) -> Run:
    return plan_run(run=begin_run(kind=KIND, entity=kiosk.entity, as_of=as_of, actor=None, parameters=parameters))


def settle(kiosk: Outlet, as_of=TODAY, **parameters) -> Run:
    return commit_run(run=approve_run(run=planned(kiosk, as_of, **parameters), actor=None))


def by_issue(run: Run) -> dict[str, Decimal]:
    lines = SettledDraw.objects.filter(settlement__run=run).values_list("issue__published_on", "amount")
    return {f"{on}": amount for on, amount in lines}


def test_the_worked_table(kiosk, daily, counter):
    agree(kiosk, counter, "2026-07-06", per_copy="3.00")
    for row in rows():
        if row["came back first"]:
            came_back(kiosk, daily, row["issue"], int(row["came back first"]))
    first = settle(kiosk, SUNDAY)
    assert by_issue(first) == {row["issue"]: Decimal(row["first"]) for row in rows() if row["first"]}
    for row in rows():
        came_back(kiosk, daily, row["issue"], int(row["came back by now"]))
    Draw.objects.update(during=period("2026-01-01", "2026-07-08"))
    # What came back of Sunday's paper is credited at what was charged for it, whatever the list says by now.
    Price.objects.filter(weekdays=64).update(unit_price=Decimal("99.00"))
    later = settle(kiosk, TODAY)
    assert by_issue(later) == {row["issue"]: Decimal(row["next"]) for row in rows() if row["next"]}


def test_a_charge_is_for_an_outlet_and_a_product_with_the_vat_of_the_paper(kiosk, daily):
    came_back(kiosk, daily, "2026-07-04", 3)
    run = settle(kiosk, SUNDAY)
    charge = Charge.objects.get(source_kind="draw_settlement")
    settlement = DrawSettlement.objects.get(run=run)
    assert (charge.pk, charge.source_id) == (settlement.charge_id, settlement.pk)
    assert (charge.payer, charge.product_id, charge.amount, charge.quantity) == (kiosk.customer, daily.pk, Decimal("783.75"), 27)
    assert (charge.during.lower, charge.during.upper) == (FRIDAY, day("2026-07-06"))
    component = ChargeComponent.objects.get(charge=charge)
    assert (component.tax_category, component.revenue_class, component.deferred) == ("press_print", "paper", False)
    assert OpenCharge.objects.get(charge=charge).due_on == SUNDAY
    assert charge.description["code"] == "charge.draw_settlement"


def test_nothing_is_settled_twice(kiosk, daily, counter):
    run = settle(kiosk, SUNDAY)
    assert settle(kiosk, SUNDAY).planned_rows == 0
    chunk = {"run": run.pk, "first": 1, "latest": 9}
    SettledDraw.objects.all().delete()
    DrawSettlement.objects.all().delete()
    assert twice("distribution/write_draw_settlements", **chunk) == 1
    assert twice("distribution/write_settled_draws", **chunk) == 3
    line = SettledDraw.objects.first()
    with pytest.raises(IntegrityError, match="settled_draw_once"), transaction.atomic():
        SettledDraw.objects.create(**{**vars_of(line), "number": line.number})


def vars_of(line: SettledDraw) -> dict:
    return {field.attname: getattr(line, field.attname) for field in line._meta.fields if field.name != "id"}


def test_what_somebody_else_has_settled_meanwhile_is_left_out(kiosk, daily):
    waiting = planned(kiosk, SUNDAY)
    other = Run.objects.create(kind=KIND, entity=kiosk.entity, as_of=SUNDAY, parameters={})
    commit_run(run=approve_run(run=plan_run(run=other), actor=None))
    commit_run(run=approve_run(run=waiting, actor=None))
    assert DrawSettlement.objects.get().run == other


def test_the_plan_writes_nothing_twice(kiosk, daily):
    run = planned(kiosk, SUNDAY)
    asked = {"outlets": [kiosk.pk], "product": None, "issues": None, "first": day("2026-07-01"), "until": day("2026-07-06")}
    assert twice("distribution/plan_draws", source="distribution/draws_of_outlets", run=run.pk, **asked) == 0
    [one] = PlannedSettlement.objects.filter(run=run)
    assert (one.copies, one.returned, one.issues, one.amount) == (30, 0, 3, Decimal("862.50"))


def test_an_outlet_without_terms_or_price_is_set_aside_with_the_reason(kiosk, daily, counter):
    silent = an_outlet(entity=daily.entity, number="2", name="Silent kiosk")
    Draw.objects.create(outlet=silent, product=daily, copies=[1] * 7, during=period("2026-01-01", None))
    dear = an_outlet(entity=daily.entity, number="3", name="Dear kiosk")
    Draw.objects.create(outlet=dear, product=daily, copies=[1] * 7, during=period("2026-01-01", None))
    agree(dear, a_price_list(entity=daily.entity, code="empty"), "2026-07-01")
    run = planned(kiosk, SUNDAY)
    assert dict(run.parked_cases.values_list("subject_id", "reason")) == {silent.pk: "no_terms", dear.pk: "no_price"}
    assert run.planned_rows == 1


def test_one_outlet_can_be_settled_by_itself(kiosk, daily, counter):
    other = an_outlet(entity=daily.entity, number="2", name="Other kiosk")
    Draw.objects.create(outlet=other, product=daily, copies=[1] * 7, during=period("2026-01-01", None))
    agree(other, counter, "2026-07-01")
    settle(kiosk, SUNDAY, outlet=other.pk)
    assert DrawSettlement.objects.get().outlet == other


def test_a_run_is_taken_back_until_it_is_invoiced_and_settled_again(kiosk, daily):
    run = settle(kiosk, SUNDAY)
    undo_act(act=Act.objects.get(verb="settle_draws"), actor=None, today=TODAY)
    assert not Charge.objects.filter(source_kind="draw_settlement").exists()
    assert DrawSettlement.objects.get().withdrawn_at is not None
    with pytest.raises(CannotSettle, match="already"):
        take_settlement_back(run=run, actor=None)
    again = settle(kiosk, SUNDAY)
    assert by_issue(again) == by_issue(run)
    OpenCharge.objects.all().delete()
    with pytest.raises(CannotSettle, match="1 charges are invoiced"):
        take_settlement_back(run=again, actor=None)


def test_terms_follow_each_other_and_are_taken_back(kiosk, counter, daily):
    with pytest.raises(CannotSettle, match="already"):
        agree(kiosk, counter, "2026-08-01", percent="25")
    with pytest.raises(CannotSettle, match="not both"):
        agree(kiosk, counter, "2026-08-01", percent="25", per_copy="1")
    with pytest.raises(CannotSettle, match="other terms already"):
        agree(kiosk, counter, "2026-07-03", percent="30")
    agree(kiosk, counter, "2026-08-01", percent="30")
    assert [terms.during.upper for terms in kiosk.terms.order_by("during")] == [day("2026-08-01"), None]
    undo_act(act=Act.objects.filter(verb="set_outlet_terms").latest("pk"), actor=None, today=TODAY)
    assert [(terms.percent, terms.during.upper) for terms in kiosk.terms.all()] == [(25, None)]


DAMAGES = [
    "UPDATE settled_draw SET amount = amount + 1",
    "UPDATE draw_settlement SET returned = returned + 1",
    "DELETE FROM charge WHERE source_kind = 'draw_settlement'",
    "UPDATE draw_settlement SET withdrawn_at = now()",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_settlement_that_is_not_charged_as_it_is_is_found_by_the_books(kiosk, damage):
    settle(kiosk, SUNDAY)
    charged = next(invariant for invariant in INVARIANTS if invariant.statement == "distribution/check_draw_settlements")
    assert not check(charged)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
    [found] = check(charged)
    assert "%(" not in found.message


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_terms_are_typed_and_the_plan_is_looked_at(signed_in, kiosk, daily, counter):
    manager = signed_in("manager", daily.entity)
    address = reverse("distribution:outlet_terms", args=[kiosk.pk])
    assert manager.post(address, {"price_list": counter.pk, "from_on": "1/8", "percent": "30", "per_copy": "2,00"}).status_code == 422
    page = manager.post(address, {"price_list": counter.pk, "from_on": "1/8", "percent": "30"}, follow=True)
    assert "30 % commission" in words(page)
    answer = manager.post(reverse("distribution:settle_outlet", args=[kiosk.pk]))
    run = Run.objects.get(kind=KIND)
    assert answer.url == run.url
    plan_run(run=run)
    plan = words(manager.get(reverse("distribution:settlement_plan", args=[run.pk])))
    assert "Kiosk at the station" in plan
    assert "Go to Commit: 1 settlement" in plan
    commit_run(run=approve_run(run=run, actor=None))
    assert "70 drawn, 0 came back" in words(manager.get(kiosk.url))


def test_a_clerk_settles_nothing(signed_in, kiosk, daily):
    clerk = signed_in("clerk", daily.entity)
    assert "Settle until today" not in words(clerk.get(kiosk.url))
    assert clerk.post(reverse("distribution:settle_outlet", args=[kiosk.pk])).status_code == 403
