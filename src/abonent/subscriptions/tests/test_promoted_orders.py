"""An order carries a promotion: its terms are priced step by step, and the renewal run goes on where the order left off."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.catalog.models import PriceGroup, PriceGroupMember
from abonent.catalog.models.price import ISSUE, UNTIL_FURTHER_NOTICE
from abonent.catalog.operations import CannotPromote, remove_promotion
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_price_list, a_promotion, prices_from
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.models import Cancellation, RenewalPlan, Situation, Subscription
from abonent.subscriptions.operations import start_subscription
from abonent.subscriptions.operations.start import CannotStart, Order
from abonent.subscriptions.testing import a_renewal_plan, a_renewal_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(daily):
    install_ready_roles()
    roles = {"roles": ["manager"], "entities": [daily.entity]}
    return take_on_staff(username="manager", password="not used here", full_name="Eva Berg", language="en", **roles)


def an_order(daily: Any, price_list: Any, promotion: Any, **changes: Any) -> Order:
    asked = {
        "product": daily,
        "price_list": price_list,
        "subscriber": changes.pop("subscriber", None) or a_customer(),
        "starts_on": day("2026-03-01"),
        "term_kind": UNTIL_FURTHER_NOTICE,
        "term_unit": "month",
        "term_length": 1,
        "promotion": promotion,
    }
    return Order(**{**asked, **changes})


def ordered(order: Order, today: str = "2026-03-01") -> Subscription:
    return start_subscription(order=order, actor=None, today=day(today))


def terms(subscription: Subscription) -> list[tuple[str, Decimal]]:
    return [(str(term.during.upper), term.amount) for term in subscription.terms.order_by("ordinal")]


def test_each_term_has_the_price_of_its_step_and_then_that_of_the_list(daily, price_list):
    steps = [Step(terms=2, unit_price=Decimal(99)), Step(terms=1, percent_off=Decimal(50))]
    subscription = ordered(an_order(daily, price_list, a_promotion(price_list=price_list, products=[daily], steps=steps)))
    for as_of in ("2026-03-15", "2026-04-15", "2026-05-15"):
        a_renewal_run(daily.entity, as_of)

    assert terms(subscription) == [
        ("2026-04-01", Decimal(99)),
        ("2026-05-01", Decimal(99)),
        ("2026-06-01", Decimal("124.50")),
        ("2026-07-01", Decimal(249)),
    ]
    codes = [[step["code"] for step in term.trace.steps][:2] for term in subscription.terms.select_related("trace").order_by("ordinal")]
    assert codes == [["price.listed", "price.promotion"]] * 3 + [["price.listed", "price.part"]]


def test_three_months_for_99_and_then_by_the_month_from_the_anchor_day(daily, price_list):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99), own_length=3)])
    subscription = ordered(an_order(daily, price_list, spring, starts_on=day("2026-01-31")), today="2026-01-20")
    assert terms(subscription) == [("2026-04-30", Decimal(99))]
    a_renewal_run(daily.entity, "2026-04-20")
    a_renewal_run(daily.entity, "2026-05-20")
    assert terms(subscription) == [("2026-04-30", Decimal(99)), ("2026-05-31", Decimal(249)), ("2026-06-30", Decimal(249))]


def test_an_order_in_the_past_gets_the_steps_in_their_order(daily, price_list):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99), own_length=2)])
    subscription = ordered(an_order(daily, price_list, spring, starts_on=day("2026-01-15")), today="2026-04-20")
    assert [end for end, _amount in terms(subscription)] == ["2026-03-15", "2026-04-15", "2026-05-15"]
    assert [amount for _end, amount in terms(subscription)] == [99, 249, 249]


def test_free_issues_come_before_the_term_by_issues(monthly, price_list):
    prices_from("2025-01-01", price_list, {}, term_unit=ISSUE)
    free = a_promotion(
        price_list=price_list,
        products=[monthly],
        steps=[Step(terms=1, unit_price=Decimal(0), own_length=2)],
        term_kind="fixed",
        term_unit=ISSUE,
        term_length=6,
    )
    order = an_order(monthly, price_list, free, starts_on=day("2026-02-01"), term_kind="fixed", term_unit=ISSUE, term_length=6)
    subscription = ordered(order, today="2026-02-01")
    a_renewal_run(monthly.entity, "2026-03-01")
    assert terms(subscription) == [("2026-03-16", Decimal(0)), ("2026-09-16", Decimal(390))]


def test_a_trial_ends_after_its_term_and_goes_on_at_the_list_price_if_that_is_undone(daily, price_list, manager):
    trial = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(0), own_length=1)], then_ends=True)
    subscription = start_subscription(order=an_order(daily, price_list, trial), actor=manager, today=day("2026-03-20"))
    assert terms(subscription) == [("2026-04-01", Decimal(0))]
    assert Cancellation.objects.get().from_on == day("2026-04-01")
    assert Cancellation.objects.get().reason_id == "trial_ended"
    a_renewal_run(daily.entity, "2026-03-25")
    assert len(terms(subscription)) == 1

    undo_act(act=Act.objects.get(verb="cancel_subscription"), actor=manager, today=day("2026-03-25"))
    a_renewal_run(daily.entity, "2026-03-26")
    assert terms(subscription) == [("2026-04-01", Decimal(0)), ("2026-05-01", Decimal(249))]


def test_one_price_serves_everybody_in_the_same_step(daily, price_list):
    half = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=3, percent_off=Decimal(50))])
    for _each in range(4):
        ordered(an_order(daily, price_list, half))
    for _each in range(3):
        ordered(an_order(daily, price_list, None))

    run = a_renewal_plan(daily.entity, "2026-03-15")
    assert RenewalPlan.objects.filter(run=run).count() == 7
    priced = Situation.objects.filter(run_id=run.pk)
    assert sorted(each.promotion_step_id is not None for each in priced) == [False, True]


def test_that_a_step_ends_is_no_oddity_of_the_plan(daily, price_list):
    ordered(an_order(daily, price_list, a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(9))])))
    run = a_renewal_plan(daily.entity, "2026-03-15")
    assert [row.finding for row in RenewalPlan.objects.filter(run=run)] == ["next_step"]


@pytest.mark.parametrize(
    ("promised", "asked", "code"),
    [
        ({}, {"term_length": 3}, "other_promotion"),
        ({"ordered_from": "2026-03-02"}, {}, "promotion_not_open"),
        ({"ordered_to": day("2026-02-28")}, {}, "promotion_over"),
        ({"sales_channels": ["web"]}, {"sales_channel": "desk"}, "promotion_other_channel"),
        ({"for_whom": "former"}, {}, "promotion_for_former"),
    ],
)
def test_an_order_that_may_not_carry_it_is_refused_in_words(daily, price_list, promised, asked, code):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(9))], **promised)
    with pytest.raises(CannotStart, match="SPRING3") as refused:
        ordered(an_order(daily, price_list, spring, **asked))
    assert refused.value.code == f"subscription.{code}"
    assert "%(" not in str(refused.value)


def test_new_and_former_customers_are_known_by_what_they_had(daily, price_list):
    steps = [Step(terms=1, unit_price=Decimal(9))]
    for_new = a_promotion(price_list=price_list, products=[daily], steps=steps, code="NEW", for_whom="new")
    for_former = a_promotion(price_list=price_list, products=[daily], steps=steps, code="BACK", for_whom="former")
    anna, merged = a_customer("Anna"), a_customer("Anna")
    first = ordered(an_order(daily, price_list, for_new, subscriber=anna))
    type(merged).objects.filter(pk=merged.pk).update(canonical=anna)
    merged.refresh_from_db()

    with pytest.raises(CannotStart, match="for new customers"):
        ordered(an_order(daily, price_list, for_new, subscriber=merged))
    with pytest.raises(CannotStart, match="for former customers"):
        ordered(an_order(daily, price_list, for_former, subscriber=anna))
    later = str(first.terms.get().during.upper)
    assert (
        ordered(an_order(daily, price_list, for_former, subscriber=anna, starts_on=day("2026-06-01")), today=later).promotion == for_former
    )


def test_what_somebody_has_ordered_is_not_taken_away(daily, price_list):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(9))])
    ordered(an_order(daily, price_list, spring))
    with pytest.raises(CannotPromote, match="Somebody has ordered"):
        remove_promotion(promotion=spring, actor=None)


def test_a_group_pays_its_own_price_where_that_is_lower(daily, price_list):
    group = PriceGroup.objects.create(entity=daily.entity, code="staff", name={"en": "Staff"})
    prices_from("2025-01-01", a_price_list(entity=daily.entity), {(daily, 1): "49.00"}, term_kind=UNTIL_FURTHER_NOTICE, price_group=group)
    anna = a_customer()
    PriceGroupMember.objects.create(entity=daily.entity, price_group=group, customer=anna)
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99))])
    (term,) = ordered(an_order(daily, price_list, spring, subscriber=anna)).terms.select_related("trace")
    assert term.amount == 49
    assert term.trace.steps[1]["code"] == "price.promotion_not_better"


@pytest.fixture
def clerk(signed_in, daily, with_issues, a_thursday):
    return signed_in("clerk", daily.entity)


@pytest.fixture
def typed(daily, price_list):
    return {
        "subscriber": a_customer("Anna").number,
        "product": daily.pk,
        "starts_on": "2026-08-01",
        "copies": "1",
        "delivery_method": "carrier",
        "sales_channel": "telephone",
        "offer": "",
    }


def plain(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_promotion_is_chosen_among_the_terms_with_the_price_of_each(clerk, daily, price_list, typed):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99), own_length=3)])
    offer = next(value for value, _label in choices(clerk, typed) if value.endswith(f"-{spring.pk}"))
    shown = clerk.post("/subscriptions/new/effect/", {**typed, "offer": offer})
    sentence = "Spring3 (SPRING3): 3 months for 99,00 kr, then 249,00 kr for 1 month at a time, by the list."
    assert sentence in plain(shown)
    assert (shown.context["shown"].first.price, shown.context["shown"].first.length) == (99, "3 months")

    saved = clerk.post("/subscriptions/new/", {**typed, "offer": offer, "effect": shown.context["shown"].digest})
    assert saved.status_code == 302
    subscription = Subscription.objects.get()
    assert subscription.promotion == spring
    assert terms(subscription) == [("2026-11-01", Decimal(99))]
    told = clerk.get(subscription.url)
    assert "Spring3 (SPRING3)" in plain(told)
    assert told.context["span"] == "3 months"
    assert str(subscription.number) in plain(clerk.get(f"/subscriptions/?promotion={spring.pk}"))


def test_a_code_chooses_its_promotion_whichever_way_it_is_typed(clerk, daily, price_list, typed):
    secret = a_promotion(
        price_list=price_list, products=[daily], steps=[Step(terms=2, percent_off=Decimal(50))], code="SECRET", by_code_only=True
    )
    assert not any(value.endswith(f"-{secret.pk}") for value, _label in choices(clerk, typed))
    shown = clerk.post("/subscriptions/new/effect/", {**typed, "promotion_code": " secret "})
    assert shown.context["form"]["offer"].value().endswith(f"-{secret.pk}")
    assert shown.context["shown"].first.price == Decimal("124.50")


@pytest.mark.parametrize(
    ("promised", "sentence"),
    [
        ({"code": "OTHER"}, "There is no promotion with the code SPRING3."),
        ({"ordered_from": "2026-08-01"}, "SPRING3 can be ordered from Sat 1 Aug."),
        ({"ordered_to": day("2026-06-30")}, "SPRING3 could be ordered until Tue 30 Jun."),
        ({"other_product": True}, "SPRING3 does not go with this product."),
    ],
)
def test_a_code_that_gives_nothing_says_why(clerk, daily, monthly, price_list, typed, promised, sentence):
    products = [monthly if promised.pop("other_product", False) else daily]
    a_promotion(price_list=price_list, products=products, steps=[Step(terms=1, unit_price=Decimal(9))], **promised)
    shown = clerk.post("/subscriptions/new/effect/", {**typed, "promotion_code": "spring3"})
    assert shown.context["shown"] is None
    assert sentence in plain(shown)


def test_who_is_not_new_is_told_before_the_order_is_saved(clerk, daily, price_list, typed):
    anna = a_customer("Berit")
    ordered(an_order(daily, price_list, None, subscriber=anna))
    a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(9))], for_whom="new")
    shown = clerk.post("/subscriptions/new/effect/", {**typed, "subscriber": anna.number, "promotion_code": "SPRING3"})
    assert "is for new customers" in plain(shown)


def choices(clerk, typed):
    return clerk.post("/subscriptions/new/effect/", typed).context["form"].fields["offer"].choices


def test_the_form_asks_the_database_no_more_for_more_promotions(clerk, daily, price_list, typed):
    steps = [Step(terms=1, unit_price=Decimal(99), own_length=3)]
    a_promotion(price_list=price_list, products=[daily], steps=steps, code="P0")
    clerk.post("/subscriptions/new/effect/", typed)
    with CaptureQueriesContext(connection) as few:
        clerk.post("/subscriptions/new/effect/", typed)
    for place in range(1, 6):
        a_promotion(price_list=price_list, products=[daily], steps=steps, code=f"P{place}")
    with CaptureQueriesContext(connection) as many:
        clerk.post("/subscriptions/new/effect/", typed)
    assert len(many) <= len(few)
