"""What an issue of a term is worth: the worked table, to the cent whatever becomes of the term, and the very amount that a stop gives back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from abonent.access.models import StaffUser
from abonent.catalog.testing import a_product, an_edition, prices_from
from abonent.charges.models import ChargeComponent, OpenCharge
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.subscriptions.issue_values import value_of_term
from abonent.subscriptions.models import SaveOffer, StopReason, TermCharge
from abonent.subscriptions.operations import (
    AskedCopies,
    cancel_subscription,
    change_copies,
    install_stop_reasons,
    pause_subscription,
    set_pause_rule,
)
from abonent.subscriptions.operations.save_offers import take_save_offer
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
FIRST, LAST, STOP = day("2026-07-10"), day("2026-07-24"), day("2026-07-17")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "issue-value.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def viewer(desk) -> StaffUser:
    return StaffUser.objects.get(username="manager")


@pytest.fixture
def plain(daily, price_list):
    """A daily of one part, three months for 799.00, a copy more or less for as much."""
    install_stop_reasons()
    edition = issues_on(an_edition(entity=daily.entity, code="plain"), DAILY, first="2026-01-01", until="2027-01-01")
    product = a_product(entity=daily.entity, code="plain", editions=[edition], shares=["1"])
    prices_from("2025-01-01", price_list, {(product, 3): "799.00"})
    return product


def sold(product, price_list, *, invoiced=True):
    """From 1 May, 92 issues."""
    subscription = a_subscription(order=an_order(product=product, price_list=price_list, starts_on="2026-05-01", term_length=3))
    if invoiced:
        OpenCharge.objects.all().delete()
    return subscription


def pause(subscription, gives, *, first=FIRST, last=LAST):
    set_pause_rule(product=subscription.product, begins=TODAY, actor=None, today=TODAY, gives=gives)
    pause_subscription(subscription=subscription, first=first, last=last, actor=None, today=TODAY)


def stop(subscription, *, gives_back, from_on=STOP):
    reason = StopReason.objects.get(pk="moved")
    cancel_subscription(subscription=subscription, reason=reason, actor=None, today=TODAY, from_on=from_on, gives_back=gives_back)


def more_copies(subscription, copies=2, from_on=STOP):
    change_copies(subscription=subscription, asked=AskedCopies(copies=copies, from_on=from_on), actor=None, today=TODAY)


def free_issues(subscription, count=10):
    offer = SaveOffer.objects.create(entity=subscription.entity, gives="issues", count=count, say={"en": "Ten for free?"})
    take_save_offer(offer=offer, subscription=subscription, reason=StopReason.objects.get(pk="price"), actor=None, today=TODAY)


HAPPENINGS = {
    "nothing": lambda subscription: None,
    "paused, credited": lambda subscription: pause(subscription, "credit"),
    "paused, prolonged": lambda subscription: pause(subscription, "prolong"),
    "paused without an end": lambda subscription: pause(subscription, "prolong", last=None),
    "stopped, given back": lambda subscription: stop(subscription, gives_back=True),
    "stopped, not given back": lambda subscription: stop(subscription, gives_back=False),
    "one copy more": more_copies,
    "ten free": free_issues,
}


def charged(term):
    parts = ChargeComponent.objects.filter(charge__in=TermCharge.objects.filter(term_id=term.pk).values("charge_id"))
    return sum((part.amount for part in parts), Decimal(0))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['what happened']}, {row['day']}")
def test_the_worked_table(plain, price_list, viewer, row):
    subscription = sold(plain, price_list)
    HAPPENINGS[row["what happened"]](subscription)
    value = value_of_term(subscription.terms.get(ordinal=1), viewer=viewer, today=TODAY)
    one = next(one for one in value.days if one.on == day(row["day"]))
    assert (str(value.amount), str(one.amount), str(one.ahead)) == (row["costs"], row["worth"], row["for later"])


def test_what_is_ahead_is_what_a_stop_gives_back(plain, price_list, viewer):
    subscription = sold(plain, price_list)
    value = value_of_term(subscription.terms.get(), viewer=viewer, today=TODAY)
    for number in (1, 13, 14, 15):
        stop_on = STOP + timedelta(days=number - 1)
        other = sold(plain, price_list)
        stop(other, gives_back=True, from_on=stop_on)
        given_back = other.cancellations.get().early_ends.get().amount
        assert given_back == value.ahead_on(stop_on - timedelta(days=1)), stop_on


def test_the_parts_of_a_bundle_are_shared_apart_and_sum_to_it(with_issues, price_list, viewer):
    subscription = sold(with_issues, price_list)
    term = subscription.terms.get()
    value = value_of_term(term, viewer=viewer, today=TODAY)
    by_part = [sum(parts, Decimal(0)) for parts in zip(*(one.parts for one in value.days), strict=True)]
    assert by_part == [part.amount for part in ChargeComponent.objects.order_by("ordinal")]
    assert sum(by_part) == value.amount == term.amount


def test_where_the_calendar_ends_too_early_the_rest_waits(plain, price_list, viewer):
    """A year from 1 July: the calendar ends with the year, so about half is for issues that it does not have yet."""
    prices_from("2025-02-01", price_list, {(plain, 12): "3650.00"})
    order = an_order(product=plain, price_list=price_list, starts_on="2026-07-01", term_length=12)
    term = a_subscription(order=order).terms.get()
    value = value_of_term(term, viewer=viewer, today=TODAY)
    assert value.ahead_on(day("2026-12-31")) == Decimal("1810.00")
    assert value.days[-1].ahead == 0
    assert sum(one.amount for one in value.days) == Decimal("3650.00")


def test_what_brings_no_issues_is_shared_by_days(plain, price_list, viewer):
    order = an_order(product=plain, price_list=price_list, starts_on="2026-05-01", term_length=3)
    subscription = a_subscription(order=order)
    subscription.delivery_method = "none"
    subscription.save(update_fields=["delivery_method"])
    value = value_of_term(subscription.terms.get(), viewer=viewer, today=TODAY)
    assert [(one.on.isoformat(), str(one.amount)) for one in value.days] == [
        ("2026-05-31", "269.23"),
        ("2026-06-30", "260.54"),
        ("2026-07-31", "269.23"),
    ]


def test_whatever_becomes_of_a_term_its_issues_are_worth_what_is_charged_to_the_cent(with_issues, price_list, viewer, daily):
    """Random deeds one after the other; none of the issues is worth less than nothing, and all together what the term comes to."""
    install_stop_reasons()
    chance = Random(20260709)
    for _case in range(12):
        subscription = sold(with_issues, price_list, invoiced=chance.random() < 0.5)
        if chance.random() < 0.5:
            more_copies(subscription, chance.randint(2, 4), FIRST + timedelta(days=chance.randint(0, 12)))
        if chance.random() < 0.6:
            first = FIRST + timedelta(days=chance.randint(0, 9))
            pause(
                subscription, chance.choice(["prolong", "credit", "none"]), first=first, last=first + timedelta(days=chance.randint(0, 9))
            )
        if chance.random() < 0.5:
            free_issues(subscription, chance.randint(1, 20))
        if chance.random() < 0.5:
            stop(subscription, gives_back=chance.random() < 0.5, from_on=FIRST + timedelta(days=chance.randint(7, 20)))
        for term in subscription.terms.all():
            value = value_of_term(term, viewer=viewer, today=TODAY)
            assert sum((one.amount for one in value.days), Decimal(0)) + value.waiting == value.amount == charged(term)
            assert all(one.amount >= 0 for one in value.days), (term, [one for one in value.days if one.amount < 0])
            assert value.waiting == 0


def test_the_months_of_a_term_and_why_an_issue_is_worth_what_it_is(plain, price_list, desk):
    subscription = sold(plain, price_list)
    more_copies(subscription)
    term = subscription.terms.get()
    assert f"/subscriptions/terms/{term.pk}/issues/" in desk.get(subscription.url).content.decode()
    page = desk.get(f"/subscriptions/terms/{term.pk}/issues/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("What Plain is worth", "929,27 kr", "Another quantity", "130,27 kr", "July 2026", "17,37 kr", "Fri 17 Jul"):
        assert words in page, words
    why = desk.get(f"/subscriptions/terms/{term.pk}/issues/2026-07-17/why/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("Price of the term", "Shared by 92 issues", "260,54", "243,17", "17,37 kr"):
        assert words in why, words
    assert desk.get(f"/subscriptions/terms/{term.pk}/issues/2026-09-17/why/").status_code == 404
    assert desk.get(f"/subscriptions/terms/{term.pk}/issues/?month=2026-10").status_code == 404


def test_the_statement_is_asked_for_many_at_once(plain, price_list):
    several = [sold(plain, price_list) for _number in range(3)]
    days = [day("2026-04-30"), TODAY, day("2026-07-31")]
    asked = {"source": "subscriptions/money_of_terms", "terms": None, "days": days}
    found = statements.rows("subscriptions/deferred_of_terms", **asked)
    assert len(found) == 3 * len(days)
    assert {(row.day, str(row.deferred)) for row in found} == {(days[0], "799.00"), (days[1], "191.07"), (days[2], "0.00")}
    a_renewal_run(plain.entity, "2026-07-09")
    assert len(statements.rows("subscriptions/deferred_of_terms", **asked)) == (3 + len(several)) * len(days)
