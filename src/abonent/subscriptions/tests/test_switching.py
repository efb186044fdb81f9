"""From an issue on another product: what is credited and charged, what meets it, the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from abonent.catalog.models import Edition, PriceList
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_price_list, a_product, a_promotion, prices_from
from abonent.charges.models import Charge, OpenCharge
from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Cancellation, ProductSwitch, Promise, Subscription
from abonent.subscriptions.operations import (
    AskedCopies,
    AskedSwitch,
    CannotSwitch,
    cancel_subscription,
    change_copies,
    install_stop_reasons,
    pause_subscription,
    preview_pause,
    preview_switch,
    switch_product,
    withdraw_cancellation,
    withdraw_switch,
)
from abonent.subscriptions.operations.cancel import CannotCancel
from abonent.subscriptions.operations.gifts import GiftTerms
from abonent.subscriptions.operations.start import CannotStart, start_subscription
from abonent.subscriptions.operations.stop_reasons import own_reason
from abonent.subscriptions.operations.switch_checks import earliest_switch
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "switch.md"
FRIDAY_TO_SUNDAY = 0b1110000


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def weekend(with_issues, price_list):
    """The same paper on Fridays to Sundays: 399.00 for three months."""
    install_stop_reasons()
    paper = Edition.objects.get(components__product=with_issues, medium="paper")
    product = a_product(entity=with_issues.entity, code="weekend", editions=[paper], shares=["1"], weekdays=FRIDAY_TO_SUNDAY)
    prices_from("2025-01-01", price_list, {(product, 3): "399.00", (product, 12): "1499.00"})
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2028-07-01")
    return product


@pytest.fixture
def subscription(with_issues, weekend, price_list):
    """The daily for three months from 1 May for 799.00, 92 issues."""
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))


def to(product, from_on="2026-07-17", *, months=3, price_list=None, method="carrier"):
    return AskedSwitch(
        product=product,
        price_list=price_list or Subscription.objects.earliest("pk").price_list,
        term_kind="fixed",
        term_unit="month",
        term_length=months,
        delivery_method=method,
        from_on=day(from_on),
    )


def switch(subscription, asked, **said):
    return switch_product(subscription=subscription, asked=asked, actor=None, today=TODAY, **said)


def invoiced(subscription):
    OpenCharge.objects.filter(charge__source_kind="term", charge__source_id__in=subscription.terms.values("pk")).delete()


def amounts(kind):
    return [str(one.amount) for one in Charge.objects.filter(source_kind=kind).order_by("pk")]


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


@pytest.mark.day
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['to']} {row['months']} from {row['from']} invoiced {row['invoiced']}")
def test_the_worked_table(subscription, with_issues, weekend, row):
    if row["invoiced"] == "yes":
        invoiced(subscription)
    waits = sum(OpenCharge.objects.values_list("charge__amount", flat=True))
    asked = to({"weekend": weekend, "daily": with_issues}[row["to"]], row["from"], months=int(row["months"]))
    seen = preview_switch(subscription=subscription, asked=asked, today=TODAY)
    switch(subscription, asked, effect=seen.digest)
    assert [str(sum(term.issues for term in seen.ended)), f"{seen.credit:.2f}", str(seen.charge)] == [
        row["issues left"], row["credited"], row["charged"],
    ]  # fmt: skip
    assert sum(OpenCharge.objects.values_list("charge__amount", flat=True)) - waits == Decimal(row["sum"])
    assert broken() == set()


def test_the_old_one_ends_and_the_new_one_follows_for_the_same_people(subscription, weekend):
    invoiced(subscription)
    Subscription.objects.update(reference="4711")
    subscription.refresh_from_db()
    change_copies(subscription=subscription, asked=AskedCopies(copies=2, from_on=day("2026-07-12")), actor=None, today=TODAY)
    subscription.refresh_from_db()
    successor = switch(subscription, to(weekend)).successor
    assert subscription.terms.get().during == period("2026-05-01", "2026-07-17")
    assert successor.terms.get().during == period("2026-07-17", "2026-10-17")
    assert (successor.subscriber_id, successor.payer_id) == (subscription.subscriber_id, subscription.payer_id)
    assert (successor.copies, successor.weekdays, successor.reference) == (2, FRIDAY_TO_SUNDAY, "4711")
    assert successor.number != subscription.number
    ended = Cancellation.objects.get()
    assert (ended.from_on, ended.reason_id, ended.reason.kind) == (day("2026-07-17"), "switched", "switched")
    told = Promise.objects.filter(act=Act.objects.get(verb="switch_product")).order_by("subscription")
    assert [(one.change, one.issue_on) for one in told] == [("stop", day("2026-07-17")), ("start", day("2026-07-17"))]
    assert broken() == set()


def test_the_renewal_goes_on_with_the_new_product_alone(subscription, weekend):
    invoiced(subscription)
    successor = switch(subscription, to(weekend)).successor
    a_renewal_run(subscription.entity, "2026-10-10")
    assert subscription.terms.count() == 1
    renewed = successor.terms.get(ordinal=2)
    assert (renewed.product_id, renewed.during, renewed.amount) == (weekend.pk, period("2026-10-17", "2027-01-17"), Decimal("399.00"))


def test_what_nobody_has_invoiced_of_the_old_one_is_not_charged(subscription, weekend):
    a_renewal_run(subscription.entity, TODAY)
    OpenCharge.objects.filter(charge__source_id=subscription.terms.get(ordinal=1).pk).delete()
    seen = preview_switch(subscription=subscription, asked=to(weekend, "2026-08-01"), today=TODAY)
    assert [(term.taken_back, term.price) for term in seen.ended] == [(True, Decimal("799.00"))]
    assert (seen.credit, seen.charge, seen.invoice_before, seen.invoice_after) == (0, 399, Decimal("799.00"), Decimal("399.00"))
    switch(subscription, to(weekend, "2026-08-01"), effect=seen.digest)
    assert (amounts("term"), amounts("stop_credit"), broken()) == (["799.00", "399.00"], [], set())


def test_another_way_of_delivery_is_a_switch_too_and_the_same_again_is_none(subscription, with_issues):
    with pytest.raises(CannotSwitch, match="already"):
        switch(subscription, to(with_issues))
    assert switch(subscription, to(with_issues, method="post")).successor.delivery_method == "post"


def test_undone_the_old_one_has_its_days_again_and_nothing_of_the_new_one_comes(subscription, weekend):
    a_renewal_run(subscription.entity, TODAY)
    invoiced(subscription)
    before = [term.during for term in subscription.terms.order_by("ordinal")]
    successor = switch(subscription, to(weekend)).successor
    OpenCharge.objects.all().delete()
    undo_act(act=Act.objects.get(verb="switch_product"), actor=None, today=TODAY)
    assert [term.during for term in subscription.terms.order_by("ordinal")] == before
    assert successor.terms.get().during.isempty
    # Whatever was invoiced for the switch comes to nothing.
    others = Charge.objects.exclude(source_kind="term", source_id__in=subscription.terms.values("pk"))
    assert sum(charge.amount for charge in others) == 0
    assert broken() == set()
    with pytest.raises(CannotSwitch, match="taken back already"):
        withdraw_switch(switch=ProductSwitch.objects.get(), actor=None, today=TODAY)
    assert switch(subscription, to(weekend)).successor != successor
    assert broken() == set()


def test_undone_before_anything_is_invoiced_no_line_is_left_to_be_invoiced(subscription, weekend):
    invoiced(subscription)
    switch(subscription, to(weekend))
    undo_act(act=Act.objects.get(verb="switch_product"), actor=None, today=TODAY)
    assert not OpenCharge.objects.exists()
    assert broken() == set()


def test_neither_half_is_taken_back_alone(subscription, weekend):
    made = switch(subscription, to(weekend))
    with pytest.raises(CannotCancel, match="Take the switch back"):
        withdraw_cancellation(cancellation=made.cancellation, actor=None, today=TODAY)
    undo_act(act=Act.objects.get(verb="switch_product"), actor=None, today=TODAY)
    of_the_successor = Cancellation.objects.get(subscription=made.successor)
    with pytest.raises(CannotCancel, match="Switch again"):
        withdraw_cancellation(cancellation=of_the_successor, actor=None, today=TODAY)


def test_it_is_not_undone_once_it_has_begun_nor_while_the_new_one_is_cancelled(subscription, weekend, clock_at):
    made = switch(subscription, to(weekend))
    act = Act.objects.get(verb="switch_product")
    assert act.until == clock.moment(day("2026-07-17"), time(0), "Europe/Stockholm")
    with clock_at("2026-07-18"), pytest.raises(CannotSwitch, match="too late to take it back"):
        withdraw_switch(switch=made, actor=None, today=day("2026-07-18"))
    stop = cancel_subscription(subscription=made.successor, reason=own_reason("other"), actor=None, today=TODAY)
    with pytest.raises(CannotSwitch, match="cancelled or switched since"):
        undo_act(act=act, actor=None, today=TODAY)
    withdraw_cancellation(cancellation=stop, actor=None, today=TODAY)
    undo_act(act=act, actor=None, today=TODAY)
    assert broken() == set()


def test_it_can_be_switched_on_again_and_the_latest_is_taken_back_first(subscription, with_issues, weekend):
    first = switch(subscription, to(weekend))
    second = switch(first.successor, to(with_issues, "2026-07-24"))
    assert second.successor.started_on == day("2026-07-24")
    with pytest.raises(CannotSwitch):
        undo_act(act=Act.objects.filter(verb="switch_product").earliest("pk"), actor=None, today=TODAY)
    for act in Act.objects.filter(verb="switch_product").order_by("-pk"):
        undo_act(act=act, actor=None, today=TODAY)
    assert subscription.terms.get().during == period("2026-05-01", "2026-08-01")
    assert broken() == set()


def test_looking_leaves_nothing_behind_and_saving_insists_on_what_was_seen(subscription, weekend):
    seen = preview_switch(subscription=subscription, asked=to(weekend), today=TODAY)
    assert not ProductSwitch.objects.exists() and Subscription.objects.count() == 1
    with pytest.raises(CannotSwitch, match="changed meanwhile"):
        switch(subscription, to(weekend, "2026-07-18"), effect=seen.digest)
    assert Subscription.objects.count() == 1
    switch(subscription, to(weekend), effect=seen.digest)


@pytest.mark.parametrize(
    ("from_on", "sentence"),
    [("2026-07-08", "is past"), ("2026-07-09", "too late"), ("2026-08-02", "sold until"), ("2026-04-01", "cannot go over before")],
)
def test_a_day_that_is_not_possible_is_refused(subscription, weekend, from_on, sentence):
    assert earliest_switch(subscription, weekend, "carrier", TODAY) == day("2026-07-10")
    with pytest.raises(CannotSwitch, match=sentence):
        switch(subscription, to(weekend, from_on))


def test_a_pause_before_the_day_is_credited_and_moves_nothing_until_the_switch_is_taken_back(subscription, weekend):
    invoiced(subscription)
    made = switch(subscription, to(weekend, "2026-08-01"))
    pause = {"subscription": subscription, "first": day("2026-07-15"), "last": day("2026-07-20")}
    seen = preview_pause(**pause, today=TODAY)
    assert (seen.moved, seen.prolonged) == ((), 0)
    pause_subscription(**pause, actor=None, today=TODAY)
    assert subscription.terms.get().during.upper == day("2026-08-01")
    assert broken() == set()
    withdraw_switch(switch=made, actor=None, today=TODAY)
    assert subscription.terms.get().during.upper == day("2026-08-07"), "six issues later"
    assert sum(Charge.objects.filter(source_kind="pause_credit").values_list("amount", flat=True)) == 0
    assert broken() == set()


def test_a_quantity_that_is_agreed_for_later_is_not_lost_either(subscription, weekend):
    change_copies(subscription=subscription, asked=AskedCopies(copies=2, from_on=day("2026-07-20")), actor=None, today=TODAY)
    subscription.refresh_from_db()
    with pytest.raises(CannotSwitch, match="another quantity is agreed"):
        switch(subscription, to(weekend))


def test_a_gift_a_cancelled_one_and_another_currency_are_refused(subscription, with_issues, weekend, price_list):
    abroad = a_price_list(entity=with_issues.entity, code="euro")
    PriceList.objects.filter(pk=abroad.pk).update(currency="EUR")
    abroad.refresh_from_db()
    prices_from("2025-01-01", abroad, {(weekend, 3): "40.00"})
    with pytest.raises(CannotSwitch, match="another currency"):
        switch(subscription, to(weekend, price_list=abroad))
    cancel_subscription(subscription=subscription, reason=own_reason("other"), actor=None, today=TODAY)
    with pytest.raises(CannotSwitch, match="ends on"):
        switch(subscription, to(weekend))
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-07-20", payer=a_customer("Gunnar"), term_length=3)
    given = start_subscription(order=replace(order, gift=GiftTerms("", "receiver", "ends")), actor=None, today=TODAY)
    with pytest.raises(CannotSwitch, match="A gift"):
        switch(given, to(weekend, "2026-07-24"))


def test_a_product_without_a_price_is_refused_as_an_order_is(subscription, monthly):
    with pytest.raises(CannotStart):
        switch(subscription, to(monthly, "2026-07-17"))
    assert Subscription.objects.count() == 1


def test_a_promotion_ends_with_the_old_one_and_that_is_said(subscription, with_issues, weekend, price_list):
    assert not preview_switch(subscription=subscription, asked=to(weekend), today=TODAY).loses_price
    steps = [Step(terms=2, percent_off=Decimal(50))]
    half = a_promotion(price_list=price_list, products=[with_issues], steps=steps, code="HALF", term_kind="fixed", term_length=3)
    Subscription.objects.update(promotion=half)
    subscription.refresh_from_db()
    assert preview_switch(subscription=subscription, asked=to(weekend), today=TODAY).loses_price
    assert switch(subscription, to(weekend)).successor.promotion is None


def test_whatever_is_switched_credit_and_charge_add_up_and_preview_is_what_is_committed(with_issues, weekend, price_list):
    chance = Random(41)
    for _number in range(25):
        started = day("2026-05-01").replace(day=chance.randint(1, 28))
        order = an_order(product=with_issues, price_list=price_list, starts_on=started, term_length=chance.choice([1, 3, 12]))
        subscription = a_subscription(order=order, today=TODAY)
        if chance.random() < 0.7:
            invoiced(subscription)
        term = subscription.terms.latest("ordinal")
        left = (term.during.upper - day("2026-07-10")).days
        from_on = day("2026-07-10") + (term.during.upper - day("2026-07-10")) * chance.randint(0, left) // max(left, 1)
        waits = sum(OpenCharge.objects.values_list("charge__amount", flat=True))
        asked = to(weekend, from_on.isoformat(), months=chance.choice([3, 12]), price_list=price_list)
        seen = preview_switch(subscription=subscription, asked=asked, today=TODAY)
        switch(subscription, asked, effect=seen.digest)
        spared = sum(term.price for term in seen.ended if term.taken_back)
        now = sum(OpenCharge.objects.values_list("charge__amount", flat=True))
        assert now - waits == seen.charge - seen.credit - spared
        assert all(0 <= term.amount <= term.price for term in seen.ended) and seen.charge > 0
        if chance.random() < 0.5:
            undo_act(act=Act.objects.filter(verb="switch_product").latest("pk"), actor=None, today=TODAY)
            assert sum(OpenCharge.objects.values_list("charge__amount", flat=True)) == waits
    assert broken() == set()
