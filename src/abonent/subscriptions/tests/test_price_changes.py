"""Price changes: what is planned for whom, what is agreed, what the renewal run makes of it, and what is taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.models import Price, PriceGroup, PriceGroupMember, PriceListVersion
from abonent.catalog.models.price import UNTIL_FURTHER_NOTICE
from abonent.catalog.operations import draft_version
from abonent.catalog.rules.rounding import ROUNDINGS
from abonent.catalog.testing import prices_from
from abonent.company.models import CountryRule
from abonent.customers.testing import a_customer
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.kinds import statement_parameters
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, cancel_run, commit_run, plan_run, undo_act
from abonent.subscriptions.models import AgreedPrice, PriceChangePlan, RenewalPlan, Situation
from abonent.subscriptions.operations import CannotChangePrice, Cohort, Raise, begin_price_change, hold_price_changes
from abonent.subscriptions.testing import a_renewal_plan, a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
WHOLE = ROUNDINGS["whole"]


@pytest.fixture
def anna(with_issues, price_list):
    """A year for 2929, until 1 November."""
    order = an_order(product=with_issues, price_list=price_list, starts_on="2025-11-01", subscriber=a_customer("Anna"))
    return a_subscription(order=order)


@pytest.fixture
def bo(with_issues, price_list):
    """By the month for 249, until 1 August."""
    order = an_order(
        product=with_issues,
        price_list=price_list,
        starts_on="2026-07-01",
        subscriber=a_customer("Bo"),
        term_kind=UNTIL_FURTHER_NOTICE,
        term_length=1,
    )
    return a_subscription(order=order, today="2026-06-01")


def a_change(price_list, cohort=None, **change):
    asked = Raise(**{"notice_on": TODAY, "effective_on": day("2026-09-01"), "percent": Decimal(10), "rounding": WHOLE, **change})
    return plan_run(run=begin_price_change(price_list=price_list, cohort=cohort or Cohort(), change=asked, actor=None, today=TODAY))


def to_version(price_list, version, cohort=None, **change):
    return a_change(price_list, cohort, version=version, effective_on=None, percent=Decimal(0), **change)


def committed(run):
    return commit_run(run=approve_run(run=run, actor=None))


def row_of(run, subscription):
    return PriceChangePlan.objects.get(run=run, subscription=subscription)


def planned(run):
    rows = PriceChangePlan.objects.filter(run=run).select_related("subscription__subscriber").order_by("subscription_id")
    return {row.subscription.subscriber.given_name: (row.price_now, row.price_then, row.finding) for row in rows}


def test_a_percentage_is_planned_for_everybody_with_the_money_of_a_year_and_the_first_term(price_list, anna, bo):
    run = a_change(price_list)
    assert planned(run) == {"Anna": (Decimal(2929), Decimal(3222), "over"), "Bo": (Decimal(249), Decimal(274), "over")}
    assert row_of(run, anna).first_on == day("2026-11-01")
    assert row_of(run, bo).first_on == day("2026-09-01")
    # 3222 - 2929 once a year, 274 - 249 twelve times.
    assert (run.planned_rows, run.total_amount) == (2, Decimal("593.00"))
    assert not AgreedPrice.objects.exists()


def test_only_the_cohort_takes_part(with_issues, price_list, anna, bo):
    students = PriceGroup.objects.create(entity=with_issues.entity, code="students", name={"en": "Students"})
    PriceGroupMember.objects.create(entity=with_issues.entity, price_group=students, customer=bo.payer)
    cohorts = [
        Cohort(price_groups=[students.pk]),
        Cohort(term_kind=UNTIL_FURTHER_NOTICE),
        Cohort(price_until=Decimal(300)),
        Cohort(products=[with_issues.pk], price_groups=[0]),
        Cohort(bought_before=day("2026-01-01")),
        Cohort(price_from=Decimal(300)),
        Cohort(products=[with_issues.pk + 1]),
    ]
    seen = []
    for cohort in cohorts:
        run = a_change(price_list, cohort)
        seen.append("".join(planned(run)))
        cancel_run(run=run)
    assert seen == ["Bo", "Bo", "Bo", "Anna", "Anna", "Anna", ""]


def test_raises_are_limited_for_each_subscription_and_for_each_customer(price_list, anna, bo):
    run = a_change(price_list, most_percent=Decimal(5))
    assert planned(run) == {"Anna": (Decimal(2929), Decimal("3075.45"), "capped"), "Bo": (Decimal(249), Decimal("261.45"), "capped")}
    cancel_run(run=run)

    # Anna alone would pay 293 more in a year, Bo 300.
    run = a_change(price_list, most_yearly=Decimal(100))
    assert planned(run) == {"Anna": (Decimal(2929), Decimal(3029), "capped"), "Bo": (Decimal(249), Decimal("257.33"), "capped")}


def test_the_limit_of_a_customer_is_for_all_that_he_pays(with_issues, price_list, anna):
    gift = an_order(
        product=with_issues, price_list=price_list, starts_on="2025-11-01", subscriber=a_customer("Cia"), payer=anna.payer, copies=2
    )
    a_subscription(order=gift)
    # 293 for her own, 586 for the two of the gift: together 879, of which 440 may be.
    run = a_change(price_list, most_yearly=Decimal("439.50"))
    assert planned(run) == {
        "Anna": (Decimal(2929), Decimal("3075.50"), "capped"),
        "Cia": (Decimal(2929), Decimal("3075.50"), "capped"),
    }
    assert run.total_amount == Decimal("439.50")


def test_the_notice_of_the_country_puts_the_change_off_to_the_next_term(price_list, anna, bo):
    CountryRule.objects.update_or_create(
        country="SE", key="price_change.notice_days", valid_from=day("2020-01-01"), defaults={"value": 60, "source": "a test"}
    )
    run = a_change(price_list, Cohort(price_until=Decimal(300)), over_percent=Decimal(20))
    row = row_of(run, bo)
    assert (row.from_on, row.first_on, row.finding, row.notice_days) == (day("2026-09-07"), day("2026-10-01"), "later", 60)


def test_a_committed_change_is_what_the_renewal_run_charges_and_says(price_list, anna, bo):
    run = committed(a_change(price_list))
    assert (run.state, run.committed_rows, run.left_out_rows) == (Run.State.DONE, 2, 0)

    a_renewal_run(price_list.entity, "2026-09-20")
    amounts = {(term.sold_during.lower, term.amount) for term in bo.terms.all()}
    assert {(day("2026-08-01"), Decimal(249)), (day("2026-09-01"), Decimal(274)), (day("2026-10-01"), Decimal(274))} <= amounts
    latest = anna.terms.latest("ordinal")
    assert (latest.amount, latest.trace.steps[0]["code"]) == (Decimal(3222), "price.agreed")


def test_a_change_on_its_way_shields_from_another(price_list, anna):
    committed(a_change(price_list))
    again = a_change(price_list)
    assert planned(again) == {"Anna": (Decimal(2929), None, "coming")}
    assert committed(again).committed_rows == 0


def test_a_renewal_that_was_planned_before_does_not_make_a_term_at_the_former_price(price_list, bo):
    renewal = a_renewal_plan(price_list.entity, "2026-08-20")
    committed(a_change(price_list))
    commit_run(run=approve_run(run=renewal, actor=None))
    assert bo.terms.count() == 1
    assert renewal.left_out_rows == RenewalPlan.objects.filter(run=renewal).count()


def test_who_is_held_back_or_has_changed_since_keeps_his_price(price_list, anna, bo):
    run = a_change(price_list)
    hold_price_changes(run=run, ordinals=[row_of(run, anna).ordinal], held=True, actor=None)
    a_renewal_run(price_list.entity, "2026-07-20")
    committed(run)
    assert not AgreedPrice.objects.exists()
    assert (run.committed_rows, run.left_out_rows) == (0, 2)


def test_a_draft_is_simulated_without_being_put_in_force_and_committed_as_the_same_plan(with_issues, price_list, anna, bo):
    draft = draft_version(price_list=price_list, valid_from=day("2026-09-01"), copy_of=price_list.versions.get(), actor=None)
    Price.objects.filter(version=draft, product=with_issues, term_length=12).update(unit_price=3100)
    Price.objects.filter(version=draft, product=with_issues, term_length=1).update(unit_price=299)

    run = to_version(price_list, draft, Cohort(term_kind=UNTIL_FURTHER_NOTICE), most_percent=Decimal(10))
    assert planned(run) == {"Anna": (Decimal(2929), Decimal(2929), "kept"), "Bo": (Decimal(249), Decimal("273.90"), "capped")}
    assert PriceListVersion.objects.get(pk=draft.pk).approved_at is None

    committed(run)
    assert PriceListVersion.objects.get(pk=draft.pk).approved_at is not None
    a_renewal_run(price_list.entity, "2026-10-01")
    assert anna.terms.latest("ordinal").amount == Decimal(2929)
    assert bo.terms.get(sold_during__startswith=day("2026-09-01")).amount == Decimal("273.90")


def test_who_cannot_be_told_in_time_pays_the_former_price_until_then(with_issues, price_list, bo):
    version = prices_from("2026-09-01", price_list, {(with_issues, 1): "299.00"}, term_kind=UNTIL_FURTHER_NOTICE)
    run = to_version(price_list, version, notice_days=70, over_percent=Decimal(50))
    assert row_of(run, bo).finding == "later"
    committed(run)
    a_renewal_run(price_list.entity, "2026-10-01")
    amounts = [bo.terms.get(sold_during__startswith=day(begins)).amount for begins in ("2026-08-01", "2026-09-01", "2026-10-01")]
    assert amounts == [Decimal(249), Decimal(249), Decimal(299)]


def test_who_is_held_back_keeps_his_price_though_the_list_changes(with_issues, price_list, bo):
    version = prices_from("2026-09-01", price_list, {(with_issues, 1): "299.00"}, term_kind=UNTIL_FURTHER_NOTICE)
    run = to_version(price_list, version)
    hold_price_changes(run=run, ordinals=[row_of(run, bo).ordinal], held=True, actor=None)
    committed(run)
    a_renewal_run(price_list.entity, "2026-10-01")
    assert {term.amount for term in bo.terms.all()} == {Decimal(249)}


def test_a_draft_that_was_edited_since_is_not_committed(with_issues, price_list, bo):
    draft = draft_version(price_list=price_list, valid_from=day("2026-09-01"), copy_of=price_list.versions.get(), actor=None)
    Price.objects.filter(version=draft, term_length=1).update(unit_price=299)
    run = to_version(price_list, draft)
    Price.objects.filter(version=draft, term_length=1).update(unit_price=399)
    with pytest.raises(CannotChangePrice) as refusal:
        approve_run(run=run, actor=None)
    assert refusal.value.code == "price_change.prices_edited"
    assert Run.objects.get(pk=run.pk).state == Run.State.PLANNED


def test_a_change_is_taken_back_for_all_who_have_no_term_at_it_yet(price_list, anna, bo):
    run = committed(a_change(price_list))
    a_renewal_run(price_list.entity, "2026-08-20")
    undo_act(act=Act.objects.get(verb="change_prices_of_subscriptions"), actor=None, today=TODAY)
    assert Run.objects.get(pk=run.pk).state == Run.State.REVERSED

    a_renewal_run(price_list.entity, "2026-10-15")
    assert anna.terms.latest("ordinal").amount == Decimal(2929)
    assert bo.terms.latest("ordinal").amount == Decimal(274)


def test_taken_back_a_change_of_the_list_leaves_everybody_what_he_paid(with_issues, price_list, anna, bo):
    version = prices_from("2026-09-01", price_list, {(with_issues, 1): "299.00"}, term_kind=UNTIL_FURTHER_NOTICE)
    prices_from("2026-09-01", price_list, {(with_issues, 12): "3100.00"})
    committed(to_version(price_list, version))
    undo_act(act=Act.objects.get(verb="change_prices_of_subscriptions"), actor=None, today=TODAY)
    a_renewal_run(price_list.entity, "2026-10-15")
    assert anna.terms.latest("ordinal").amount == Decimal(2929)
    assert bo.terms.latest("ordinal").amount == Decimal(249)


def test_it_begins_today_at_the_earliest(price_list):
    with pytest.raises(CannotChangePrice):
        a_change(price_list, effective_on=day("2026-07-08"))


def test_the_statements_of_a_plan_write_nothing_twice(price_list, anna, bo):
    run = a_change(price_list)
    asked = statement_parameters(run)
    PriceChangePlan.objects.filter(run=run).delete()
    Situation.objects.filter(run=run).delete()
    # The work table of the plan above is still filled in this transaction.
    assert twice("subscriptions/find_price_situations", **asked) == 2
    assert twice("subscriptions/plan_price_changes", **asked) == 2


def test_the_statements_of_a_chunk_and_of_its_taking_back_write_nothing_twice(with_issues, price_list, anna, bo):
    version = prices_from("2026-09-01", price_list, {(with_issues, 1): "299.00"}, term_kind=UNTIL_FURTHER_NOTICE)
    prices_from("2026-09-01", price_list, {(with_issues, 12): "3100.00"})
    run = to_version(price_list, version)
    hold_price_changes(run=run, ordinals=[row_of(run, anna).ordinal], held=True, actor=None)
    chunk = {**statement_parameters(run), "first": 1, "latest": 100}
    assert statements.run("subscriptions/lock_price_changes", **chunk) == 1
    assert twice("subscriptions/write_agreed_prices", **chunk) == 1
    assert twice("subscriptions/keep_prices", **chunk) == 1
    assert twice("subscriptions/withdraw_agreed_prices", run=run.pk) == 2
    assert twice("subscriptions/keep_former_prices", **chunk) == 2
