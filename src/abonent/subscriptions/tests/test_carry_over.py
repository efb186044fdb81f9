"""What was asked of a subscription beyond the day on which it goes over: pauses, other addresses and readers go on, as the new product allows."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from abonent.catalog.models import Edition, Product
from abonent.catalog.testing import a_product, prices_from
from abonent.charges.models import Charge, OpenCharge
from abonent.customers.entries import Door
from abonent.customers.testing import a_customer, an_organisation
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Entitlement, Pause, ReadingNetwork, Redirect, Seat, TermAdjustment
from abonent.subscriptions.operations import (
    AskedSwitch,
    Elsewhere,
    add_member,
    add_network,
    install_stop_reasons,
    pause_subscription,
    preview_switch,
    redirect_subscription,
    set_pause_rule,
    switch_product,
    withdraw_switch,
)
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY, FROM = day("2026-07-09"), day("2026-07-17")
FRIDAY_TO_SUNDAY = 0b1110000
COTTAGE = Door(country="SE", postal_code="18531", town="Vaxholm", street="Strandvägen", number="4")


@pytest.fixture
def weekend(with_issues, price_list):
    """The same on Fridays to Sundays, with the digital edition: 399.00 for three months."""
    install_stop_reasons()
    editions = list(Edition.objects.filter(components__product=with_issues).order_by("components__ordinal"))
    product = a_product(entity=with_issues.entity, code="weekend", editions=editions, weekdays=FRIDAY_TO_SUNDAY)
    prices_from("2025-01-01", price_list, {(product, 3): "399.00"})
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2028-07-01")
    return product


@pytest.fixture
def school(with_issues, weekend, price_list):
    """An institution with the daily in two copies for three months, four seats with each."""
    Product.objects.filter(pk=with_issues.pk).update(seats=2)
    with_issues.refresh_from_db()
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, subscriber=an_organisation("Norrvik School"), copies=2)  # fmt: skip
    return a_subscription(order=order)


def asked(product, subscription):
    return AskedSwitch(
        product=product, price_list=subscription.price_list, term_kind="fixed", term_unit="month", term_length=3, delivery_method="carrier",
        from_on=FROM,
    )  # fmt: skip


def switched(subscription, product):
    """Over to a product on 17 July, by the very plan that was shown; the switch and what was shown."""
    seen = preview_switch(subscription=subscription, asked=asked(product, subscription), today=TODAY)
    switch = switch_product(subscription=subscription, asked=asked(product, subscription), actor=None, today=TODAY, effect=seen.digest)
    return switch, seen


def pause(subscription, first="2026-07-15", last="2026-07-20"):
    return pause_subscription(subscription=subscription, first=day(first), last=last and day(last), actor=None, today=TODAY)


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


def test_a_pause_goes_on_and_gives_what_the_new_product_gives(school, weekend):
    pause(school)
    switch, seen = switched(school, weekend)
    gone_on = Pause.objects.get(subscription=switch.successor)
    assert (gone_on.during, gone_on.gives) == (period("2026-07-17", "2026-07-21"), "prolong")
    done = TermAdjustment.objects.get(pause=gone_on)
    assert (done.missed, done.prolonged) == (3, 3), "Friday, Saturday and Sunday"
    assert seen.papers[0] == day("2026-07-24")
    assert [(one.kind, one.goes_on, len(one.papers)) for one in seen.carried] == [("pause", True, 3)]
    assert broken() == set()


def test_a_pause_without_an_end_goes_on_without_one(school, weekend):
    pause(school, last=None)
    switch, _seen = switched(school, weekend)
    assert Pause.objects.get(subscription=switch.successor).during == period("2026-07-17", None)
    assert broken() == set()


def test_how_long_a_pause_may_be_is_asked_of_the_whole_of_it(school, weekend):
    set_pause_rule(product=weekend, begins=TODAY, shortest_days=6, actor=None, today=TODAY)
    pause(school)
    assert switched(school, weekend)[1].carried[0].goes_on


def test_a_pause_that_the_new_product_does_not_allow_is_said_with_its_papers(school, weekend):
    set_pause_rule(product=weekend, begins=TODAY, longest_days=5, actor=None, today=TODAY)
    pause(school)
    switch, seen = switched(school, weekend)
    assert not Pause.objects.filter(subscription=switch.successor).exists()
    [left] = seen.carried
    assert (left.refusal.code, [paper.day for paper in left.papers]) == ("pause.too_long", [17, 18, 19])
    assert broken() == set()


def test_a_pause_on_days_without_a_paper_of_the_new_one_is_not_spoken_of(school, weekend):
    pause(school, "2026-07-20", "2026-07-22")
    switch, seen = switched(school, weekend)
    assert seen.carried == () and not Pause.objects.filter(subscription=switch.successor).exists()


def test_the_paper_goes_on_to_the_other_address(school, weekend):
    elsewhere = Elsewhere(first=day("2026-07-12"), last=day("2026-07-26"), to=COTTAGE, receiver="Eva Ek", delivery_method="post")
    former = redirect_subscription(subscription=school, asked=elsewhere, actor=None, today=TODAY)
    switch, seen = switched(school, weekend)
    gone_on = Redirect.objects.get(subscription=switch.successor)
    assert (gone_on.during, gone_on.place_id, gone_on.receiver) == (period("2026-07-17", "2026-07-27"), former.place_id, "Eva Ek")
    assert [(one.kind, one.goes_on, len(one.papers)) for one in seen.carried] == [("redirect", True, 6)]
    assert broken() == set()


def test_as_many_members_go_on_as_the_new_product_has_seats(school, weekend):
    Product.objects.filter(pk=weekend.pk).update(seats=1)
    weekend.refresh_from_db()
    for name, first in (("Eva", "2026-07-09"), ("Bo", "2026-07-10"), ("Ulla", "2026-07-11")):
        add_member(subscription=school, member=a_customer(name, "Ek"), first=day(first), last=None, actor=None, today=TODAY)
    add_network(subscription=school, network=ip_network("192.0.2.0/25"), first=TODAY, last=None, actor=None, today=TODAY)
    switch, seen = switched(school, weekend)
    assert [(one.kind, one.about, one.goes_on) for one in seen.carried] == [
        ("member", "Eva Ek", True), ("member", "Bo Ek", True), ("member", "Ulla Ek", False), ("network", "192.0.2.0/25", True),
    ]  # fmt: skip
    read = Entitlement.objects.filter(subscription=switch.successor).values_list("source", "customer__given_name")
    assert sorted((source, name or "") for source, name in read) == [
        ("member", "Bo"),
        ("member", "Eva"),
        ("network", ""),
        ("subscriber", ""),
    ]
    assert broken() == set()


def test_members_of_a_product_without_seats_are_said_to_read_no_more(school, weekend):
    add_member(subscription=school, member=a_customer("Eva", "Ek"), first=TODAY, last=None, actor=None, today=TODAY)
    [left] = switched(school, weekend)[1].carried
    assert (left.about, left.refusal.code) == ("Eva Ek", "seat.none")


def test_taken_back_nothing_of_it_goes_on_and_the_former_has_its_own(school, weekend):
    set_pause_rule(product=weekend, begins=TODAY, gives="credit", actor=None, today=TODAY)
    Product.objects.filter(pk=weekend.pk).update(seats=1)
    weekend.refresh_from_db()
    pause(school)
    add_member(subscription=school, member=a_customer("Eva", "Ek"), first=TODAY, last=None, actor=None, today=TODAY)
    switch, _seen = switched(school, weekend)
    assert Charge.objects.filter(source_kind="pause_credit").exists()
    OpenCharge.objects.filter(charge__source_kind="pause_credit").delete()
    withdraw_switch(switch=switch, actor=None, today=TODAY)
    for model in (Pause, Seat, ReadingNetwork):
        assert not model.objects.filter(subscription=switch.successor, withdrawn_at=None).exists()
        assert not model.objects.filter(subscription=school).exclude(withdrawn_at=None).exists()
    assert not Entitlement.objects.filter(subscription=switch.successor).exists()
    assert sum(Charge.objects.filter(source_kind="pause_credit").values_list("amount", flat=True)) == 0
    assert broken() == set()


def test_the_effect_strip_says_what_goes_on_and_what_does_not(desk, school, weekend):
    set_pause_rule(product=weekend, begins=TODAY, longest_days=5, actor=None, today=TODAY)
    pause(school)
    elsewhere = Elsewhere(first=day("2026-07-21"), last=day("2026-07-26"), to=COTTAGE)
    redirect_subscription(subscription=school, asked=elsewhere, actor=None, today=TODAY)
    asked_live = {"HX-Request": "true", "HX-Target": "switch-effect"}
    page = desk.post(f"{school.url}switch/", {"product": weekend.pk, "starts_on": "17/7"}, headers=asked_live).content.decode()
    said = " ".join(page.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "It goes to Strandvägen 4" in said
    assert "A pause of this product has 5 days at most. The papers of" in said


def test_the_receipt_says_what_goes_on_and_nothing_of_what_does_not(desk, school, weekend):
    set_pause_rule(product=weekend, begins=TODAY, longest_days=5, actor=None, today=TODAY)
    pause(school)
    elsewhere = Elsewhere(first=day("2026-07-11"), last=day("2026-07-26"), to=COTTAGE)
    redirect_subscription(subscription=school, asked=elsewhere, actor=None, today=TODAY)
    switched(school, weekend)
    said = " ".join(desk.get(f"{school.url}switch/receipt/").content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Tidningen går till Strandvägen 4, 18531 Vaxholm från 17 juli till 26 juli" in said
    assert "Uppehållet" not in said
